import type { Evaluator } from '../browser/documents';
import { type PageGlobals, untilReceived } from '../browser/page';
import type { Draw } from '../panel/draws';

/** Waits for the first `count` events and answers the page's `Date.now()` of each. */
export async function readArrivals(page: Evaluator, count: number): Promise<number[]> {
  await untilReceived(page, count);
  const read = (length: number) => [...(globalThis as PageGlobals).bench.arrivals.slice(0, length)];
  const arrivals = await page.evaluate(read, count);
  if (arrivals.length < count) throw new RangeError(`The page has no room for ${count} arrivals.`);
  return arrivals;
}

/** From the arrival of each event in the page to the first drawn frame that counts it, in milliseconds. */
export function delaysOf(arrivals: readonly number[], draws: readonly Draw[], heldBefore: number): number[] {
  const delays: number[] = [];
  let draw = 0;
  for (const [index, arrival] of arrivals.entries()) {
    while (draw < draws.length && (draws[draw] as Draw).value <= heldBefore + index) draw++;
    const drawn = draws[draw];
    delays.push(drawn === undefined ? Number.POSITIVE_INFINITY : drawn.at - arrival);
  }
  return delays;
}
