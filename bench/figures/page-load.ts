import { until } from '../../e2e/host/driver';
import { type Chromium, startChromium } from '../browser/chromium';
import { type Slice, trace } from '../browser/tracing';
import type { Bench, Figure, Row } from '../figure';
import { whole } from '../numbers';
import { IDLE_DOCUMENTS } from '../site/idle-page';

const TABS = 50;
const MAX_SCRIPT_MS = 1.5;
const SCRIPTS = ['src/content/bridge.iife.js', 'src/page/hook.iife.js'] as const;

/** What the extension costs pages that have no sockets: most pages. */
export const pageLoad: Figure = {
  name: 'page-load',
  title: `${TABS} tabs of a page without sockets, two frames each: script time of both content scripts per document`,
  measure,
};

async function measure(bench: Bench): Promise<Row[]> {
  const chromium = await startChromium(bench.extension);
  try {
    const wakings = await stopBackground(chromium, bench);
    const slices = await trace(chromium, () => openTabs(chromium, bench));
    const [bridge, hook] = SCRIPTS.map((script) => ownTime(slices, script)) as [Spent, Spent];
    const documents = TABS * IDLE_DOCUMENTS;
    if (Math.min(bridge.runs, hook.runs) < documents)
      throw new Error(`Traced ${bridge.runs} and ${hook.runs} runs in ${documents} documents.`);
    const perDocument = bridge.ms / bridge.runs + hook.ms / hook.runs;
    return [
      {
        figure: pageLoad.title,
        measured: `${perDocument.toFixed(2)} ms (bridge ${(bridge.ms / bridge.runs).toFixed(2)}, hook ${(hook.ms / hook.runs).toFixed(2)}; mean of ${whole(documents)} documents, compiling included)`,
        bar: `≤ ${MAX_SCRIPT_MS} ms`,
        ok: perDocument <= MAX_SCRIPT_MS,
      },
      {
        figure: 'The same: times that the stopped background was woken, by a port or otherwise',
        measured: whole(wakings()),
        bar: 'none',
        ok: wakings() === 0,
      },
    ];
  } finally {
    await chromium.end();
  }
}

/** Two seconds after the last tab is loaded nothing of its start is left to come. */
async function openTabs(chromium: Chromium, { site, quick }: Bench): Promise<void> {
  for (let tab = 0; tab < TABS; tab++) {
    const page = await chromium.openWindow(site.pageUrl('idle'));
    const isLoaded = () =>
      page.session
        .evaluate(() => (document.readyState === 'complete' && location.pathname === '/idle/') || undefined)
        .catch(() => undefined);
    await until('the page to load', isLoaded, 30_000);
  }
  await new Promise((resolve) => setTimeout(resolve, quick ? 500 : 2_000));
}

/** Milliseconds of the thread in a script, and in how many documents it ran. */
interface Spent {
  ms: number;
  runs: number;
}

/** Compiling and running a script: slices that name it and do not lie in another one that does. */
function ownTime(slices: readonly Slice[], script: string): Spent {
  const own = slices
    .filter(({ args }) => (args.data?.url ?? args.fileName ?? '').endsWith(script))
    .sort((a, b) => a.pid - b.pid || a.tid - b.tid || a.ts - b.ts || b.dur - a.dur);
  let ms = 0;
  let outer: Slice | undefined;
  for (const slice of own) {
    const isInside =
      outer !== undefined &&
      outer.pid === slice.pid &&
      outer.tid === slice.tid &&
      slice.ts + slice.dur <= outer.ts + outer.dur;
    if (isInside) continue;
    outer = slice;
    ms += (slice.tdur ?? slice.dur) / 1_000;
  }
  return { ms, runs: own.filter(({ name }) => name === 'EvaluateScript').length };
}

/** A worker as the browser tells of it. */
interface WorkerVersion {
  runningStatus: string;
  status: string;
}

/** Stops the background once it has started up; what it answers counts how often it was started since. */
async function stopBackground(chromium: Chromium, { site }: Bench): Promise<() => number> {
  const { session } = await chromium.openWindow(site.pageUrl('idle'));
  let starts = 0;
  // The target of a worker outlives it, so only its status tells.
  const untilStatus = (running: string) =>
    new Promise<void>((resolve) => {
      session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
        for (const { runningStatus, status } of versions as WorkerVersion[])
          if (runningStatus === running && status === 'activated') resolve();
      });
    });
  const started = untilStatus('running');
  await session.send('ServiceWorker.enable');
  // One that is stopped before it is activated is started again.
  await started;
  const stopped = untilStatus('stopped');
  await session.send('ServiceWorker.stopAllWorkers');
  await stopped;
  session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
    for (const { runningStatus } of versions as WorkerVersion[]) if (runningStatus === 'running') starts++;
  });
  return () => starts;
}
