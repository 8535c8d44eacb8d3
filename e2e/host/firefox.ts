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
import { firefoxDoc } from './firefox-doc';
import { type FirefoxProcess, startFirefox } from './firefox-process';
import { closeToolbox, drawWindow, showPanel } from './firefox-toolbox';
import {
  backgroundOf,
  forgetPages,
  nameBrowsers,
  originOf,
  tabIdOf,
  terminateBackground,
} from './firefox-window';

/** A Firefox with the contexts that outlive its hosts. */
interface Rooms {
  firefox: FirefoxProcess;
  bidi: Bidi;
  /** The browser window itself, as a privileged context. */
  browserWindow: string;
  /** An empty tab in it that stays, so that the window does. */
  home: string;
}

/** Starts Firefox. Its hosts share the process: each has a new tab and installs the extension anew. */
export async function startFirefoxHosts(options: LaunchOptions = {}): Promise<HostBrowser> {
  const extension = path.resolve(options.extension ?? 'dist/firefox');
  const addonId = addonIdOf(extension);
  const firefox = await startFirefox({}, options);
  const { bidi } = firefox;
  try {
    const home = await firstContext(bidi);
    const browserWindow = await firstContext(bidi, { 'moz:scope': 'chrome' });
    await bidi.eval(browserWindow, nameBrowsers);
    const rooms = { firefox, bidi, browserWindow, home };
    return {
      open: async () => {
        await bidi.send('webExtension.install', { extensionData: { type: 'path', path: extension } });
        return createHost(rooms, addonId);
      },
      close: firefox.close,
    };
  } catch (error) {
    await firefox.close();
    throw error;
  }
}

/** Starts Firefox without the extension. */
export async function launchBareFirefox(): Promise<BareBrowser> {
  const { bidi, close } = await startFirefox({}, {});
  return { page: firefoxDoc(bidi, await firstContext(bidi)), close };
}

function addonIdOf(extension: string): string {
  const manifest = JSON.parse(readFileSync(path.join(extension, 'manifest.json'), 'utf8')) as {
    browser_specific_settings: { gecko: { id: string } };
  };
  return manifest.browser_specific_settings.gecko.id;
}

async function createHost(rooms: Rooms, addonId: string): Promise<Host> {
  const { bidi, browserWindow } = rooms;
  const origin = await bidi.eval(browserWindow, originOf, addonId);
  const inspected = await openContext(bidi, 'tab');
  const pageDoc = (context: string) => createPageDoc(bidi, browserWindow, context);
  const page = await pageDoc(inspected);
  const panelTabs: string[] = [];
  let panelContext: string | undefined;

  return {
    page,
    newPage: async () => pageDoc(await openContext(bidi, 'window')),
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
    stopBackground: () => bidi.eval(browserWindow, terminateBackground, addonId),
    evalBackground: async (fn, ...args) =>
      bidi.eval(await bidi.eval(browserWindow, backgroundOf, addonId), fn, ...args),
    closed: rooms.firefox.closed,
    close: () => leave(rooms, addonId, inspected),
  };
}

/** Undoes what a host and its test have left in Firefox. */
async function leave(
  { bidi, browserWindow, home }: Rooms,
  addonId: string,
  inspected: string,
): Promise<void> {
  const open = await contextsOf(bidi);
  if (open.includes(inspected)) await closeToolbox(bidi, browserWindow, inspected);
  for (const context of open) if (context !== home) await bidi.send('browsingContext.close', { context });
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

async function contextsOf(bidi: Bidi, scope: object = {}): Promise<string[]> {
  const tree = await bidi.send<{ contexts: { context: string }[] }>('browsingContext.getTree', scope);
  return tree.contexts.map(({ context }) => context);
}

async function firstContext(bidi: Bidi, scope?: object): Promise<string> {
  const [first] = await contextsOf(bidi, scope);
  if (first === undefined) throw new Error('Firefox shows no page.');
  return first;
}

/** Beside the inspected page it has to be a window: a tab would hide the page or be hidden, and hidden documents get no animation frames. */
async function openContext(bidi: Bidi, type: 'tab' | 'window'): Promise<string> {
  const { context } = await bidi.send<{ context: string }>('browsingContext.create', { type });
  return context;
}

function untilReady(panel: Doc): Promise<boolean> {
  return until('the panel to be connected', async () => {
    // The document may still be on its way: then there is nothing to evaluate in.
    const isConnected = await panel.eval(isReady).catch(() => false);
    return isConnected || undefined;
  });
}
