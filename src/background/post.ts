import type { Runtime } from 'webextension-polyfill';

/**
 * Says it over a port that may have ended. While Firefox ends the background, for an update, sending throws an
 * `InvalidStateError` before the end of the port is told; whoever routes must go on with the next port. What a port that
 * has ended was to be told needs nobody: a bridge without one keeps its frames, a panel without one asks again.
 */
export function post(port: Pick<Runtime.Port, 'postMessage'>, message: unknown): void {
  try {
    port.postMessage(message);
  } catch {
    // `onDisconnect` tells of the end, where anybody is left to be told.
  }
}
