import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Bidi } from './bidi';
import {
  type BareBrowser,
  type Doc,
  type Host,
  type HostBrowser,
  isReady,
  type LaunchOptions,
  PANEL_PATH,
  type PageDoc,
  panelQuery,
  until,
} from './driver';
import { browserWindowOf, contextsOf, firstTab, openContext } from './firefox-contexts';
import { firefoxDoc } from './firefox-doc';
import { type FirefoxProcess, startFirefox } from './firefox-process';
import { closeToolbox, drawWindow, showOwnTool, showPanel } from './firefox-toolbox';
import {
  backgroundOf,
  forgetPages,
  loggedErrors,
  nameBrowsers,
  originOf,
  tabIdOf,
  terminateBackground,
} from './firefox-window';

/** A running Firefox, and what its hosts share. */
interface Rooms {
  firefox: FirefoxProcess;
  /** The browser window itself, as a privileged context. */
  browserWindow: string;
  /** The tab that Firefox starts with. */
  firstTab: string;
  /** The folder of the built extension, and the id that its manifest gives it. */
  extension: string;
  addonId: string;
}

/** Starts Firefox with the extension and an empty page. */
export async function launchFirefox(options: LaunchOptions = {}): Promise<Host> {
  const rooms = await startRooms(options);
  return openHost(rooms, rooms.firstTab, rooms.firefox.close).catch(async (error: unknown) => {
    await rooms.firefox.close();
    throw error;
  });
}

/** Starts Firefox for hosts that share its process: each has a new tab and installs the extension anew, at an address of its own. */
export async function startFirefoxHosts(options: LaunchOptions = {}): Promise<HostBrowser> {
  const rooms = await startRooms(options);
  return {
    open: async () => {
      const inspected = await openContext(rooms.firefox.bidi, 'tab');
      return openHost(rooms, inspected, () => leave(rooms, inspected));
    },
    close: rooms.firefox.close,
  };
}

/** Starts Firefox without the extension. */
export async function launchBareFirefox(options: LaunchOptions = {}): Promise<BareBrowser> {
  const { bidi, close } = await startFirefox(options);
  await installOthers(bidi, options);
  return { page: firefoxDoc(bidi, await firstTab(bidi)), close };
}

/** The part of the background's own API that is used here. */
declare const browser: { permissions: { remove(permissions: { origins: string[] }): Promise<boolean> } };

/** Runs in the background. */
async function removeSites(): Promise<void> {
  await browser.permissions.remove({ origins: ['<all_urls>'] });
}

/** The id that the manifest of a built extension gives it. */
export function addonIdOf(extension: string): string {
  const manifest = JSON.parse(readFileSync(path.join(extension, 'manifest.json'), 'utf8')) as {
    browser_specific_settings: { gecko: { id: string } };
  };
  return manifest.browser_specific_settings.gecko.id;
}

async function startRooms(options: LaunchOptions): Promise<Rooms> {
  const extension = path.resolve(options.extension ?? 'dist/firefox');
  const addonId = addonIdOf(extension);
  const firefox = await startFirefox(options);
  try {
    const tab = await firstTab(firefox.bidi);
    const browserWindow = await browserWindowOf(firefox.bidi);
    await firefox.bidi.eval(browserWindow, nameBrowsers);
    await installOthers(firefox.bidi, options);
    return { firefox, browserWindow, firstTab: tab, extension, addonId };
  } catch (error) {
    await firefox.close();
    throw error;
  }
}

async function installOthers(bidi: Bidi, { otherExtensions = [] }: LaunchOptions): Promise<void> {
  for (const folder of otherExtensions)
    await bidi.send('webExtension.install', { extensionData: { type: 'path', path: folder } });
}

async function openHost(rooms: Rooms, inspected: string, close: () => Promise<void>): Promise<Host> {
  const { firefox, browserWindow, extension, addonId } = rooms;
  const { bidi, closed } = firefox;
  await bidi.send('webExtension.install', { extensionData: { type: 'path', path: extension } });
  const origin = await bidi.eval(browserWindow, originOf, addonId);
  const pageDoc = (context: string) => createPageDoc(bidi, browserWindow, context);
  const page = await pageDoc(inspected);
  const openedAt = Date.now();
  const panelTabs: string[] = [];
  let panelContext: string | undefined;

  return {
    page,
    newPage: async () => pageDoc(await openContext(bidi, 'window')),
    openDevtools: () => showOwnTool(bidi, browserWindow, inspected, 'webconsole', { hasPanel: true }),
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
      const context = await openContext(bidi, 'window');
      panelTabs.push(context);
      const tab = firefoxDoc(bidi, context);
      await tab.goto(`${origin}/${PANEL_PATH}?${panelQuery(page.tabId, query)}`);
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
    updateExtension: async () =>
      void (await bidi.send('webExtension.install', { extensionData: { type: 'path', path: extension } })),
    takeBackSites: async () => {
      await bidi.eval(await bidi.eval(browserWindow, backgroundOf, addonId), removeSites);
    },
    pageErrors: () => bidi.eval(browserWindow, loggedErrors, openedAt),
    stopBackground: () => bidi.eval(browserWindow, terminateBackground, addonId),
    evalBackground: async (fn, ...args) =>
      bidi.eval(await bidi.eval(browserWindow, backgroundOf, addonId), fn, ...args),
    evalBridge: async () => {
      throw new Error('Firefox lets no driver into the world of a content script.');
    },
    heaps: async () => undefined,
    closed,
    close,
  };
}

/** Undoes what a host and its test have left in Firefox. The first tab stays, and the window with it. */
async function leave(
  { firefox, browserWindow, firstTab: kept, addonId }: Rooms,
  inspected: string,
): Promise<void> {
  const { bidi } = firefox;
  const open = await contextsOf(bidi);
  if (open.includes(inspected)) await closeToolbox(bidi, browserWindow, inspected);
  for (const context of open) if (context !== kept) await bidi.send('browsingContext.close', { context });
  await bidi.send('webExtension.uninstall', { extension: addonId });
  await bidi.eval(browserWindow, forgetPages);
}

async function createPageDoc(bidi: Bidi, browserWindow: string, context: string): Promise<PageDoc> {
  return {
    ...firefoxDoc(bidi, context),
    tabId: await bidi.eval(browserWindow, tabIdOf, context),
    reload: async () => void (await bidi.send('browsingContext.reload', { context, wait: 'complete' })),
    close: async () => void (await bidi.send('browsingContext.close', { context })),
  };
}

function untilReady(panel: Doc): Promise<boolean> {
  return until('the panel to be connected', async () => {
    // The document may still be on its way: then there is nothing to evaluate in.
    const isConnected = await panel.eval(isReady).catch(() => false);
    return isConnected || undefined;
  });
}
