import browser, { type Runtime } from 'webextension-polyfill';
import { FAREWELL_PORT, type Farewell, parseFarewell } from '../messages';

/** Frames of a document that goes, with what the browser says of their sender. */
export interface HeardFarewell extends Farewell {
  top: boolean;
  url: string;
}

/**
 * Listens for what documents of this tab hand over when they go. It comes past the background, which may be stopped in the
 * same moment: over a port that stands while they are watched, or as a message where there is none yet.
 */
export function listenForFarewells(tab: number, handle: (farewell: HeardFarewell) => void): void {
  const hear = (message: unknown, sender: Runtime.MessageSender | undefined): undefined => {
    if (sender?.id !== browser.runtime.id || sender.tab?.id !== tab) return undefined;
    const farewell = parseFarewell(message);
    if (farewell) handle({ ...farewell, top: sender.frameId === 0, url: sender.url ?? '' });
    return undefined;
  };
  browser.runtime.onMessage.addListener(hear);
  browser.runtime.onConnect.addListener((port) => {
    if (port.name === FAREWELL_PORT)
      port.onMessage.addListener((message: unknown) => void hear(message, port.sender));
  });
}
