import type { Host } from '../host/driver';

/** The background's life, as one list: messages without a port, ports that came and went, and what came over them. */
export interface BackgroundLog {
  /** `message <json>`, `connect <port>`, `<port> <type>`, `gone <port>`, in the order of arrival. */
  entries(): Promise<string[]>;
  /** Everything that bridges have sent, as JSON. */
  fromBridges(): Promise<string>;
}

interface Port {
  name: string;
  onMessage: { addListener(listener: (message: { type: string }) => void): void };
  onDisconnect: { addListener(listener: () => void): void };
}
declare const chrome: {
  runtime: {
    onMessage: { addListener(listener: (message: unknown) => void): void };
    onConnect: { addListener(listener: (port: Port) => void): void };
  };
};
declare const log: { entries: string[]; fromBridges: unknown[] };

/** Listens beside the background's own listeners. The log is lost when the background is stopped. */
export async function openBackgroundLog(host: Host): Promise<BackgroundLog> {
  await host.evalBackground(() => {
    const kept: typeof log = { entries: [], fromBridges: [] };
    Object.assign(globalThis, { log: kept });
    chrome.runtime.onMessage.addListener((message) => {
      kept.entries.push(`message ${JSON.stringify(message)}`);
      kept.fromBridges.push(message);
    });
    chrome.runtime.onConnect.addListener((port) => {
      kept.entries.push(`connect ${port.name}`);
      port.onDisconnect.addListener(() => kept.entries.push(`gone ${port.name}`));
      port.onMessage.addListener((message) => {
        kept.entries.push(`${port.name} ${message.type}`);
        if (port.name === 'bridge') kept.fromBridges.push(message);
      });
    });
  });
  return {
    entries: () => host.evalBackground(() => log.entries),
    fromBridges: () => host.evalBackground(() => JSON.stringify(log.fromBridges)),
  };
}
