import path from 'node:path';
import { type BrowserContext, chromium, type Page, type Worker } from 'playwright';
import { findChromium } from '../../tools/browsers';
import { browserOf, openFrontEnd, paintFrontEnd, screenshotWindow, showPanel } from './chromium-devtools';
import { chromiumFrame, chromiumPage } from './chromium-doc';
import { heapsOf } from './chromium-heap';
import {
  type BareBrowser,
  type Host,
  type HostBrowser,
  isReady,
  type LaunchOptions,
  PANEL_PATH,
  type PageDoc,
  panelQuery,
  toExpression,
  WINDOW,
} from './driver';

const ARGS = [
  '--no-sandbox', // Chromium refuses to run as root with one, and CI runs as root.
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The part of the background's own API that is used here. */
declare const chrome: { tabs: { query(query: object): Promise<{ id?: number }[]> } };

/** Starts Chromium with the extension and an empty page. */
export async function launchChromium(options: LaunchOptions = {}): Promise<Host> {
  const own = path.resolve(options.extension ?? 'dist/chrome');
  const context = await launch(options, [own, ...(options.otherExtensions ?? [])]);
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  const origin = `chrome-extension://${new URL(worker.url()).host}`;
  return createHost(context, origin);
}

/** Hosts in Chromium: each starts a browser of its own, as an extension there can not be installed anew. */
export function startChromiumHosts(options: LaunchOptions = {}): HostBrowser {
  return { open: () => launchChromium(options), close: async () => undefined };
}

/** Starts Chromium without the extension. */
export async function launchBareChromium(options: LaunchOptions = {}): Promise<BareBrowser> {
  if (options.otherExtensions) {
    // Only a context with a profile runs extensions.
    const context = await launch(options, options.otherExtensions);
    const page = context.pages()[0] ?? (await context.newPage());
    return { page: chromiumPage(page), close: () => context.close() };
  }
  const browser = await chromium.launch({
    executablePath: programOf(),
    args: ['--no-sandbox', ...(options.args ?? [])],
    ignoreDefaultArgs: ignoredBy(options),
  });
  return {
    page: chromiumPage(await browser.newPage({ viewport: null })),
    close: () => browser.close(),
  };
}

function ignoredBy({ hasBackForwardCache }: LaunchOptions): string[] {
  return hasBackForwardCache ? ['--disable-back-forward-cache'] : [];
}

function programOf(): string {
  const program = findChromium();
  if (program === undefined) throw new Error('No Chromium found. Set CHROMIUM to its executable.');
  return program;
}

function launch(options: LaunchOptions, extensions: readonly string[]): Promise<BrowserContext> {
  const { width = WINDOW.width, height = WINDOW.height } = options;
  // Lets Playwright show DevTools front-ends (target type "other") as pages; read while targets attach.
  process.env.PW_CHROMIUM_ATTACH_TO_OTHER = '1';
  return chromium.launchPersistentContext('', {
    executablePath: programOf(),
    headless: options.isHeadless ?? !process.env.HEADED,
    viewport: null,
    ignoreDefaultArgs: ignoredBy(options),
    // Whoever launches decides what a signal does; Playwright would end the process under it.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      ...ARGS,
      ...(options.args ?? []),
      `--window-size=${width},${height}`,
      `--disable-extensions-except=${extensions}`,
      `--load-extension=${extensions}`,
    ],
  });
}

async function createHost(context: BrowserContext, origin: string): Promise<Host> {
  context.setDefaultTimeout(15_000);
  const inspected = context.pages()[0] ?? (await context.newPage());
  const background = () => wakeBackground(context, inspected, origin);
  // Without the `tabs` permission tabs have ids and nothing else: a new page's id is the one that was not there before.
  const tabIds = async (): Promise<number[]> => {
    const tabs = await (await background()).evaluate(() => chrome.tabs.query({}));
    return tabs.flatMap((tab) => tab.id ?? []);
  };
  const pageDoc = async (page: Page, before: readonly number[] = []): Promise<PageDoc> => {
    const tabId = (await tabIds()).find((id) => !before.includes(id));
    if (tabId === undefined) throw new Error('The new tab has no id.');
    const reload = async (): Promise<void> => void (await page.reload());
    return { ...chromiumPage(page), tabId, reload, close: () => page.close() };
  };
  const page = await pageDoc(inspected);
  const errors = logErrors(inspected);
  const panelTabs: Page[] = [];
  let frontEnd: Page | undefined;

  const host: Host = {
    page,
    newPage: async () => {
      const before = await tabIds();
      return pageDoc(await context.newPage(), before);
    },
    openPanel: async (options = {}) => {
      if (!frontEnd || frontEnd.isClosed()) frontEnd = await openFrontEnd(context, inspected);
      if (await paintFrontEnd(frontEnd, options.theme)) {
        await frontEnd.close();
        frontEnd = await openFrontEnd(context, inspected);
      }
      return chromiumFrame(await showPanel(frontEnd, origin, options), frontEnd);
    },
    closePanel: async () => frontEnd?.close(),
    openPanelTab: async (query) => {
      const tab = await context.newPage();
      panelTabs.push(tab);
      await tab.goto(`${origin}/${PANEL_PATH}?${panelQuery(page.tabId, query)}`);
      await tab.waitForFunction(isReady);
      return chromiumPage(tab);
    },
    closePanelTab: async () => panelTabs.pop()?.close(),
    screenshotWindow: () => (frontEnd ? screenshotWindow(frontEnd, inspected) : inspected.screenshot()),
    reloadPage: page.reload,
    stopBackground: () => stopBackground(context, inspected, origin),
    updateExtension: () => updateExtension(context, origin),
    pageErrors: async () => [...errors],
    evalBackground: async (fn, ...args) =>
      (await (await background()).evaluate(toExpression(fn, args))) as never,
    evalBridge: async (fn, ...args) =>
      (await evaluateInBridge(context, inspected, origin, toExpression(fn, args))) as never,
    heaps: async () => {
      await background();
      return heapsOf(browserOf(context), origin);
    },
    closed: untilClosed(context),
    close: () => context.close(),
  };
  return host;
}

/** The running worker, started again if it was stopped: a stopped one would never answer. */
async function wakeBackground(context: BrowserContext, page: Page, origin: string): Promise<Worker> {
  const cdp = await context.newCDPSession(page);
  await cdp.send('ServiceWorker.enable');
  await cdp.send('ServiceWorker.startWorker', { scopeURL: `${origin}/` });
  await cdp.detach();
  const isOurs = (worker: Worker): boolean => worker.url().startsWith(`${origin}/`);
  return (
    context.serviceWorkers().find(isOurs) ?? context.waitForEvent('serviceworker', { predicate: isOurs })
  );
}

/** In the isolated world of the content scripts, whose origin is the extension's. */
async function evaluateInBridge(
  context: BrowserContext,
  page: Page,
  origin: string,
  expression: string,
): Promise<unknown> {
  const cdp = await context.newCDPSession(page);
  const { frameTree } = await cdp.send('Page.getFrameTree');
  let world: number | undefined;
  cdp.on('Runtime.executionContextCreated', ({ context: { id, origin: of, auxData } }) => {
    if (of === origin && auxData?.frameId === frameTree.frame.id) world = id;
  });
  // Names the worlds that are there already before it answers.
  await cdp.send('Runtime.enable');
  if (world === undefined) throw new Error('The page has no world of the extension.');
  const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', {
    ...{ expression, contextId: world, awaitPromise: true, returnByValue: true },
  });
  await cdp.detach();
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}

async function stopBackground(context: BrowserContext, page: Page, origin: string): Promise<void> {
  // Only a page's session has this domain; the browser's does not.
  const cdp = await context.newCDPSession(page);
  const stopped = new Promise<void>((resolve) => {
    // Playwright's worker object survives the stop, so its `close` event says nothing.
    cdp.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      const ours = versions.filter((version) => version.scriptURL.startsWith(`${origin}/`));
      if (ours.some((version) => version.runningStatus === 'stopped')) resolve();
    });
  });
  await cdp.send('ServiceWorker.enable');
  await cdp.send('ServiceWorker.stopAllWorkers');
  await stopped;
  await cdp.detach();
}

async function updateExtension(context: BrowserContext, origin: string): Promise<void> {
  const page = await context.newPage();
  await page.goto('chrome://extensions');
  await page.evaluate(async (id) => {
    interface Developer {
      updateProfileConfiguration(update: { inDeveloperMode: boolean }): Promise<void>;
      reload(id: string, options: { failQuietly: boolean }): Promise<unknown>;
    }
    const { developerPrivate } = (globalThis as unknown as { chrome: { developerPrivate: Developer } })
      .chrome;
    // Without it Chromium does not start again what was loaded from a folder.
    await developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
    await developerPrivate.reload(id, { failQuietly: true });
  }, new URL(origin).host);
  await page.close();
}

/** What is thrown in any world of the page, and what the console shows as an error. */
function logErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return errors;
}

function untilClosed(context: BrowserContext): Promise<void> {
  return new Promise((resolve) => {
    context.once('close', () => resolve());
    const watch = (page: Page): void => {
      // On macOS the browser outlives its last window.
      page.once('close', () => {
        if (context.pages().every((one) => one.isClosed() || one.url().startsWith('devtools://'))) resolve();
      });
    };
    for (const page of context.pages()) watch(page);
    context.on('page', watch);
  });
}
