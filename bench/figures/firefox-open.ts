import { startFirefox } from '../browser/firefox';
import { visit } from '../browser/page';
import type { Figure } from '../figure';
import { pasteKey } from '../panel/panel';
import { type Course, comparePages, ratioRow } from './page-cost';
import { checkKeptUp, MAX_RATIO_OPEN } from './page-open';

const COURSE: Course = { rounds: 9, warmUp: 1_500, events: 6_000, perSecond: 1_500 };

/** What the extension costs a page of Firefox while the panel shows its traffic. */
export const firefoxOpen: Figure = {
  name: 'firefox-open',
  title: 'The same with the panel open and live, against the toolbox open without the extension',
  browser: 'firefox',
  async measure(bench) {
    const course = bench.quick ? { ...COURSE, rounds: 3 } : COURSE;
    await bench.site.prepare(500, course.warmUp + course.events);
    const bare = await startFirefox();
    const watched = await startFirefox(bench.extension);
    try {
      await visit(bare.page, bench.site, 'bare');
      await bare.openConsole();
      await visit(watched.page, bench.site, 'watched');
      const panel = await watched.openPanel();
      await pasteKey(panel);
      const costs = await comparePages(
        bench,
        { app: 'bare', page: bare.page },
        { app: 'watched', page: watched.page, check: () => checkKeptUp(panel, course) },
        course,
      );
      return [ratioRow(firefoxOpen.title, costs, MAX_RATIO_OPEN)];
    } finally {
      await Promise.all([bare.end(), watched.end()]);
    }
  },
};
