import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Bidi } from './bidi';
import {
  type Doc,
  type Host,
  isReady,
  type LaunchOptions,
  PANEL_PATH,
  type PageDoc,
  panelQuery,
  until,
} from './driver';
import { firefoxDoc } from './firefox-doc';
import { type FirefoxProcess, startFirefox } from './firefox-process';
import { closeToolbox, drawWindow, type Privileged, showPanel } from './firefox-toolbox';

// Pinned by a preference: it is random per profile otherwise, and the panel's address contains it.
const UUID = '11111111-2222-4333-8444-555555555555';

/** Starts Firefox with the extension and an empty page. */
export async function launchFirefox(options: LaunchOptions = {}): Promise<Host> {
  const extension = path.resolve(options.extension ?? 'dist/firefox');
  const addonId = addonIdOf(extension);
  const firefox = await startFirefox(
    { 'extensions.webextensions.uuids': JSON.stringify({ [addonId]: UUID }) },
    options,
  );
  try {
    await firefox.bidi.send('webExtension.install', { extensionData: { type: 'path', path: extension } });
    return await createHost(firefox, addonId);
  } catch (error) {
    await firefox.close();
    throw error;
  }
}

function addonIdOf(extension: string): string {
  const manifest = JSON.parse(readFileSync(path.join(extension, 'manifest.json'), 'utf8')) as {
    browser_specific_settings: { gecko: { id: string } };
  };
  return manifest.browser_specific_settings.gecko.id;
}

async function createHost(firefox: FirefoxProcess, addonId: string): Promise<Host> {
  const { bidi } = firefox;
  const inspected = await firstContext(bidi);
  // The browser window itself, as a privileged context.
  const browserWindow = await firstContext(bidi, { 'moz:scope': 'chrome' });
  const pageDoc = (context: string) => createPageDoc(bidi, browserWindow, context);
  const page = await pageDoc(inspected);
  const panelTabs: string[] = [];
  let panelContext: string | undefined;

  return {
    page,
    newPage: async () => pageDoc(await openWindow(bidi)),
    openPanel: async (options = {}) => {
      panelContext = await showPanel(bidi, browserWindow, inspected, options);
      const panel = firefoxDoc(bidi, panelContext);
      await untilReady(panel);
      return panel;
    },
    closePanel: () => {
      panelContext = undefined;
      return closeToolbox(bidi, browserWindow, inspected);
    },
    openPanelTab: async (query) => {
      const context = await openWindow(bidi);
      panelTabs.push(context);
      const tab = firefoxDoc(bidi, context);
      await tab.goto(`moz-extension://${UUID}/${PANEL_PATH}?${panelQuery(page.tabId, query)}`);
      await untilReady(tab);
      return tab;
    },
    closePanelTab: async () => {
      const context = panelTabs.pop();
      if (context !== undefined) await bidi.send('browsingContext.close', { context });
    },
    screenshotWindow: async () =>
      Buffer.from(await drawWindow(bidi, browserWindow, inspected, panelContext), 'base64'),
    reloadPage: page.reload,
    stopBackground: () => bidi.eval(browserWindow, terminateBackground, addonId),
    evalBackground: () => {
      throw new Error('evalBackground: WebDriver BiDi does not reach the event page. Chromium only.');
    },
    closed: firefox.closed,
    close: firefox.close,
  };
}

async function createPageDoc(bidi: Bidi, browserWindow: string, context: string): Promise<PageDoc> {
  return {
    ...firefoxDoc(bidi, context),
    tabId: await bidi.eval(browserWindow, tabIdOf, context),
    reload: async () => void (await bidi.send('browsingContext.reload', { context, wait: 'complete' })),
    close: async () => void (await bidi.send('browsingContext.close', { context })),
  };
}

async function firstContext(bidi: Bidi, scope: object = {}): Promise<string> {
  const tree = await bidi.send<{ contexts: { context: string }[] }>('browsingContext.getTree', scope);
  const [first] = tree.contexts;
  if (!first) throw new Error('Firefox shows no page.');
  return first.context;
}

/** A window of its own: a tab would hide the page beside it, or be hidden, and hidden documents get no animation frames. */
async function openWindow(bidi: Bidi): Promise<string> {
  const { context } = await bidi.send<{ context: string }>('browsingContext.create', { type: 'window' });
  return context;
}

function untilReady(panel: Doc): Promise<boolean> {
  return until('the panel to be connected', async () => {
    // The document may still be on its way: then there is nothing to evaluate in.
    const isConnected = await panel.eval(isReady).catch(() => false);
    return isConnected || undefined;
  });
}

/** Runs in the browser window: the id by which extensions know a tab. */
function tabIdOf(context: string): number {
  interface Trackers {
    ExtensionParent: { apiManager: { global: { tabTracker: { getId(tab: object): number } } } };
  }
  interface Navigables {
    NavigableManager: { getBrowserById(id: string): { ownerDocument: { defaultView: Privileged } } };
  }
  const load = <T>(url: string): T =>
    (globalThis as unknown as Privileged).ChromeUtils.importESModule(url) as T;
  const { ExtensionParent } = load<Trackers>('resource://gre/modules/ExtensionParent.sys.mjs');
  const { NavigableManager } = load<Navigables>('chrome://remote/content/shared/NavigableManager.sys.mjs');
  const browser = NavigableManager.getBrowserById(context);
  return ExtensionParent.apiManager.global.tabTracker.getId(
    browser.ownerDocument.defaultView.gBrowser.getTabForBrowser(browser),
  );
}

async function terminateBackground(id: string): Promise<void> {
  const { WebExtensionPolicy } = globalThis as unknown as Privileged;
  await WebExtensionPolicy.getByID(id).extension.terminateBackground({ ignoreDevToolsAttached: true });
}
