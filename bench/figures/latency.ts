import { startChromium } from '../browser/chromium';
import { openDevTools, showOwnPanel } from '../browser/devtools';
import { openPage } from '../browser/page';
import type { Bench, Figure } from '../figure';
import { openPanelInDevTools, pasteKey } from '../panel/panel';
import { liveRows, SHARE, sendLive } from './live';
import { findPageRate } from './page-rate';
import type { Ramp } from './rate';

const SECONDS = 20;
/** What a page sustains it takes for as long as the panel has to: for six seconds it is up to a fifth more. */
const RAMP: Ramp = { start: 2_000, seconds: SECONDS, factors: [1.5, 1.1] };
const APP = 'latency';
/** As many as a ramp may ask for. */
const MAX_EVENTS = 200_000;
const QUICK_SECONDS = 8;

/** How long an event takes from the page to the eye, nearly as fast as a page under DevTools takes events at all. */
export const latency: Figure = {
  name: 'latency',
  title: `Encrypted 500-byte events for ${SECONDS} s, panel live in DevTools, at ${SHARE}× of what the page takes with DevTools alone`,
  async measure(bench) {
    await bench.site.prepare(500, MAX_EVENTS);
    const alone = await measureAlone(bench);
    const perSecond = Math.ceil(alone * SHARE);
    const stream = { app: APP, perSecond, count: perSecond * (bench.quick ? QUICK_SECONDS : SECONDS) };
    const chromium = await startChromium(bench.extension);
    try {
      const page = await openPage(chromium, bench.site, APP, '?arrivals');
      const panel = await openPanelInDevTools(chromium, page);
      await pasteKey(panel);
      return liveRows(latency.title, alone, stream, await sendLive(bench, page, panel, stream));
    } finally {
      await chromium.end();
    }
  },
};

async function measureAlone(bench: Bench): Promise<number> {
  const bare = await startChromium();
  try {
    const page = await openPage(bare, bench.site, APP);
    await showOwnPanel(await openDevTools(bare, page.targetId), 'console');
    const seconds = bench.quick ? QUICK_SECONDS : SECONDS;
    return await findPageRate(bench, APP, page, { ...RAMP, seconds });
  } finally {
    await bare.end();
  }
}
