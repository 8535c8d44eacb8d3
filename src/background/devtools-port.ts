import type { Runtime } from 'webextension-polyfill';

/**
 * Answers the one question that a devtools page asks over a port of its own. A port reaches the background alone, where
 * a message without one would reach every page of the extension; and its end tells the devtools page to ask again.
 */
export function answerOnce(port: Runtime.Port, answer: (question: unknown) => Promise<unknown>): void {
  let isGone = false;
  port.onDisconnect.addListener(() => {
    isGone = true;
  });
  const reply = async (question: unknown) => {
    try {
      const said = await answer(question);
      if (!isGone) port.postMessage(said);
    } catch {
      // Storage failed, which a panel is told of when it asks for keys. Without an answer nothing is shown of the request.
      if (!isGone) port.disconnect();
    }
  };
  port.onMessage.addListener((question: unknown) => void reply(question));
}
