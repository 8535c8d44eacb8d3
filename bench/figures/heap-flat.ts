import { startChromium } from '../browser/chromium';
import { readHeap } from '../browser/heap';
import { openPage } from '../browser/page';
import type { Figure, Row } from '../figure';
import { whole } from '../numbers';
import { openPanelTab, pasteKey, readCounts } from '../panel/panel';

const PER_SECOND = 200;
const MINUTES = 10;
/** Full in about a minute: an event takes some 900 bytes of it. */
const MAX_CAPTURE_BYTES = 10_000_000;
/** What the line through the readings may rise in an hour, as a share of the first of them. */
const MAX_GROWTH = 0.1;
const APP = 'heap-flat';

/** Whether a panel that has been full for long still grows. */
export const heapFlat: Figure = {
  name: 'heap-flat',
  title: `${PER_SECOND} encrypted events/s for ${MINUTES} min, capture bounded to ${MAX_CAPTURE_BYTES / 1e6} MB, heaps after a collection each minute`,
  isLong: true,
  async measure(bench) {
    const minutes = bench.quick ? 3 : MINUTES;
    const chromium = await startChromium(bench.extension);
    try {
      const page = await openPage(chromium, bench.site, APP);
      const panel = await openPanelTab(chromium, { maxCaptureBytes: MAX_CAPTURE_BYTES });
      await pasteKey(panel);
      const heaps: Record<'panel' | 'page', number[]> = { panel: [], page: [] };
      const streaming = bench.site.stream({ app: APP, perSecond: PER_SECOND, seconds: minutes * 60 });
      for (let minute = 1; minute <= minutes; minute++) {
        await new Promise((resolve) => setTimeout(resolve, 60_000));
        heaps.panel.push((await readHeap(panel)).total);
        heaps.page.push((await readHeap(page.session)).total);
        const { held, dropped } = await readCounts(panel);
        bench.say(
          `minute ${minute}: panel ${mb(heaps.panel.at(-1))}, page ${mb(heaps.page.at(-1))}; ${whole(held)} held, ${whole(dropped || 0)} dropped`,
        );
      }
      await streaming;
      return [rowOf('panel', heaps.panel), rowOf('page', heaps.page)];
    } finally {
      await chromium.end();
    }
  },
};

/** From the second minute on: in the first the capture fills. */
function rowOf(whose: string, heaps: readonly number[]): Row {
  const full = heaps.slice(1);
  const [first = Number.NaN] = full;
  const growth = (slopeOf(full) * 60) / first;
  return {
    figure: whose === 'panel' ? `${heapFlat.title}: the panel` : `The same: the ${whose}`,
    measured: `${mb(first)} in minute 2, ${mb(full.at(-1))} in minute ${heaps.length} (least ${mb(Math.min(...full))}, most ${mb(Math.max(...full))}); at this slope ${growth >= 0 ? '+' : ''}${(growth * 100).toFixed(1)} % in an hour`,
    bar: `≤ +${MAX_GROWTH * 100} % in an hour`,
    ok: growth <= MAX_GROWTH,
  };
}

/** Slope of the line through these readings (least squares), per reading. */
function slopeOf(readings: readonly number[]): number {
  const middle = (readings.length - 1) / 2;
  const mean = readings.reduce((sum, reading) => sum + reading, 0) / readings.length;
  const rise = readings.reduce((sum, reading, i) => sum + (i - middle) * (reading - mean), 0);
  return rise / readings.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
}

function mb(bytes = Number.NaN): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
