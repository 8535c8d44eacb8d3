import type { MeasuredPage } from '../browser/documents';
import { startFirefox } from '../browser/firefox';
import { visit } from '../browser/page';
import type { Bench, Figure, Row } from '../figure';
import { percentile, whole } from '../numbers';
import { pasteKey } from '../panel/panel';
import { type Live, liveRows, SHARE, type Stream, sendLive } from './live';
import { findPageRate } from './page-rate';
import { findRate, type Ramp, type Step } from './rate';

const SECONDS = 20;
/** By large steps first, then by fifths: by tenths it would take minutes. */
const ALONE: Ramp = { start: 2_000, seconds: 3, factors: [2, 1.2] };
/** For all of the time: with twice its bar it follows 31,100 a second for ten seconds, and drops a seventh of them in twenty. */
const LIVE: Ramp = { start: 1_000, seconds: SECONDS, factors: [2, 1.2] };
/** A panel follows while it draws 95 of 100 events within this time, which is its bar, and has them all in the end. */
const FOLLOWING_MS = 150;
const APP = 'latency';

/**
 * How many events a second reach the eye in time in Firefox. Its toolbox takes no frames by itself, so that a page under it
 * alone sustains far more than one with a panel can: the rate of the panel is searched for, up to its bar.
 */
export const firefoxLatency: Figure = {
  name: 'firefox-latency',
  title: `Firefox: encrypted 500-byte events for ${SECONDS} s, panel live in the toolbox, at the highest rate that it follows, against what the page takes with the toolbox alone`,
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
      const ramp = { ...LIVE, seconds, most: Math.ceil(alone * SHARE) };
      const held = new Map<number, [Stream, Live]>();
      const p95s: number[] = [];
      const attempt = async (rate: number) => {
        const stream = await freshStream(bench, page, rate, seconds);
        const live = await sendLive(bench, page, panel, stream);
        p95s.push(percentile(live.delays, 0.95));
        const step = judge(live, stream.count, p95s.at(-1) as number);
        if (step.isHeld) held.set(rate, [stream, live]);
        return step;
      };
      const perSecond = await findRate(bench, 'Panel live', ramp, attempt);
      const [stream, live] = held.get(perSecond) as [Stream, Live];
      return [...liveRows(firefoxLatency.title, alone, stream, live), slowRow(p95s[0] as number)];
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

function judge({ held, dropped, dark }: Live, count: number, p95: number): Step {
  return {
    isHeld: held === count && dropped === 0 && dark === 0 && p95 <= FOLLOWING_MS,
    text: `p95 ${whole(p95)} ms, ${whole(count - held)} missing`,
  };
}

function slowRow(p95: number): Row {
  return {
    figure: `The same at ${whole(LIVE.start)}/s for ${LIVE.seconds} s, p95`,
    measured: `${whole(p95)} ms`,
    bar: '',
    ok: true,
  };
}
