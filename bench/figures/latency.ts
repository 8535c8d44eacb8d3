import { type Chromium, startChromium } from '../browser/chromium';
import { openDevTools, showOwnPanel } from '../browser/devtools';
import { openPage } from '../browser/page';
import type { Bench, Figure, Row } from '../figure';
import { median, percentile, whole } from '../numbers';
import { recordDraws, takeDraws } from '../panel/draws';
import { openPanelInDevTools, pasteKey, untilQuiet } from '../panel/panel';
import { delaysOf, readArrivals } from './arrivals';
import { findPageRate } from './page-rate';

const SHARE = 0.8;
const SECONDS = 20;
const RAMP_SECONDS = 6;
const MAX_P95_MS = 150;
const APP = 'latency';
/** As many as a ramp may ask for. */
const MAX_EVENTS = 200_000;

/** How long an event takes from the page to the eye, nearly as fast as a page under DevTools takes events at all. */
export const latency: Figure = {
  name: 'latency',
  title: `Encrypted 500-byte events for ${SECONDS} s, panel live in DevTools, at ${SHARE}× of what the page takes with DevTools alone`,
  async measure(bench) {
    await bench.site.prepare(500, MAX_EVENTS);
    const alone = await measureAlone(bench);
    const perSecond = Math.ceil(alone * SHARE);
    const count = perSecond * (bench.quick ? 8 : SECONDS);
    const chromium = await startChromium(bench.extension);
    try {
      return describe(alone, perSecond, count, await sendLive(bench, chromium, perSecond, count));
    } finally {
      await chromium.end();
    }
  },
};

async function measureAlone(bench: Bench): Promise<number> {
  const bare = await startChromium();
  try {
    const page = await openPage(bare, bench.site, APP);
    await showOwnPanel(await openDevTools(bare, page.targetId), 'console');
    return await findPageRate(bench, APP, page, RAMP_SECONDS);
  } finally {
    await bare.end();
  }
}

interface Outcome {
  perSecond: number;
  held: number;
  dropped: number;
  dark: number;
  delays: number[];
}

async function sendLive(
  bench: Bench,
  chromium: Chromium,
  perSecond: number,
  count: number,
): Promise<Outcome> {
  const page = await openPage(chromium, bench.site, APP, '?arrivals');
  const panel = await openPanelInDevTools(chromium, page);
  await pasteKey(panel);
  const before = await untilQuiet(panel);
  await recordDraws(panel, 'held');
  bench.say(`sending ${whole(count)} events, ${whole(perSecond)} a second`);
  await bench.site.send({ app: APP, frameBytes: 500, first: 1, count, perSecond });
  const after = await untilQuiet(panel);
  const { changes } = await takeDraws(panel);
  const arrivals = await readArrivals(page, count);
  const seconds = ((arrivals.at(-1) as number) - (arrivals[0] as number)) / 1_000;
  return {
    perSecond: count / seconds,
    held: after.held - before.held,
    dropped: after.dropped,
    dark: after.dark,
    delays: delaysOf(arrivals, changes, before.held),
  };
}

function describe(alone: number, asked: number, count: number, outcome: Outcome): Row[] {
  const { perSecond, held, dropped, dark, delays } = outcome;
  const p95 = percentile(delays, 0.95);
  const rest = `median ${whole(median(delays))}, p99 ${whole(percentile(delays, 0.99))}, most ${whole(percentile(delays, 1))}`;
  const share = perSecond / alone;
  return [
    {
      figure: latency.title,
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
