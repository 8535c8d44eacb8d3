import type { Host } from '../host/driver';

/** What was said over one of the extension's lines. */
export interface LoggedMessage {
  from: 'background' | 'panel' | 'bridge';
  to: 'background' | 'panel' | 'bridge';
  /** The message as JSON, as a port of Chrome carries it. */
  json: string;
}

interface Port {
  name: string;
  postMessage(message: unknown): void;
  onMessage: { addListener(listener: (message: unknown) => void): void };
}
interface Background {
  traffic?: LoggedMessage[];
  chrome: {
    runtime: {
      onConnect: { addListener(listener: (port: Port) => void): void };
      onMessage: { addListener(listener: (message: unknown) => void): void };
    };
    tabs: { sendMessage(...message: unknown[]): unknown };
  };
}

/** Writes down every message to and from the background, until the browser stops it. To be called before any panel. */
export async function logTraffic(host: Host): Promise<void> {
  await host.evalBackground(() => {
    const background = globalThis as unknown as Background;
    const traffic: LoggedMessage[] = [];
    background.traffic = traffic;
    const { runtime, tabs } = background.chrome;
    runtime.onConnect.addListener((port) => {
      const other = port.name === 'panel' ? 'panel' : 'bridge';
      port.onMessage.addListener((message) =>
        traffic.push({ from: other, to: 'background', json: JSON.stringify(message) }),
      );
      const { postMessage } = port;
      port.postMessage = (message) => {
        traffic.push({ from: 'background', to: other, json: JSON.stringify(message) });
        postMessage.call(port, message);
      };
    });
    runtime.onMessage.addListener((message) => {
      traffic.push({ from: 'bridge', to: 'background', json: JSON.stringify(message) });
    });
    const { sendMessage } = tabs;
    tabs.sendMessage = (...message) => {
      traffic.push({ from: 'background', to: 'bridge', json: JSON.stringify(message) });
      return sendMessage.apply(tabs, message);
    };
  });
}

/** What was written down. */
export function readTraffic(host: Host): Promise<LoggedMessage[]> {
  return host.evalBackground(() => (globalThis as unknown as Background).traffic ?? []);
}
