import { startChromium } from '../browser/chromium';
import { withInput } from '../browser/chromium-input';
import { type Heap, readHeap } from '../browser/heap';
import { openPage } from '../browser/page';
import type { Figure, Row } from '../figure';
import { whole } from '../numbers';
import { openPanelTab, pasteKey, untilQuiet } from '../panel/panel';
import { measureTable } from './table-speed';

const EVENTS = 1_000_000;
const PER_SECOND = 10_000;
const MAX_HEAP_MB = 1_000;
const APP = 'held';

/** A long capture: what it weighs, and whether the table stays quick. */
export const held: Figure = {
  name: 'held',
  title: `${whole(EVENTS)} events held, opened (200-byte plaintexts, 430-byte frames)`,
  async measure(bench) {
    const count = bench.quick ? EVENTS / 4 : EVENTS;
    await bench.site.prepare(430, count);
    const chromium = await startChromium(bench.extension);
    try {
      await openPage(chromium, bench.site, APP);
      const panel = await openPanelTab(chromium);
      await pasteKey(panel);
      await untilQuiet(panel);
      const empty = await readHeap(panel);
      bench.say(`filling the panel with ${whole(count)} events`);
      await bench.site.send({ app: APP, frameBytes: 430, first: 1, count, perSecond: PER_SECOND });
      const counts = await untilQuiet(panel);
      const isFull = counts.held >= count && counts.dropped === 0 && counts.dark === 0;
      const heap = await readHeap(panel);
      return [heapRow(heap, empty, isFull), ...(await measureTable(bench, withInput(panel)))];
    } finally {
      await chromium.end();
    }
  },
};

function heapRow(heap: Heap, empty: Heap, isFull: boolean): Row {
  const mb = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
  return {
    figure: `${held.title}: panel heap after a collection, array buffers included`,
    measured: `${mb(heap.total)} (JavaScript ${mb(heap.used)}, DOM ${mb(heap.embedder)}, buffers ${mb(heap.backing)}; empty ${mb(empty.total)})${isFull ? '' : ', events missing'}`,
    bar: `≤ ${MAX_HEAP_MB} MB`,
    ok: heap.total <= MAX_HEAP_MB * 1e6 && isFull,
  };
}
