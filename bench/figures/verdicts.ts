import { startChromium } from '../browser/chromium';
import { openPage } from '../browser/page';
import type { Figure } from '../figure';
import { whole } from '../numbers';
import { recordDraws, takeDraws } from '../panel/draws';
import { openPanelTab, pasteKey, untilAtRest, untilCounts, untilQuiet } from '../panel/panel';
import { DARK_CHANNELS, DARK_KEYS, HOPELESS_CHANNELS } from '../site/dark-frames';

const EVENTS = 20_000;
const PER_SECOND = 8_000;
const MAX_SECONDS = 3;
/** Longer than this without a frame, and a panel does not feel alive. */
const MAX_GAP_MS = 200;
const APP = 'verdicts';

/** Every event is dark, and one more key comes: all keys are tried on all events, and samples are searched. */
export const verdicts: Figure = {
  name: 'verdicts',
  title: `Verdicts on ${whole(EVENTS)} dark events on ${DARK_CHANNELS} channels with ${DARK_KEYS.length} keys`,
  async measure(bench) {
    await bench.site.prepare('dark', EVENTS);
    const chromium = await startChromium(bench.extension);
    try {
      await openPage(chromium, bench.site, APP);
      const panel = await openPanelTab(chromium);
      bench.say(`filling the panel with ${whole(EVENTS)} dark events`);
      await bench.site.send({ app: APP, frameBytes: 'dark', first: 1, count: EVENTS, perSecond: PER_SECOND });
      const { dark } = await untilQuiet(panel);
      await recordDraws(panel, 'dark');
      for (const key of DARK_KEYS.slice(0, -1)) await pasteKey(panel, key);
      await untilQuiet(panel);
      await takeDraws(panel);
      await recordDraws(panel, 'dark');
      const start = Date.now();
      await pasteKey(panel, DARK_KEYS.at(-1));
      const expected = (EVENTS * HOPELESS_CHANNELS) / DARK_CHANNELS;
      await untilCounts(panel, 'every verdict', (counts) => counts.dark === expected, 60_000);
      const { changes, longestGapMs } = await takeDraws(panel);
      const seconds = ((changes.find(({ value }) => value === expected)?.at ?? Number.NaN) - start) / 1000;
      const restMs = await untilAtRest(panel);
      return [
        {
          figure: `${verdicts.title}, from before the last paste to the frame that shows the last one`,
          measured: `${seconds.toFixed(1)} s (${whole(dark)} dark before, ${whole(expected)} sealed with a key that nobody has)`,
          bar: `≤ ${MAX_SECONDS} s`,
          ok: seconds <= MAX_SECONDS && dark === EVENTS,
        },
        {
          figure: 'The same: until nothing is searched any more',
          measured: `${((Date.now() - start) / 1000).toFixed(1)} s (${whole(restMs)} ms of it after that)`,
          bar: '',
          ok: true,
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
