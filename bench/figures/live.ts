import type { Evaluator } from '../browser/documents';
import type { Bench, Row } from '../figure';
import { median, percentile, whole } from '../numbers';
import { recordDraws, takeDraws } from '../panel/draws';
import { type Counts, untilCounts, untilQuiet } from '../panel/panel';
import { delaysOf, readArrivals } from './arrivals';

/** Of the highest rate that a page sustains with DevTools alone, what it is to sustain with the panel. */
export const SHARE = 0.8;
const MAX_P95_MS = 150;
/** So long a panel that was overrun has to take in what it can. */
const OVERRUN_MS = 30_000;

/** How many events go to the page of an app, and how fast. */
export interface Stream {
  app: string;
  perSecond: number;
  count: number;
}

/** What came of events sent to a page whose panel is open and live. */
export interface Live {
  perSecond: number;
  held: number;
  dropped: number;
  dark: number;
  delays: number[];
}

/** Sends events to a page that notes their arrivals, and notes when its panel, which has the key, draws them. */
export async function sendLive(
  bench: Bench,
  page: Evaluator,
  panel: Evaluator,
  { app, perSecond, count }: Stream,
): Promise<Live> {
  await bench.site.prepare(500, count);
  const before = await untilQuiet(panel);
  await recordDraws(panel, 'held');
  bench.say(`sending ${whole(count)} events, ${whole(perSecond)} a second`);
  await bench.site.send({ app, frameBytes: 500, first: 1, count, perSecond });
  // One that is overrun draws nothing for a while, and is not at rest for that.
  const isAll = ({ held, dropped }: Counts) => held + dropped >= before.held + before.dropped + count;
  await untilCounts(panel, 'every event', isAll, OVERRUN_MS).catch(() => undefined);
  const after = await untilQuiet(panel);
  const { changes } = await takeDraws(panel);
  const arrivals = await readArrivals(page, count);
  const seconds = ((arrivals.at(-1) as number) - (arrivals[0] as number)) / 1_000;
  return {
    perSecond: count / seconds,
    held: after.held - before.held,
    dropped: after.dropped - before.dropped,
    dark: after.dark,
    delays: delaysOf(arrivals, changes, before.held),
  };
}

/** Rate and delay against their bars: the rate against the highest that the page sustains with DevTools alone. */
export function liveRows(
  figure: string,
  alone: number,
  { perSecond: asked, count }: Stream,
  live: Live,
): Row[] {
  const { perSecond, held, dropped, dark, delays } = live;
  const p95 = percentile(delays, 0.95);
  const rest = `median ${whole(median(delays))}, p99 ${whole(percentile(delays, 0.99))}, most ${whole(percentile(delays, 1))}`;
  const share = perSecond / alone;
  return [
    {
      figure,
      measured: `${whole(perSecond)}/s, ${share.toFixed(2)}× of ${whole(alone)}/s (sent at ${whole(asked)}/s); ${whole(held)} of ${whole(count)} held, ${whole(dark)} dark, ${whole(dropped)} dropped`,
      bar: `≥ ${SHARE}×, none dropped`,
      // The clock of the page counts whole milliseconds.
      ok: share >= SHARE - 0.005 && held === count && dropped === 0 && dark === 0,
    },
    {
      figure: 'The same: from arrival in the page to the first drawn frame that counts the event, p95',
      measured: `${whole(p95)} ms (${rest})`,
      bar: `≤ ${MAX_P95_MS} ms`,
      ok: p95 <= MAX_P95_MS,
    },
  ];
}
