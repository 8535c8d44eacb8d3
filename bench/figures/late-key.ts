import { startChromium } from '../browser/chromium';
import { openPage } from '../browser/page';
import type { Figure } from '../figure';
import { whole } from '../numbers';
import { recordDraws, takeDraws } from '../panel/draws';
import { openPanelTab, pasteKey, untilCounts, untilQuiet } from '../panel/panel';

const EVENTS = 50_000;
const PER_SECOND = 8_000;
const MAX_SECONDS = 5;
/** Longer than this without a frame, and a panel does not feel alive. */
const MAX_GAP_MS = 200;
const APP = 'late-key';

/** A key that comes when the capture is already full of dark events. */
export const lateKey: Figure = {
  name: 'late-key',
  title: `Late key over ${whole(EVENTS)} dark events`,
  async measure(bench) {
    await bench.site.prepare(500, EVENTS);
    const chromium = await startChromium(bench.extension);
    try {
      await openPage(chromium, bench.site, APP);
      const panel = await openPanelTab(chromium);
      bench.say(`filling the panel with ${whole(EVENTS)} dark events`);
      await bench.site.send({ app: APP, frameBytes: 500, first: 1, count: EVENTS, perSecond: PER_SECOND });
      const before = await untilQuiet(panel);
      await recordDraws(panel, 'dark');
      await pasteKey(panel);
      const after = await untilCounts(panel, 'every event to open', ({ dark }) => dark === 0, 60_000);
      const { changes, longestGapMs, progressSteps } = await takeDraws(panel);
      // The first drawn number stands for the start of the recording, just before the key is pasted.
      const start = changes[0]?.at ?? Number.NaN;
      const seconds = ((changes.find(({ value }) => value === 0)?.at ?? Number.NaN) - start) / 1000;
      const isWhole = before.dark === EVENTS && after.held === before.held;
      return [
        {
          figure: `${lateKey.title}, from before the paste to the frame that shows none dark`,
          measured: `${seconds.toFixed(1)} s (${whole(before.dark)} dark before)`,
          bar: `≤ ${MAX_SECONDS} s`,
          ok: seconds <= MAX_SECONDS && isWhole,
        },
        {
          figure: 'The same: progress, drawn in so many different states',
          measured: whole(progressSteps),
          bar: '≥ 3',
          ok: progressSteps >= 3,
        },
        {
          figure: 'The same: longest time without a frame',
          measured: `${whole(longestGapMs)} ms`,
          bar: `≤ ${MAX_GAP_MS} ms`,
          ok: longestGapMs <= MAX_GAP_MS,
        },
      ];
    } finally {
      await chromium.end();
    }
  },
};
