import type { MeasuredPage } from '../browser/documents';
import { visit } from '../browser/page';
import type { Bench } from '../figure';
import { whole } from '../numbers';
import { readArrivals } from './arrivals';

/** A page keeps up while no event of the second half of a run comes later than this after it was due. */
const MAX_LAG_MS = 100;

const START_PER_SECOND = 2_000;
const MAX_STEPS = 24;
/** One step that fails may be another process's doing; two are the page's. */
const ATTEMPTS = 2;

/** How the highest rate is searched for. */
export interface Ramp {
  /** How long each rate is tried. */
  seconds: number;
  /** What a rate that is held is multiplied with for the next; where one is not held, the next factor takes its turn. */
  factors: readonly number[];
}

/** How fast a page was sent events and how far its arrivals fell behind, in milliseconds. */
interface Step {
  perSecond: number;
  lagMs: number;
}

/**
 * The highest rate at which the page keeps up with the sending, as exact as the last factor: its arrivals are held against
 * the times at which the server should have sent them, so that a backlog anywhere between the two shows.
 */
export async function findPageRate(
  bench: Bench,
  app: string,
  page: MeasuredPage,
  ramp: Ramp,
): Promise<number> {
  const factors = [...ramp.factors];
  let best = 0;
  let failures = 0;
  let perSecond = START_PER_SECOND;
  for (let step = 0; step < MAX_STEPS; step++) {
    const { lagMs } = await tryRate(bench, app, page, perSecond, ramp.seconds);
    const isHeld = lagMs <= MAX_LAG_MS;
    bench.say(
      `DevTools alone at ${whole(perSecond)}/s: ${isHeld ? 'held' : 'behind'}, ${whole(lagMs)} ms late at most`,
    );
    if (isHeld) best = perSecond;
    failures = isHeld ? 0 : failures + 1;
    if (factors.length > 1 && failures > 0) {
      factors.shift();
      failures = 0;
    }
    if (failures === ATTEMPTS) break;
    if (failures === 0) perSecond = best === 0 ? START_PER_SECOND : nextRate(best, factors[0] as number);
  }
  if (best === 0)
    throw new Error(`The page does not keep up with ${whole(START_PER_SECOND)} events a second.`);
  return best;
}

function nextRate(perSecond: number, factor: number): number {
  return Math.round((perSecond * factor) / 50) * 50;
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
