import { startChromium } from '../browser/chromium';
import { openDevTools, showOwnPanel } from '../browser/devtools';
import type { Evaluator } from '../browser/documents';
import { openPage } from '../browser/page';
import type { Bench, Figure, Row } from '../figure';
import { openPanelInDevTools, pasteKey, untilQuiet } from '../panel/panel';
import { type Course, comparePages, ratioRow } from './page-cost';

/** What the page's time may be against that under DevTools alone. */
export const MAX_RATIO_OPEN = 1.3;
/** A page under DevTools alone takes about 4,000 frames a second on two cores; this is well below. */
const COURSE: Course = { rounds: 9, warmUp: 2_500, events: 7_500, perSecond: 1_500 };

/** What the extension costs a page while the panel shows its traffic. */
export const pageOpen: Figure = {
  name: 'page-open',
  title: 'The same with the panel open and live, against DevTools open without the extension',
  measure,
};

async function measure(bench: Bench): Promise<Row[]> {
  const course = bench.quick ? { ...COURSE, rounds: 3 } : COURSE;
  await bench.site.prepare(500, course.warmUp + course.events);
  const bare = await startChromium();
  const watched = await startChromium(bench.extension);
  try {
    const barePage = await openPage(bare, bench.site, 'bare');
    await showOwnPanel(await openDevTools(bare, barePage.targetId), 'console');
    const watchedPage = await openPage(watched, bench.site, 'watched');
    const panel = await openPanelInDevTools(watched, watchedPage);
    await pasteKey(panel);
    const costs = await comparePages(
      bench,
      { app: 'bare', page: barePage },
      { app: 'watched', page: watchedPage, check: () => checkKeptUp(panel, course) },
      course,
    );
    return [ratioRow(pageOpen.title, costs, MAX_RATIO_OPEN)];
  } finally {
    await Promise.all([bare.end(), watched.end()]);
  }
}

/** Throws when the panel has not taken and opened every event of a round. */
export async function checkKeptUp(panel: Evaluator, { warmUp, events }: Course): Promise<void> {
  const { held, dropped, dark } = await untilQuiet(panel);
  if (held < warmUp + events || dropped > 0 || dark > 0)
    throw new Error(`The panel did not keep up: ${held} held, ${dropped} dropped, ${dark} dark.`);
}
