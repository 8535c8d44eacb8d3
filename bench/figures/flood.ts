import { startChromium } from '../browser/chromium';
import { openPage, untilReceived } from '../browser/page';
import type { Bench, Figure, Row } from '../figure';
import { whole } from '../numbers';
import { type Counts, openPanelTab, pasteKey, type Settings, untilCounts, untilQuiet } from '../panel/panel';

const EVENTS = 50_000;
/** Sent when the flood is over, to see that capture goes on. */
const AFTER = 500;
const APP = 'flood';
const WIDE: Settings = { maxBacklogBytes: 64_000_000, maxUnacknowledgedBytes: 64_000_000 };
const NARROW: Settings = { maxBacklogBytes: 1_000_000, maxUnacknowledgedBytes: 1_000_000 };

/** A flood as fast as the server sends: nothing is lost where there is room, and what is lost is counted. */
export const flood: Figure = {
  name: 'flood',
  title: `Flood of ${whole(EVENTS)} encrypted 500-byte events, panel as a tab`,
  async measure(bench) {
    await bench.site.prepare(500, EVENTS + AFTER);
    const wide = await runFlood(bench, 'windows of 64 MB', WIDE);
    const narrow = await runFlood(bench, 'windows of 1 MB', NARROW);
    return [...describeWide(wide), ...describeNarrow(narrow)];
  },
};

/** Counts of the flood alone, and of the events after it. */
interface Outcome {
  flood: Counts;
  after: Counts;
  perSecond: number;
}

async function runFlood(bench: Bench, title: string, settings: Settings): Promise<Outcome> {
  const chromium = await startChromium(bench.extension);
  try {
    const page = await openPage(chromium, bench.site, APP);
    const panel = await openPanelTab(chromium, settings);
    await pasteKey(panel);
    const before = await untilQuiet(panel);
    const start = performance.now();
    await bench.site.send({ app: APP, frameBytes: 500, first: 1, count: EVENTS });
    await untilReceived(page, EVENTS);
    const perSecond = (EVENTS / (performance.now() - start)) * 1000;
    bench.say(`${title}: the page has received all at ${whole(perSecond)}/s`);
    const taken = await untilQuiet(panel);
    bench.say(
      `${title}: ${whole(taken.held)} held, ${whole(taken.dropped)} dropped, ${whole(taken.dark)} dark`,
    );
    await bench.site.send({ app: APP, frameBytes: 500, first: EVENTS + 1, count: AFTER, perSecond: 500 });
    const isTaken = ({ held, dark }: Counts) => held >= taken.held + AFTER && dark === 0;
    const end = await untilCounts(panel, 'the events after the flood', isTaken, 10_000).catch(() =>
      untilQuiet(panel),
    );
    return { flood: subtract(taken, before), after: subtract(end, taken), perSecond };
  } finally {
    await chromium.end();
  }
}

function describeWide({ flood: { held, dropped, dark }, after, perSecond }: Outcome): Row[] {
  return [
    {
      figure: `${flood.title}, windows of 64 MB`,
      measured: `${whole(held)} held, ${whole(dark)} of them dark, ${whole(dropped)} dropped (page at ${whole(perSecond)}/s)`,
      bar: 'all held and opened, none dropped',
      ok: held === EVENTS && dropped === 0 && dark === 0,
    },
    afterRow('64 MB', after),
  ];
}

function describeNarrow({ flood: { held, dropped }, after, perSecond }: Outcome): Row[] {
  return [
    {
      figure: 'The same, windows of 1 MB',
      measured: `${whole(held)} held + ${whole(dropped)} dropped = ${whole(held + dropped)} (page at ${whole(perSecond)}/s)`,
      bar: `held + dropped = ${whole(EVENTS)}`,
      ok: held + dropped === EVENTS,
    },
    afterRow('1 MB', after),
  ];
}

function afterRow(windows: string, { held, dropped }: Counts): Row {
  return {
    figure: `${whole(AFTER)} events after the flood, windows of ${windows}`,
    measured: `${whole(held)} held, ${whole(dropped)} dropped`,
    bar: 'all held',
    ok: held === AFTER && dropped === 0,
  };
}

function subtract(counts: Counts, before: Counts): Counts {
  const { shown, held, dropped, dark } = counts;
  return {
    shown: shown - before.shown,
    held: held - before.held,
    dropped: dropped - before.dropped,
    dark: dark - before.dark,
  };
}
