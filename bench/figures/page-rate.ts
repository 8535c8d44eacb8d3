import type { MeasuredPage } from '../browser/documents';
import { visit } from '../browser/page';
import type { Bench } from '../figure';
import { whole } from '../numbers';
import { readArrivals } from './arrivals';

/** A page keeps up while no event of the second half of a run comes later than this after it was due. */
const MAX_LAG_MS = 100;

const START_PER_SECOND = 2_000;
const FACTOR = 1.1;
const MAX_STEPS = 24;
/** One step that fails may be another process's doing; two are the page's. */
const ATTEMPTS = 2;

/** How fast a page was sent events and how far its arrivals fell behind, in milliseconds. */
interface Step {
  perSecond: number;
  lagMs: number;
}

/**
 * The highest rate, in steps of a tenth, at which the page keeps up with the sending for `seconds`: its arrivals are held
 * against the times at which the server should have sent them, so that a backlog anywhere between the two shows.
 */
export async function findPageRate(
  bench: Bench,
  app: string,
  page: MeasuredPage,
  seconds: number,
): Promise<number> {
  let best = 0;
  let failures = 0;
  for (let step = 0, perSecond = START_PER_SECOND; step < MAX_STEPS && failures < ATTEMPTS; step++) {
    const { lagMs } = await tryRate(bench, app, page, perSecond, seconds);
    const isHeld = lagMs <= MAX_LAG_MS;
    bench.say(
      `DevTools alone at ${whole(perSecond)}/s: ${isHeld ? 'held' : 'behind'}, ${whole(lagMs)} ms late at most`,
    );
    if (isHeld) {
      best = perSecond;
      failures = 0;
      perSecond = Math.round((perSecond * FACTOR) / 50) * 50;
    } else failures++;
  }
  return best;
}

async function tryRate(
  bench: Bench,
  app: string,
  page: MeasuredPage,
  perSecond: number,
  seconds: number,
): Promise<Step> {
  const count = Math.round(perSecond * seconds);
  await visit(page, bench.site, app, '?arrivals');
  const { startedAt } = await bench.site.send({ app, frameBytes: 500, first: 1, count, perSecond });
  const arrivals = await readArrivals(page, count);
  const half = Math.floor(count / 2);
  const lags = arrivals
    .slice(half)
    .map((at, index) => at - startedAt - ((half + index + 1) / perSecond) * 1_000);
  return { perSecond, lagMs: Math.max(...lags) };
}
