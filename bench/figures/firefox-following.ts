import type { MeasuredPage } from '../browser/documents';
import { startFirefox } from '../browser/firefox';
import { visit } from '../browser/page';
import type { Bench, Figure, Row } from '../figure';
import { median, percentile, whole } from '../numbers';
import { pasteKey } from '../panel/panel';
import { type Live, type Stream, sendLive } from './live';
import { findPageRate } from './page-rate';
import { findRate, type Ramp, type Step } from './rate';

const SECONDS = 20;
/** By large steps first, then by fifths: by tenths it would take minutes. */
const ALONE: Ramp = { start: 2_000, seconds: 3, factors: [2, 1.2] };
const LIVE: Ramp = { start: 1_000, seconds: SECONDS, factors: [2, 1.2] };
/** A panel follows while it draws 95 of 100 events within this time, and has them all in the end. */
const FOLLOWING_MS = 150;
const APP = 'following';

/**
 * How many events a second the panel follows in a toolbox whose Network panel was never opened. Such a toolbox takes no
 * frames, so that a page under it is held up by nothing: no bar can be a share of that, it stands beside for comparison.
 */
export const firefoxFollowing: Figure = {
  name: 'firefox-following',
  title: `Firefox: the same, Network never opened: the highest rate that the panel follows for ${SECONDS} s (p95 ≤ ${FOLLOWING_MS} ms, none dropped)`,
  browser: 'firefox',
  async measure(bench) {
    await bench.site.prepare(500, 200_000);
    const alone = await measureAlone(bench);
    const firefox = await startFirefox(bench.extension);
    try {
      const { page } = firefox;
      await visit(page, bench.site, APP, '?arrivals');
      const panel = await firefox.openPanel();
      await pasteKey(panel);
      const seconds = bench.quick ? 8 : LIVE.seconds;
      const held = new Map<number, Live>();
      const attempt = async (rate: number) => {
        const stream = await freshStream(bench, page, rate, seconds);
        const live = await sendLive(bench, page, panel, stream);
        const step = judge(live, stream.count);
        if (step.isHeld) held.set(rate, live);
        return step;
      };
      const perSecond = await findRate(bench, 'Panel live', { ...LIVE, seconds, most: alone }, attempt);
      return [describe(perSecond, held.get(perSecond) as Live, alone)];
    } finally {
      await firefox.end();
    }
  },
};

async function measureAlone(bench: Bench): Promise<number> {
  const bare = await startFirefox();
  try {
    await visit(bare.page, bench.site, APP);
    await bare.openConsole();
    return await findPageRate(bench, APP, bare.page, ALONE);
  } finally {
    await bare.end();
  }
}

/** Loads the page anew and answers what to send it. */
async function freshStream(
  bench: Bench,
  page: MeasuredPage,
  perSecond: number,
  seconds: number,
): Promise<Stream> {
  await visit(page, bench.site, APP, '?arrivals');
  return { app: APP, perSecond, count: perSecond * seconds };
}

function judge({ held, dropped, dark, delays }: Live, count: number): Step {
  const p95 = percentile(delays, 0.95);
  return {
    isHeld: held === count && dropped === 0 && dark === 0 && p95 <= FOLLOWING_MS,
    text: `p95 ${whole(p95)} ms, ${whole(count - held)} missing`,
  };
}

function describe(perSecond: number, { delays }: Live, alone: number): Row {
  const [middle, p95] = [median(delays), percentile(delays, 0.95)];
  return {
    figure: firefoxFollowing.title,
    measured: `${whole(perSecond)}/s, p95 ${whole(p95)} ms (median ${whole(middle)}); the page alone takes what the server sends, ${whole(alone)}/s`,
    bar: '',
    ok: true,
  };
}
