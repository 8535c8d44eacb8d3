import type { Session } from './cdp';

/** What a document's process holds after a full collection, in bytes. */
export interface Heap {
  /** Objects and strings of JavaScript. */
  used: number;
  /** The browser's own objects behind the DOM. */
  embedder: number;
  /** Contents of array buffers and strings kept outside the heap. */
  backing: number;
  total: number;
}

/** Collects garbage and measures what is left, array buffers included (`Runtime.getHeapUsage`). */
export async function readHeap(session: Session): Promise<Heap> {
  await session.send('HeapProfiler.collectGarbage');
  const usage =
    await session.send<Record<'usedSize' | 'embedderHeapUsedSize' | 'backingStorageSize', number>>(
      'Runtime.getHeapUsage',
    );
  const { usedSize: used, embedderHeapUsedSize: embedder, backingStorageSize: backing } = usage;
  return { used, embedder, backing, total: used + embedder + backing };
}
