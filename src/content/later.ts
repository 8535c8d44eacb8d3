/**
 * Runs it after so many milliseconds; what is answered calls it off. No `setTimeout`: all scripts of a document share its
 * timers' numbers, so a page that clears every timer would clear the bridge's too.
 */
export function later(act: () => void, ms: number): () => void {
  let isOff = false;
  AbortSignal.timeout(ms).addEventListener('abort', () => {
    if (!isOff) act();
  });
  return () => {
    isOff = true;
  };
}
