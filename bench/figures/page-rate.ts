import type { MeasuredPage } from '../browser/documents';
import { visit } from '../browser/page';
import type { Bench } from '../figure';
import { whole } from '../numbers';
import { readArrivals } from './arrivals';
import { findRate, type Ramp, type Step } from './rate';

/** A page keeps up while no event of the second half of a run comes later than this after it was due. */
const MAX_LAG_MS = 100;

/**
 * The highest rate at which the page keeps up with the sending: its arrivals are held against the times at which the
 * server should have sent them, so that a backlog anywhere between the two shows.
 */
export function findPageRate(bench: Bench, app: string, page: MeasuredPage, ramp: Ramp): Promise<number> {
  const attempt = (perSecond: number) => tryRate(bench, app, page, perSecond, ramp.seconds);
  return findRate(bench, 'DevTools alone', ramp, attempt);
}

async function tryRate(
  bench: Bench,
  app: string,
  page: MeasuredPage,
  perSecond: number,
  seconds: number,
): Promise<Step> {
  const count = Math.round(perSecond * seconds);
  await bench.site.prepare(500, count);
  await visit(page, bench.site, app, '?arrivals');
  const { startedAt } = await bench.site.send({ app, frameBytes: 500, first: 1, count, perSecond });
  const arrivals = await readArrivals(page, count);
  const half = Math.floor(count / 2);
  const lagMs = arrivals
    .slice(half)
    .reduce(
      (most, at, index) => Math.max(most, at - startedAt - ((half + index + 1) / perSecond) * 1_000),
      0,
    );
  return { isHeld: lagMs <= MAX_LAG_MS, text: `${whole(lagMs)} ms late at most` };
}
