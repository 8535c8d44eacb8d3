import browser from 'webextension-polyfill';
import { DEVTOOLS_PORT, type FromDevtools } from '../messages';

/** The browser may stop the background while it answers. */
const MAX_TRIES = 3;
/** Without an answer in this time something is wrong, and what follows must not wait. */
const PATIENCE_MS = 10_000;

/**
 * Asks the background over a port of its own: `runtime.sendMessage` would show what is asked to every page of the
 * extension. Undefined where no answer comes.
 */
export async function askBackground(question: FromDevtools): Promise<unknown> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const answer = await askOnce(question).catch(() => undefined);
    if (answer !== undefined) return answer.said;
  }
  return undefined;
}

function askOnce(question: FromDevtools): Promise<{ said: unknown } | undefined> {
  return new Promise((resolve) => {
    const port = browser.runtime.connect({ name: DEVTOOLS_PORT });
    const settle = (answer: { said: unknown } | undefined) => {
      clearTimeout(timer);
      resolve(answer);
    };
    const timer = setTimeout(() => {
      port.disconnect();
      settle({ said: undefined });
    }, PATIENCE_MS);
    port.onDisconnect.addListener(() => settle(undefined));
    port.onMessage.addListener((said: unknown) => {
      port.disconnect();
      settle({ said });
    });
    port.postMessage(question);
  });
}
