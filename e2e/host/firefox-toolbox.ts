import type { Bidi } from './bidi';
import { PANEL_TITLE, type PanelOptions } from './driver';
import type { Browser, Navigables, Privileged } from './firefox-window';

interface Loader {
  require(module: 'devtools/client/framework/devtools'): { gDevTools: GDevTools };
}
interface GDevTools {
  showToolboxForTab(tab: object, options: { toolId: string; hostType: string }): Promise<Toolbox>;
  getToolboxForTab(tab: object): Toolbox | undefined;
}
interface Toolbox {
  doc: Document;
  topWindow: Window;
  hostType: string;
  switchHost(type: string): Promise<void>;
  getAdditionalTools(): { id: string; label: string }[];
  selectTool(id: string): Promise<unknown>;
  destroy(): Promise<void>;
}

/** Opens the toolbox on a tab (by its BiDi context), shows our panel in it and returns the panel's BiDi context. */
export async function showPanel(
  bidi: Bidi,
  browserWindow: string,
  page: string,
  options: PanelOptions,
): Promise<string> {
  await prepareToolbox(bidi, browserWindow, options);
  return bidi.eval(browserWindow, selectPanel, page, PANEL_TITLE, hostOf(options));
}

/** Opens the toolbox on a tab with one of its own tools in front; with the extension, waits until it has our panel too. */
export async function showOwnTool(
  bidi: Bidi,
  browserWindow: string,
  page: string,
  tool: 'webconsole' | 'netmonitor',
  options: PanelOptions & { hasPanel?: boolean } = {},
): Promise<void> {
  await prepareToolbox(bidi, browserWindow, options);
  const title = options.hasPanel ? PANEL_TITLE : null;
  await bidi.eval(browserWindow, selectOwnTool, page, tool, hostOf(options), title);
}

/** Closes the toolbox of a tab, if it has one. */
export function closeToolbox(bidi: Bidi, browserWindow: string, page: string): Promise<void> {
  return bidi.eval(
    browserWindow,
    async (context: string) => {
      const g = globalThis as unknown as Privileged;
      const load = <T>(url: string): T => g.ChromeUtils.importESModule(url) as T;
      const { require } = load<Loader>('resource://devtools/shared/loader/Loader.sys.mjs');
      const { NavigableManager } = load<Navigables>(
        'chrome://remote/content/shared/NavigableManager.sys.mjs',
      );
      const { gDevTools } = require('devtools/client/framework/devtools');
      const tab = g.gBrowser.getTabForBrowser(NavigableManager.getBrowserById(context));
      await gDevTools.getToolboxForTab(tab)?.destroy();
    },
    page,
  );
}

/**
 * A picture of the whole browser window, or of the toolbox's own window, as base64 PNG. The panel is drawn over it once
 * more: a snapshot of the window leaves out the images of style sheets in documents of other processes.
 */
export function drawWindow(
  bidi: Bidi,
  browserWindow: string,
  page: string,
  panel: string | undefined,
): Promise<string> {
  return bidi.eval(
    browserWindow,
    async (context: string, panelContext: string | null) => {
      interface Drawable {
        browsingContext: {
          currentWindowGlobal: {
            drawSnapshot(rect: null, scale: number, background: string): Promise<ImageBitmap>;
          };
        };
      }
      const draw = ({ browsingContext }: Drawable) =>
        browsingContext.currentWindowGlobal.drawSnapshot(null, 1, 'white');
      const g = globalThis as unknown as Privileged & Window;
      const load = <T>(url: string): T => g.ChromeUtils.importESModule(url) as T;
      const { require } = load<Loader>('resource://devtools/shared/loader/Loader.sys.mjs');
      const { NavigableManager } = load<Navigables>(
        'chrome://remote/content/shared/NavigableManager.sys.mjs',
      );
      const { gDevTools } = require('devtools/client/framework/devtools');
      const tab = g.gBrowser.getTabForBrowser(NavigableManager.getBrowserById(context));
      const drawn = (gDevTools.getToolboxForTab(tab)?.topWindow ?? g) as Drawable &
        Window & { mozInnerScreenX: number; mozInnerScreenY: number };
      const picture = await draw(drawn);
      const canvas = new OffscreenCanvas(picture.width, picture.height);
      const drawing = canvas.getContext('2d');
      drawing?.drawImage(picture, 0, 0);
      if (panelContext !== null) {
        const place = NavigableManager.getBrowserById(panelContext) as Browser &
          Drawable & { screenX: number; screenY: number };
        const [x, y] = [place.screenX - drawn.mozInnerScreenX, place.screenY - drawn.mozInnerScreenY];
        drawing?.drawImage(await draw(place), x, y);
      }
      const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    },
    page,
    panel ?? null,
  );
}

function prepareToolbox(bidi: Bidi, browserWindow: string, options: PanelOptions): Promise<void> {
  const { size = 400, theme = 'light' } = options;
  return bidi.eval(browserWindow, setPreferences, theme, size);
}

/** Where it is docked, by the toolbox's own name. */
function hostOf({ dock = 'bottom' }: PanelOptions): string {
  return dock === 'undocked' ? 'window' : dock;
}

function setPreferences(theme: string, size: number): void {
  const { prefs } = (globalThis as unknown as Privileged).Services;
  prefs.setStringPref('devtools.theme', theme);
  prefs.setIntPref('devtools.toolbox.footer.height', size);
  prefs.setIntPref('devtools.toolbox.sidebar.width', size);
}

async function selectOwnTool(
  context: string,
  toolId: string,
  host: string,
  title: string | null,
): Promise<void> {
  const g = globalThis as unknown as Privileged;
  const load = <T>(url: string): T => g.ChromeUtils.importESModule(url) as T;
  const { require } = load<Loader>('resource://devtools/shared/loader/Loader.sys.mjs');
  const { NavigableManager } = load<Navigables>('chrome://remote/content/shared/NavigableManager.sys.mjs');
  const { gDevTools } = require('devtools/client/framework/devtools');
  const tab = g.gBrowser.getTabForBrowser(NavigableManager.getBrowserById(context));
  const toolbox = await gDevTools.showToolboxForTab(tab, { toolId, hostType: host });
  if (toolbox.hostType !== host) await toolbox.switchHost(host);
  const isThere = () => title === null || toolbox.getAdditionalTools().some(({ label }) => label === title);
  for (let attempt = 0; !isThere(); attempt++) {
    if (attempt === 200) throw new Error(`The toolbox has no panel called ${title}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function selectPanel(context: string, title: string, host: string): Promise<string> {
  const g = globalThis as unknown as Privileged;
  const load = <T>(url: string): T => g.ChromeUtils.importESModule(url) as T;
  const until = async <T>(what: string, find: () => T | null | undefined): Promise<T> => {
    for (let attempt = 0; attempt < 200; attempt++) {
      const found = find();
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`The toolbox has no ${what}.`);
  };
  const { require } = load<Loader>('resource://devtools/shared/loader/Loader.sys.mjs');
  const { NavigableManager } = load<Navigables>('chrome://remote/content/shared/NavigableManager.sys.mjs');
  const { gDevTools } = require('devtools/client/framework/devtools');
  const tab = g.gBrowser.getTabForBrowser(NavigableManager.getBrowserById(context));
  const toolbox = await gDevTools.showToolboxForTab(tab, { toolId: 'webconsole', hostType: host });
  if (toolbox.hostType !== host) await toolbox.switchHost(host);
  if (host === 'window') toolbox.topWindow.resizeTo(globalThis.outerWidth, globalThis.outerHeight);
  const tool = await until(`panel called ${title}`, () =>
    toolbox.getAdditionalTools().find((one) => one.label === title),
  );
  await toolbox.selectTool(tool.id);
  const outer = toolbox.doc.getElementById(`toolbox-panel-iframe-${tool.id}`) as HTMLIFrameElement;
  const panel = await until('extension document', () => {
    const browser = outer.contentDocument?.getElementById('webext-panels-browser') as Browser | null;
    return browser?.currentURI?.spec.startsWith('moz-extension://') ? browser : null;
  });
  return g.contextOf(panel);
}
