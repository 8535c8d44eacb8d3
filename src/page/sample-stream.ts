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

/** The items of a batch: kind, connection, time, data, bytes. */
export function itemsOf([, , , , , , table, texts, others]: HookBatch): unknown[][] {
  const numbers = table.split(',').slice(0, -1).map(Number);
  const rest = [...others];
  let from = 0;
  return Array.from({ length: numbers.length / 4 }, (_, i) => {
    const [kind, connection, at, weight = 0] = numbers.slice(i * 4, i * 4 + 4);
    const bytes = Math.abs(weight) - 64;
    const data = weight < 0 ? rest.shift() : texts.slice(from, from + bytes);
    if (weight > 0) from += bytes;
    return [kind, connection, at, data, bytes];
  });
}

/** What the items of batches carry. */
export function dataOf(batches: HookBatch[]): unknown[] {
  return batches.flatMap(itemsOf).map(([, , , data]) => data);
}

/** First item, frames before it and through the last, number of items. */
export function spanOf(batch: HookBatch): number[] {
  return [batch[1], batch[2], batch[3], itemsOf(batch).length];
}
