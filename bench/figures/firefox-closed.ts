import { startFirefox } from '../browser/firefox';
import type { Figure } from '../figure';
import { checkBacklog, MAX_RATIO_CLOSED } from './page-closed';
import { type Course, comparePages, ratioRow } from './page-cost';

/** Fewer rounds than in Chromium, to save time. */
const COURSE: Course = { rounds: 15, warmUp: 8_000, events: 40_000, perSecond: undefined };

/** What the extension costs a page of Firefox while no panel is open. */
export const firefoxClosed: Figure = {
  name: 'firefox-closed',
  title: 'Firefox: page main-thread time per received 500-byte frame, panel closed, against the bare browser',
  browser: 'firefox',
  async measure(bench) {
    const course = bench.quick ? { ...COURSE, rounds: 3 } : COURSE;
    await bench.site.prepare(500, course.warmUp + course.events);
    const bare = await startFirefox();
    const watched = await startFirefox(bench.extension);
    try {
      const costs = await comparePages(
        bench,
        { app: 'bare', page: bare.page },
        { app: 'watched', page: watched.page },
        course,
      );
      await checkBacklog(await watched.openPanelTab());
      return [ratioRow(firefoxClosed.title, costs, MAX_RATIO_CLOSED)];
    } finally {
      await Promise.all([bare.end(), watched.end()]);
    }
  },
};
