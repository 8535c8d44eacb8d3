/** Beside the door in its script, put there by the build (`tools/lazy-bridge.ts`): not even made until it is called. */
declare function evaluateBridge(): typeof import('./bridge');

/**
 * The door of the bridge: a classic script that runs before the hook in every document. Most documents never open a
 * socket and pay for this alone; the bridge itself is evaluated with the hook's first word.
 *
 * The hook hands its port over in a synchronous event of type `load` on the document (see `meetBridge` in
 * `src/page/stream.ts`). No script of the page has run when it comes, and it is stopped here.
 */
function takeOver(event: Event): void {
  const port = event instanceof MessageEvent ? event.ports[0] : undefined;
  if (port === undefined || event.target !== document) return;
  document.removeEventListener('load', takeOver, true);
  event.stopImmediatePropagation();
  const words: unknown[] = [];
  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    words.push(data);
    // The page is in the midst of making its socket.
    if (words.length === 1) queueMicrotask(() => evaluateBridge().startBridge(port, words));
  };
}

document.addEventListener('load', takeOver, true);
