import { startFirefox } from '../browser/firefox';
import { visit } from '../browser/page';
import type { Bench, Figure } from '../figure';
import { pasteKey } from '../panel/panel';
import { liveRows, SHARE, sendLive } from './live';
import { findPageRate } from './page-rate';
import type { Ramp } from './rate';

const SECONDS = 20;
const QUICK_SECONDS = 8;
const RAMP: Ramp = { start: 500, seconds: SECONDS, factors: [1.5, 1.1] };
const APP = 'latency';

/**
 * How long an event takes from the page to the eye in Firefox, nearly as fast as a page takes events under a toolbox that
 * takes its frames too. The toolbox does so once its Network panel was opened, which stays behind the Console or ours.
 */
export const firefoxLatency: Figure = {
  name: 'firefox-latency',
  title: `Firefox: encrypted 500-byte events for ${SECONDS} s, panel live in the toolbox, Network opened before, at ${SHARE}× of what the page takes with that toolbox alone`,
  browser: 'firefox',
  async measure(bench) {
    const seconds = bench.quick ? QUICK_SECONDS : SECONDS;
    const alone = await measureAlone(bench, seconds);
    const perSecond = Math.ceil(alone * SHARE);
    const stream = { app: APP, perSecond, count: perSecond * seconds };
    const firefox = await startFirefox(bench.extension);
    try {
      await firefox.openNetwork();
      const panel = await firefox.openPanel();
      await visit(firefox.page, bench.site, APP, '?arrivals');
      await pasteKey(panel);
      return liveRows(
        firefoxLatency.title,
        alone,
        stream,
        await sendLive(bench, firefox.page, panel, stream),
      );
    } finally {
      await firefox.end();
    }
  },
};

async function measureAlone(bench: Bench, seconds: number): Promise<number> {
  const bare = await startFirefox();
  try {
    await bare.openNetwork();
    await bare.openConsole();
    return await findPageRate(bench, APP, bare.page, { ...RAMP, seconds });
  } finally {
    await bare.end();
  }
}
