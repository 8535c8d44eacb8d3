import type { Bidi } from '../../e2e/host/bidi';
import type { Browser, Navigables, Privileged } from '../../e2e/host/firefox-window';

/** A tab of a Firefox, and the browser window, in which code has the browser's own rights. */
export interface FirefoxTab {
  bidi: Bidi;
  browserWindow: string;
  /** The tab's BiDi context. */
  context: string;
}

/** What is used of Firefox's own account of its processes; times in nanoseconds, memory in bytes. */
interface Processes {
  cpuTime: number;
  children: {
    pid: number;
    type: string;
    cpuTime: number;
    memory: number;
    threads: { tid: number; name: string; cpuTime: number }[];
  }[];
}

interface Accountant {
  ChromeUtils: { requestProcInfo(): Promise<Processes> };
}

interface Placed extends Browser {
  browsingContext: { currentWindowGlobal: { osPid: number } };
}

interface Spent {
  pid: number;
  ms: number;
}

/**
 * Measures the CPU time that the main thread of a tab's process uses while `act` runs, in milliseconds. On Linux Firefox
 * tells it in steps of 10 ms.
 */
export async function measureMainThreadMs(
  { bidi, browserWindow, context }: FirefoxTab,
  act: () => Promise<void>,
): Promise<number> {
  const start = await bidi.eval(browserWindow, mainThreadOf, context);
  await act();
  const end = await bidi.eval(browserWindow, mainThreadOf, context);
  if (start.pid !== end.pid) throw new Error('The page has changed its process while it was measured.');
  return end.ms - start.ms;
}

/** Processor seconds of all processes of a Firefox. */
export async function readProcessorSeconds({ bidi, browserWindow }: FirefoxTab): Promise<number> {
  return bidi.eval(browserWindow, async () => {
    const { ChromeUtils } = globalThis as unknown as Accountant;
    const { cpuTime, children } = await ChromeUtils.requestProcInfo();
    return children.reduce((sum, child) => sum + child.cpuTime, cpuTime) / 1e9;
  });
}

/** What the process of the extension's documents, panel and background, holds resident and shares with none, in bytes. */
export async function readExtensionMemory({ bidi, browserWindow }: FirefoxTab): Promise<number> {
  return bidi.eval(browserWindow, async () => {
    const { ChromeUtils } = globalThis as unknown as Accountant;
    const { children } = await ChromeUtils.requestProcInfo();
    const memory = children.filter(({ type }) => type === 'extension').map((child) => child.memory);
    if (memory.length === 0) throw new Error('Firefox has no process for extensions.');
    return memory.reduce((sum, bytes) => sum + bytes, 0);
  });
}

/** Asks every process to collect its garbage, cycles too; a process does so before it answers what is asked next. */
export async function collectGarbage({ bidi, browserWindow }: FirefoxTab): Promise<void> {
  await bidi.eval(browserWindow, () => {
    interface Observers {
      Services: { obs: { notifyObservers(subject: null, topic: string): void } };
    }
    const { Services } = globalThis as unknown as Observers;
    for (const topic of ['child-gc-request', 'child-cc-request']) Services.obs.notifyObservers(null, topic);
  });
}

/** Runs in the browser window. */
async function mainThreadOf(context: string): Promise<Spent> {
  const g = globalThis as unknown as Privileged & Accountant;
  const { NavigableManager } = g.ChromeUtils.importESModule(
    'chrome://remote/content/shared/NavigableManager.sys.mjs',
  ) as Navigables;
  const { browsingContext } = NavigableManager.getBrowserById(context) as Placed;
  const pid = browsingContext.currentWindowGlobal.osPid;
  const { children } = await g.ChromeUtils.requestProcInfo();
  const process = children.find((child) => child.pid === pid);
  // Linux numbers the first thread of a process like the process; elsewhere it goes by its name.
  const thread =
    process?.threads.find(({ tid }) => tid === pid) ??
    process?.threads.find(({ name }) => name === 'GeckoMain');
  if (thread === undefined) throw new Error('Firefox does not tell the CPU time of the main thread.');
  return { pid, ms: thread.cpuTime / 1e6 };
}
