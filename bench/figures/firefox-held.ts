import type { Evaluator } from '../browser/documents';
import { type Firefox, startFirefox } from '../browser/firefox';
import { visit } from '../browser/page';
import type { Figure } from '../figure';
import { whole } from '../numbers';
import { pasteKey, untilQuiet } from '../panel/panel';
import { measureTable } from './table-speed';

/** A quarter of what is held in Chromium, to save time. */
const EVENTS = 250_000;
const PER_SECOND = 8_000;
const APP = 'held';

/** A long capture in Firefox: whether the table stays quick, and what the process that holds it weighs. */
export const firefoxHeld: Figure = {
  name: 'firefox-held',
  title: `Firefox: ${whole(EVENTS)} events held, opened (200-byte plaintexts, 430-byte frames)`,
  browser: 'firefox',
  async measure(bench) {
    const count = bench.quick ? EVENTS / 4 : EVENTS;
    await bench.site.prepare(430, count);
    const firefox = await startFirefox(bench.extension);
    try {
      await visit(firefox.page, bench.site, APP);
      const panel = await firefox.openPanelTab();
      await pasteKey(panel);
      await untilQuiet(panel);
      const empty = await readMemory(firefox, panel);
      bench.say(`filling the panel with ${whole(count)} events`);
      await bench.site.send({ app: APP, frameBytes: 430, first: 1, count, perSecond: PER_SECOND });
      const { held, dropped, dark } = await untilQuiet(panel);
      const full = await readMemory(firefox, panel);
      const isFull = held >= count && dropped === 0 && dark === 0;
      return [
        {
          figure: `${firefoxHeld.title}: memory of the process that has panel and background, after a collection`,
          measured: `${mb(full)} (empty ${mb(empty)})${isFull ? '' : ', events missing'}`,
          bar: '',
          ok: isFull,
        },
        ...(await measureTable(bench, panel)),
      ];
    } finally {
      await firefox.end();
    }
  },
};

/** After a collection: the panel's process answers when it is done with it. */
async function readMemory(firefox: Firefox, panel: Evaluator): Promise<number> {
  await firefox.page.collectGarbage();
  await panel.evaluate(() => undefined);
  return firefox.readExtensionMemory();
}

function mb(bytes: number): string {
  return `${whole(bytes / 1e6)} MB`;
}
