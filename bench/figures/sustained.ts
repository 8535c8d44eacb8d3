import { startChromium } from '../browser/chromium';
import type { Evaluator } from '../browser/documents';
import { openPage } from '../browser/page';
import type { Bench, Figure, Row } from '../figure';
import { whole } from '../numbers';
import { recordDraws, takeDraws } from '../panel/draws';
import { openPanelTab, pasteKey, untilQuiet } from '../panel/panel';
import { readArrivals } from './arrivals';

const SENT_PER_SECOND = 11_000;
const MIN_PER_SECOND = 10_000;
/** Length of a run in full. */
export const SUSTAINED_SECONDS = 20;
const APP = 'sustained';

/** What the whole path bears for long when DevTools does not hold the page up. */
export const sustained: Figure = {
  name: 'sustained',
  title: `Panel as a tab, DevTools closed, encrypted 500-byte events for ${SUSTAINED_SECONDS} s`,
  async measure(bench) {
    await prepareSustained(bench);
    const chromium = await startChromium(bench.extension);
    try {
      const page = await openPage(chromium, bench.site, APP, '?arrivals');
      const panel = await openPanelTab(chromium);
      await pasteKey(panel);
      return await measureSustained(bench, sustained.title, APP, page, panel);
    } finally {
      await chromium.end();
    }
  },
};

/** Seals the events of a run in advance. */
export function prepareSustained(bench: Bench): Promise<void> {
  return bench.site.prepare(500, countOf(bench));
}

/** Sends the events to a page that notes their arrivals; its panel has the key. */
export async function measureSustained(
  bench: Bench,
  figure: string,
  app: string,
  page: Evaluator,
  panel: Evaluator,
): Promise<Row[]> {
  const count = countOf(bench);
  const before = await untilQuiet(panel);
  await recordDraws(panel, 'held');
  bench.say(`sending ${whole(count)} events, ${whole(SENT_PER_SECOND)} a second`);
  await bench.site.send({ app, frameBytes: 500, first: 1, count, perSecond: SENT_PER_SECOND });
  const { held, dropped, dark } = await untilQuiet(panel);
  const { changes } = await takeDraws(panel);
  const [first] = await readArrivals(page, 1);
  const seconds = ((changes.at(-1)?.at ?? Number.POSITIVE_INFINITY) - (first ?? 0)) / 1000;
  const perSecond = (held - before.held) / seconds;
  const isWhole = held - before.held === count && dropped === 0 && dark === 0;
  return [
    {
      figure,
      measured: `${whole(perSecond)}/s from the first arrival to the last draw, ${whole(dark)} dark, ${whole(dropped)} dropped (sent at ${whole(SENT_PER_SECOND)}/s)`,
      bar: `≥ ${whole(MIN_PER_SECOND)}/s, none dropped`,
      ok: perSecond >= MIN_PER_SECOND && isWhole,
    },
  ];
}

function countOf({ quick }: Bench): number {
  return SENT_PER_SECOND * (quick ? 8 : SUSTAINED_SECONDS);
}
