import { PANEL_PATH, panelQuery } from '../../e2e/host/driver';
import { addonIdOf } from '../../e2e/host/firefox';
import { browserWindowOf, firstTab, openContext } from '../../e2e/host/firefox-contexts';
import { firefoxDoc } from '../../e2e/host/firefox-doc';
import { startFirefox as startProcess } from '../../e2e/host/firefox-process';
import { showOwnTool, showPanel } from '../../e2e/host/firefox-toolbox';
import { nameBrowsers, originOf, tabIdOf } from '../../e2e/host/firefox-window';
import { untilReady } from '../panel/panel';
import type { Evaluator, InputDocument, MeasuredPage } from './documents';
import { addProcessorSeconds } from './ended';
import {
  collectGarbage,
  type FirefoxTab,
  measureMainThreadMs,
  readExtensionMemory,
  readProcessorSeconds,
} from './proc-info';

/** A Firefox that nothing but this benchmark drives: WebDriver BiDi, with no event subscribed. */
export interface Firefox {
  /** Name and version. */
  version: string;
  /** The tab that it starts with. */
  page: MeasuredPage;
  /** Opens the toolbox on the page, docked at the bottom, with its own Console in front. */
  openConsole(): Promise<void>;
  /**
   * Opens the toolbox on the page with its Network panel in front. From then on it takes every frame of a page loaded
   * after it, whichever panel is in front, as Chrome's DevTools do from the start.
   */
  openNetwork(): Promise<void>;
  /** Opens the toolbox on the page, docked at the bottom, with the panel in front, connected. */
  openPanel(): Promise<Evaluator>;
  /** Opens the panel for the page as a tab, in a window of its own, connected. */
  openPanelTab(): Promise<InputDocument>;
  /** What the process of the extension's documents holds resident and shares with none, in bytes. */
  readExtensionMemory(): Promise<number>;
  end(): Promise<void>;
}

/** Starts a Firefox with a fresh profile; with the extension in that folder, or with none. */
export async function startFirefox(extension?: string): Promise<Firefox> {
  const { bidi, close } = await startProcess();
  try {
    const tab = { bidi, browserWindow: await browserWindowOf(bidi), context: await firstTab(bidi) };
    await bidi.eval(tab.browserWindow, nameBrowsers);
    if (extension !== undefined)
      await bidi.send('webExtension.install', { extensionData: { type: 'path', path: extension } });
    const page = createPage(tab);
    return {
      version: await page.evaluate(() => navigator.userAgent.replace(/^.*(Firefox\/\S+).*$/, '$1')),
      page,
      openConsole: () => showOwnTool(bidi, tab.browserWindow, tab.context, 'webconsole'),
      openNetwork: () => showOwnTool(bidi, tab.browserWindow, tab.context, 'netmonitor'),
      openPanel: () => openPanel(tab),
      openPanelTab: () => openPanelTab(tab, extension),
      readExtensionMemory: () => readExtensionMemory(tab),
      async end() {
        try {
          addProcessorSeconds(await readProcessorSeconds(tab));
        } finally {
          await close();
        }
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function createPage(tab: FirefoxTab): MeasuredPage {
  const { eval: evaluate, goto } = firefoxDoc(tab.bidi, tab.context);
  return {
    evaluate,
    goto,
    async collectGarbage() {
      await collectGarbage(tab);
      await evaluate(() => undefined);
    },
    measureMainThreadMs: (act) => measureMainThreadMs(tab, act),
  };
}

async function openPanel({ bidi, browserWindow, context }: FirefoxTab): Promise<Evaluator> {
  const panel = firefoxDoc(bidi, await showPanel(bidi, browserWindow, context, {}));
  await untilReady({ evaluate: panel.eval });
  return { evaluate: panel.eval };
}

async function openPanelTab(inspected: FirefoxTab, extension: string | undefined): Promise<InputDocument> {
  if (extension === undefined) throw new Error('This Firefox has no extension.');
  const { bidi, browserWindow } = inspected;
  const origin = await bidi.eval(browserWindow, originOf, addonIdOf(extension));
  const query = `?${panelQuery(await bidi.eval(browserWindow, tabIdOf, inspected.context))}`;
  const context = await openContext(bidi, 'window');
  const doc = firefoxDoc(bidi, context);
  await doc.goto(`${origin}/${PANEL_PATH}${query}`);
  await untilReady({ evaluate: doc.eval }, query);
  return {
    evaluate: doc.eval,
    press: doc.press,
    async turnWheel(x, y, deltaY) {
      const source = { type: 'wheel', id: 'wheel', actions: [{ type: 'scroll', x, y, deltaX: 0, deltaY }] };
      await bidi.send('input.performActions', { context, actions: [source] });
    },
  };
}
