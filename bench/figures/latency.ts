import type { Session } from '../browser/cdp';
import { startChromium } from '../browser/chromium';
import { openPage, type PageGlobals } from '../browser/page';
import type { Figure, Row } from '../figure';
import { median, percentile, whole } from '../numbers';
import { type Draw, recordDraws, takeDraws } from '../panel/draws';
import { openPanelInDevTools, pasteKey, untilQuiet } from '../panel/panel';

const PER_SECOND = 2_500;
const SECONDS = 30;
const MAX_P95_MS = 150;
const APP = 'latency';

/** How long an event takes from the page to the eye, at a pace that DevTools itself can bear. */
export const latency: Figure = {
  name: 'latency',
  title: `${whole(PER_SECOND)} encrypted 500-byte events/s for ${SECONDS} s, panel live in DevTools`,
  async measure(bench) {
    const count = PER_SECOND * (bench.quick ? 8 : SECONDS);
    await bench.site.prepare(500, count);
    const chromium = await startChromium(bench.extension);
    try {
      const page = await openPage(chromium, bench.site, APP, '?arrivals');
      const panel = await openPanelInDevTools(chromium, page);
      await pasteKey(panel);
      const before = await untilQuiet(panel);
      await recordDraws(panel, 'held');
      bench.say(`sending ${whole(count)} events, ${whole(PER_SECOND)} a second`);
      const ms = await bench.site.send({ app: APP, frameBytes: 500, first: 1, count, perSecond: PER_SECOND });
      const after = await untilQuiet(panel);
      const { changes } = await takeDraws(panel);
      const delays = delaysOf(await readArrivals(page.session, count), changes, before.held);
      return describe({
        count,
        ms,
        held: after.held - before.held,
        dropped: after.dropped,
        dark: after.dark,
        delays,
      });
    } finally {
      await chromium.end();
    }
  },
};

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

/** `Date.now()` in the page at which each of the first `count` events came. */
export function readArrivals(page: Session, count: number): Promise<number[]> {
  return page.evaluate((length) => [...(globalThis as PageGlobals).bench.arrivals.slice(0, length)], count);
}

interface Outcome {
  count: number;
  ms: number;
  held: number;
  dropped: number;
  dark: number;
  delays: number[];
}

function describe({ count, ms, held, dropped, dark, delays }: Outcome): Row[] {
  const p95 = percentile(delays, 0.95);
  const rest = `median ${whole(median(delays))}, p99 ${whole(percentile(delays, 0.99))}, most ${whole(percentile(delays, 1))}`;
  return [
    {
      figure: `${latency.title}: events`,
      measured: `${whole(held)} of ${whole(count)} held, ${whole(dark)} dark, ${whole(dropped)} dropped (sent at ${whole((count / ms) * 1000)}/s)`,
      bar: 'none dropped',
      ok: held === count && dropped === 0 && dark === 0,
    },
    {
      figure: 'The same: from arrival in the page to the first drawn frame that counts the event, p95',
      measured: `${whole(p95)} ms (${rest})`,
      bar: `≤ ${MAX_P95_MS} ms`,
      ok: p95 <= MAX_P95_MS,
    },
  ];
}
