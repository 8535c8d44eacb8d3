import browser, { type Runtime } from 'webextension-polyfill';
import { type FromPanel, PANEL_PORT, type ToPanel } from '../messages';

/** The panel's line to the background. It comes back by itself whenever the browser stops the background. */
export interface BackgroundPort {
  /** Sends when the line stands; otherwise the message is dropped, and `onConnect` is where to repeat it. */
  send(message: FromPanel): void;
}

export interface BackgroundListener {
  /** The line stands, for the first time or again: say what is watched and repeat what has no answer. */
  onConnect(): void;
  onMessage(message: ToPanel): void;
  /** `final`: the extension was reloaded or removed, the line does not come back. */
  onDisconnect(final: boolean): void;
}

const RECONNECT_MS = 50;

/** Opens the line at once; `listener.onConnect` runs before this returns if the browser allows it. */
export function connectBackground(listener: BackgroundListener): BackgroundPort {
  let port: Runtime.Port | undefined;
  const connect = () => {
    try {
      port = browser.runtime.connect({ name: PANEL_PORT });
    } catch {
      listener.onDisconnect(true);
      return;
    }
    port.onMessage.addListener((message: unknown) => listener.onMessage(message as ToPanel));
    port.onDisconnect.addListener(() => {
      port = undefined;
      listener.onDisconnect(false);
      setTimeout(connect, RECONNECT_MS);
    });
    // The sender of the first messages may need the port that this function has not returned yet.
    queueMicrotask(() => listener.onConnect());
  };
  connect();
  return { send: (message) => port?.postMessage(message) };
}
