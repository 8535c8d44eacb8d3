import { startChromium } from '../browser/chromium';
import { openDevTools, showOwnPanel } from '../browser/devtools';
import { openPage } from '../browser/page';
import type { Bench, Figure, Row } from '../figure';
import { openPanelInDevTools, pasteKey, untilQuiet } from '../panel/panel';
import { type Course, comparePages, describeRatio } from './page-cost';

const MAX_RATIO = 1.3;
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
    const check = async () => {
      const { held, dropped, dark } = await untilQuiet(panel);
      if (held < course.warmUp + course.events || dropped > 0 || dark > 0)
        throw new Error(`The panel did not keep up: ${held} held, ${dropped} dropped, ${dark} dark.`);
    };
    const costs = await comparePages(
      bench,
      { app: 'bare', page: barePage },
      { app: 'watched', page: watchedPage, check },
      course,
    );
    const { ratio, text } = describeRatio(costs);
    return [{ figure: pageOpen.title, measured: text, bar: `≤ ${MAX_RATIO}×`, ok: ratio <= MAX_RATIO }];
  } finally {
    await Promise.all([bare.end(), watched.end()]);
  }
}
