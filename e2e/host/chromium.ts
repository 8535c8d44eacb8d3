import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright';
import { findChromium } from '../../tools/browsers';
import {
  browserOf,
  openFrontEnd,
  paintFrontEnd,
  screenshotWindow,
  showPanel,
  untilPanelIsThere,
} from './chromium-devtools';
import { chromiumFrame, chromiumPage, chromiumPanelTab } from './chromium-doc';
import {
  backgroundOf,
  evaluateInBridge,
  install,
  originOf,
  stopBackground,
  tabIds,
  takeBackSites,
  updateExtension,
  wakeBackground,
} from './chromium-extension';
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
  // Lets the driver install extensions, over the pipe that Playwright holds.
  '--enable-unsafe-extension-debugging',
];

/** Starts Chromium with the extension and an empty page. */
export async function launchChromium(options: LaunchOptions = {}): Promise<Host> {
  const context = await launch(options);
  const { id } = await install(context, folderOf(options));
  await backgroundOf(context, originOf(id));
  const page = context.pages()[0] ?? (await context.newPage());
  return createHost({ context, id, close: () => context.close() }, page, []);
}

/** Starts Chromium for hosts that share its process: each has a new tab and the extension anew, under an id of its own. */
export async function startChromiumHosts(options: LaunchOptions = {}): Promise<HostBrowser> {
  const context = await launch(options);
  // It stays, and the window with it.
  const [firstPage] = context.pages();
  return {
    open: async () => {
      // The id comes from the path: what one host has stored, no other can read.
      const folder = mkdtempSync(path.join(tmpdir(), 'cipherscope-extension-'));
      cpSync(folderOf(options), folder, { recursive: true });
      const { id, uninstall } = await install(context, folder);
      const room: Room = {
        context,
        id,
        close: async () => {
          for (const page of context.pages()) if (page !== firstPage) await page.close();
          await uninstall();
          await forgetPages(context);
          rmSync(folder, { recursive: true, force: true });
        },
      };
      const before = await tabIds(await backgroundOf(context, originOf(id)));
      return createHost(room, await context.newPage(), before);
    },
    close: () => context.close(),
  };
}

/** Starts Chromium without the extension. */
export async function launchBareChromium(options: LaunchOptions = {}): Promise<BareBrowser> {
  if (options.otherExtensions) {
    // Only a context with a profile runs extensions.
    const context = await launch(options);
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

async function launch(options: LaunchOptions): Promise<BrowserContext> {
  const { width = WINDOW.width, height = WINDOW.height } = options;
  // Lets Playwright show DevTools front-ends (target type "other") as pages; read while targets attach.
  process.env.PW_CHROMIUM_ATTACH_TO_OTHER = '1';
  const context = await chromium.launchPersistentContext('', {
    executablePath: programOf(),
    headless: options.isHeadless ?? !process.env.HEADED,
    viewport: null,
    ignoreDefaultArgs: [...ignoredBy(options), '--disable-extensions'],
    // Whoever launches decides what a signal does; Playwright would end the process under it.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [...ARGS, ...(options.args ?? []), `--window-size=${width},${height}`],
  });
  for (const folder of options.otherExtensions ?? []) await install(context, folder);
  return context;
}

function folderOf({ extension = 'dist/chrome' }: LaunchOptions): string {
  return path.resolve(extension);
}

/** Forgets every cookie, storage and cache of every page. */
async function forgetPages(context: BrowserContext): Promise<void> {
  const cdp = await browserOf(context).newBrowserCDPSession();
  await cdp.send('Storage.clearCookies');
  await cdp.detach();
}

/** Where a host lives: the browser, the extension's id, and how to leave. */
interface Room {
  context: BrowserContext;
  id: string;
  close(): Promise<void>;
}

/** `before`: ids of the tabs that were there before the inspected page. */
async function createHost(room: Room, inspected: Page, before: readonly number[]): Promise<Host> {
  const { context, id } = room;
  const origin = originOf(id);
  context.setDefaultTimeout(15_000);
  const background = () => wakeBackground(context, inspected, origin);
  const pageDoc = async (page: Page, others: readonly number[]): Promise<PageDoc> => {
    const tabId = (await tabIds(await background())).find((one) => !others.includes(one));
    if (tabId === undefined) throw new Error('The new tab has no id.');
    const reload = async (): Promise<void> => void (await page.reload());
    return { ...chromiumPage(page), tabId, reload, close: () => page.close() };
  };
  const page = await pageDoc(inspected, before);
  const errors = logErrors(inspected);
  const panelTabs: Page[] = [];
  let frontEnd: Page | undefined;

  const host: Host = {
    page,
    newPage: async () => {
      const others = await tabIds(await background());
      return pageDoc(await context.newPage(), others);
    },
    openDevtools: async () => {
      frontEnd = await openFrontEnd(context, inspected);
      await untilPanelIsThere(frontEnd);
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
      return chromiumPanelTab(tab);
    },
    closePanelTab: async () => panelTabs.pop()?.close(),
    screenshotWindow: () => (frontEnd ? screenshotWindow(frontEnd, inspected) : inspected.screenshot()),
    reloadPage: page.reload,
    stopBackground: () => stopBackground(context, inspected, origin),
    updateExtension: () => updateExtension(context, id),
    takeBackSites: () => takeBackSites(context, id),
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
    close: room.close,
  };
  return host;
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
