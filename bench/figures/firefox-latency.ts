import { startFirefox } from '../browser/firefox';
import { visit } from '../browser/page';
import type { Bench, Figure } from '../figure';
import { pasteKey } from '../panel/panel';
import { liveRows, SHARE, sendLive } from './live';
import { findPageRate, type Ramp } from './page-rate';

const SECONDS = 20;
/** By halves first, then by tenths: in steps of a tenth alone it would take as long again. */
const RAMP: Ramp = { seconds: 5, factors: [1.5, 1.1] };
const APP = 'latency';

/** How long an event takes from the page to the eye in Firefox. */
export const firefoxLatency: Figure = {
  name: 'firefox-latency',
  title: `Firefox: encrypted 500-byte events for ${SECONDS} s, panel live in the toolbox, at ${SHARE}× of what the page takes with the toolbox alone`,
  browser: 'firefox',
  async measure(bench) {
    await bench.site.prepare(500, 200_000);
    const alone = await measureAlone(bench);
    const perSecond = Math.ceil(alone * SHARE);
    const stream = { app: APP, perSecond, count: perSecond * (bench.quick ? 8 : SECONDS) };
    const firefox = await startFirefox(bench.extension);
    try {
      await visit(firefox.page, bench.site, APP, '?arrivals');
      const panel = await firefox.openPanel();
      await pasteKey(panel);
      const live = await sendLive(bench, firefox.page, panel, stream);
      return liveRows(firefoxLatency.title, alone, stream, live);
    } finally {
      await firefox.end();
    }
  },
};

async function measureAlone(bench: Bench): Promise<number> {
  const bare = await startFirefox();
  try {
    await visit(bare.page, bench.site, APP);
    await bare.openConsole();
    return await findPageRate(bench, APP, bare.page, RAMP);
  } finally {
    await bare.end();
  }
}
