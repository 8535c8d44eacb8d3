import { startFirefox } from '../browser/firefox';
import { visit } from '../browser/page';
import type { Figure } from '../figure';
import { pasteKey } from '../panel/panel';
import { measureSustained, prepareSustained, SUSTAINED_SECONDS } from './sustained';

const APP = 'sustained';

/** What the whole path bears for long in Firefox when no toolbox holds the page up. */
export const firefoxSustained: Figure = {
  name: 'firefox-sustained',
  title: `Firefox: panel as a tab, toolbox closed, encrypted 500-byte events for ${SUSTAINED_SECONDS} s`,
  browser: 'firefox',
  async measure(bench) {
    await prepareSustained(bench);
    const firefox = await startFirefox(bench.extension);
    try {
      await visit(firefox.page, bench.site, APP, '?arrivals');
      const panel = await firefox.openPanelTab();
      await pasteKey(panel);
      return await measureSustained(bench, firefoxSustained.title, APP, firefox.page, panel);
    } finally {
      await firefox.end();
    }
  },
};
