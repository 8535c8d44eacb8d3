import type { Browser, CDPSession } from 'playwright';

/** Bytes that the extension holds after a collection, buffers included: the largest of its documents, and its background. */
export async function heapsOf(
  browser: Browser,
  origin: string,
): Promise<{ panel: number; background: number }> {
  const cdp = await browser.newBrowserCDPSession();
  const { targetInfos } = await cdp.send('Target.getTargets');
  const heaps = { page: 0, service_worker: 0 };
  for (const { targetId, type, url } of targetInfos) {
    if (!url.startsWith(`${origin}/`) || (type !== 'page' && type !== 'service_worker')) continue;
    heaps[type] = Math.max(heaps[type], await heapOf(cdp, targetId));
  }
  await cdp.detach();
  return { panel: heaps.page, background: heaps.service_worker };
}

interface Usage {
  usedSize: number;
  embedderHeapUsedSize: number;
  backingStorageSize: number;
}

async function heapOf(cdp: CDPSession, targetId: string): Promise<number> {
  // Not flat: Playwright has no session for what it does not drive itself, workers among it.
  const { sessionId } = await cdp.send('Target.attachToTarget', { targetId, flatten: false });
  let calls = 0;
  const call = <R>(method: string): Promise<R> =>
    new Promise((resolve) => {
      const id = ++calls;
      const hear = (event: { sessionId: string; message: string }): void => {
        const answer = JSON.parse(event.message) as { id?: number; result: R };
        if (event.sessionId !== sessionId || answer.id !== id) return;
        cdp.off('Target.receivedMessageFromTarget', hear);
        resolve(answer.result);
      };
      cdp.on('Target.receivedMessageFromTarget', hear);
      void cdp.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) });
    });
  await call('HeapProfiler.collectGarbage');
  const { usedSize, embedderHeapUsedSize, backingStorageSize } = await call<Usage>('Runtime.getHeapUsage');
  await cdp.send('Target.detachFromTarget', { sessionId });
  return usedSize + embedderHeapUsedSize + backingStorageSize;
}
