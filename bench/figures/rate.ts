import type { Bench } from '../figure';
import { whole } from '../numbers';

const MAX_STEPS = 24;
/** One step that fails may be another process's doing; two are the browser's. */
const ATTEMPTS = 2;

/** How the highest rate is searched for, in events a second. */
export interface Ramp {
  start: number;
  /** Not searched beyond this. */
  most?: number;
  /** How long each rate is tried. */
  seconds: number;
  /** What a rate that is held is multiplied with for the next; where one is not held, twice, the next factor takes its turn. */
  factors: readonly number[];
}

/** What came of a rate that was tried. */
export interface Step {
  isHeld: boolean;
  text: string;
}

/** The highest rate that is held, as exact as the last factor. Throws when the first is not. */
export async function findRate(
  bench: Bench,
  what: string,
  { start, most = Number.POSITIVE_INFINITY, factors }: Ramp,
  attempt: (perSecond: number) => Promise<Step>,
): Promise<number> {
  const left = [...factors];
  let best = 0;
  let failures = 0;
  let perSecond = Math.min(start, most);
  for (let step = 0; step < MAX_STEPS && best < most; step++) {
    const { isHeld, text } = await attempt(perSecond);
    bench.say(`${what} at ${whole(perSecond)}/s: ${isHeld ? 'held' : 'behind'}, ${text}`);
    if (isHeld) best = perSecond;
    failures = isHeld ? 0 : failures + 1;
    if (best > 0 && left.length > 1 && failures === ATTEMPTS) {
      left.shift();
      failures = 0;
    }
    if (failures === ATTEMPTS) break;
    if (failures === 0) perSecond = Math.min(most, nextRate(best, left[0] as number));
  }
  if (best === 0) throw new Error(`${what}: ${whole(start)} events a second are too many.`);
  return best;
}

function nextRate(perSecond: number, factor: number): number {
  return Math.round((perSecond * factor) / 50) * 50;
}
