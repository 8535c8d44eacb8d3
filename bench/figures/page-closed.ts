import { startChromium } from '../browser/chromium';
import type { Evaluator } from '../browser/documents';
import { openPage } from '../browser/page';
import type { Bench, Figure, Row } from '../figure';
import { openPanelTab, untilQuiet } from '../panel/panel';
import { type Course, comparePages, ratioRow } from './page-cost';

/** What the page's time may be against that in a browser without the extension. */
export const MAX_RATIO_CLOSED = 1.2;
const COURSE: Course = { rounds: 21, warmUp: 8_000, events: 40_000, perSecond: undefined };

/** Fewer frames than this in the backlog of 4 MB, and the hook was not at work in what was measured. */
const MIN_BACKLOG = 5_000;

/** What the extension costs a page while no panel is open. */
export const pageClosed: Figure = {
  name: 'page-closed',
  title: 'Page main-thread time per received 500-byte frame, panel closed, against the bare browser',
  measure,
};

async function measure(bench: Bench): Promise<Row[]> {
  const course = bench.quick ? { ...COURSE, rounds: 3 } : COURSE;
  await bench.site.prepare(500, course.warmUp + course.events);
  const bare = await startChromium();
  const watched = await startChromium(bench.extension);
  try {
    const costs = await comparePages(
      bench,
      { app: 'bare', page: await openPage(bare, bench.site, 'bare') },
      { app: 'watched', page: await openPage(watched, bench.site, 'watched') },
      course,
    );
    await checkBacklog(await openPanelTab(watched));
    return [ratioRow(pageClosed.title, costs, MAX_RATIO_CLOSED)];
  } finally {
    await Promise.all([bare.end(), watched.end()]);
  }
}

/** A panel that opens now sees the last frames of the page: the proof that they were held all the time. */
export async function checkBacklog(panel: Evaluator): Promise<void> {
  const { held } = await untilQuiet(panel);
  if (held < MIN_BACKLOG) throw new Error(`The hook has held only ${held} frames.`);
}
