import type { FakePage } from './fake-page';
import type { HookBatch } from './wire';

/** More bytes than any test uses. */
export const MANY = 1_000_000_000;

/** Asks the hook for a stream and answers its batches, up to the last one that is due. For tests. */
export function stream(page: FakePage, number: number, from = 1, backlog = MANY, credit = MANY): HookBatch[] {
  page.send(['stream', number, from, backlog, credit]);
  return settle(page);
}

/** Runs timers until nothing more is posted, and answers the batches. */
export function settle(page: FakePage): HookBatch[] {
  const batches = page.batches();
  for (;;) {
    page.runTimers();
    const more = page.batches();
    if (more.length === 0) return batches;
    batches.push(...more);
  }
}

/** The items of a batch, five slots each. */
export function itemsOf([, , , , , , items]: HookBatch): unknown[][] {
  return Array.from({ length: items.length / 5 }, (_, i) => items.slice(i * 5, i * 5 + 5));
}

/** What the items of batches carry. */
export function dataOf(batches: HookBatch[]): unknown[] {
  return batches.flatMap(itemsOf).map(([, , , data]) => data);
}

/** First item, frames before it and through the last, number of items. */
export function spanOf(batch: HookBatch): number[] {
  return [batch[1], batch[2], batch[3], itemsOf(batch).length];
}
