/** Does something again and again, `paceMs` after the last time ended, until the returned function is awaited. */
export function repeat(paceMs: number, act: () => Promise<void> | void): () => Promise<void> {
  let isStopped = false;
  let timer: NodeJS.Timeout;
  const run = async () => {
    try {
      await act();
    } catch (error) {
      // What breaks off while the demo ends is nobody's fault.
      if (!isStopped) console.error('The demo could not publish:', error);
    }
    if (!isStopped) timer = setTimeout(start, paceMs);
  };
  let running = Promise.resolve();
  const start = () => {
    running = run();
  };
  start();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await running;
  };
}
