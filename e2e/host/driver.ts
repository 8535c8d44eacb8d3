/** What a spec may do with any document: the inspected page, the panel, or an extension page in a tab. */
export interface Doc {
  goto(url: string): Promise<void>;
  /** Runs a self-contained function in the document; arguments and result travel as JSON. */
  eval<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R>;
  /** The rendered text of the first match, empty if there is none. Does not wait: poll it. */
  text(selector: string): Promise<string>;
  /** How many elements match now. Does not wait: poll it. */
  count(selector: string): Promise<number>;
  /** Waits until an element that matches is in the document. */
  waitFor(selector: string): Promise<void>;
  /** Waits for the first match and clicks its middle with real input. */
  click(selector: string): Promise<void>;
  /** Replaces the content of the first matching text field with real input. */
  fill(selector: string, text: string): Promise<void>;
  /** Presses a key or a chord by its DOM names, such as `Escape` or `Control+f`, where the focus is. */
  press(key: string): Promise<void>;
  /** A PNG of the document or, with a selector, of its first match. */
  screenshot(selector?: string): Promise<Buffer>;
}

/** A page tab with the id by which the extension knows it. */
export interface PageDoc extends Doc {
  readonly tabId: number;
  reload(): Promise<void>;
  close(): Promise<void>;
}

/** Where DevTools sits, how much of the window it takes when docked (CSS pixels), and its theme. */
export interface PanelOptions {
  dock?: 'bottom' | 'right' | 'undocked';
  size?: number;
  theme?: 'light' | 'dark';
}

/** One browser with the extension installed and one page tab to inspect. */
export interface Host {
  readonly page: PageDoc;
  /** Another page tab beside the inspected one. */
  newPage(): Promise<PageDoc>;
  /** Opens the browser's own DevTools on `page`, with another panel than ours in front. */
  openDevtools(): Promise<void>;
  /** Opens the browser's own DevTools on `page`, where they are not open, switches to the panel, waits until it is connected. Default: docked at the bottom, light. */
  openPanel(options?: PanelOptions): Promise<Doc>;
  /** Closes the DevTools that `openPanel` opened. */
  closePanel(): Promise<void>;
  /** The panel document in an ordinary tab, for `page` unless the query names another `tabId`. */
  openPanelTab(query?: string): Promise<Doc>;
  /** Closes the panel tab opened last. */
  closePanelTab(): Promise<void>;
  /** A PNG of what the user sees: the page and the DevTools docked to it, or undocked DevTools alone. */
  screenshotWindow(): Promise<Buffer>;
  reloadPage(): Promise<void>;
  /** Kills the service worker / event page the way the browser does when it is idle. */
  stopBackground(): Promise<void>;
  /** Puts the extension in the place of the one that runs, as an update does. Open pages and panels stay as they are. */
  updateExtension(): Promise<void>;
  /** Takes the access to all sites back from the extension, as a user may. */
  takeBackSites(): Promise<void>;
  /** Errors that the browser has logged about pages and the extension's scripts in them, since the host was opened. */
  pageErrors(): Promise<string[]>;
  /** Runs a self-contained function in the background, which it wakes. */
  evalBackground<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R>;
  /** Runs a self-contained function in the world of the bridge of the inspected page, as who took over its process could. Chromium only. */
  evalBridge<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R>;
  /** The largest heap of the extension's documents, and that of its background, after a collection, in bytes. Undefined in Firefox, which tells none. */
  heaps(): Promise<{ panel: number; background: number } | undefined>;
  /** Settles when the user has closed the browser or its last page. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

/** Where the hosts of one test run after the other come from: each is as fresh as in a browser that was just started. */
export interface HostBrowser {
  /** To be asked for the next host when the one before is closed. */
  open(): Promise<Host>;
  close(): Promise<void>;
}

/** A browser without the extension, to compare with. */
export interface BareBrowser {
  readonly page: Doc;
  close(): Promise<void>;
}

/** How a host is started; sizes in CSS pixels. */
export interface LaunchOptions {
  /** The built extension; default `dist/chrome` or `dist/firefox`. */
  extension?: string;
  /** Folders of other extensions: beside ours, or alone in a bare browser. */
  otherExtensions?: readonly string[];
  /** Default: headless unless the environment has `HEADED`. */
  isHeadless?: boolean;
  width?: number;
  height?: number;
  /** Chromium keeps pages that are left, as it does for users; Playwright turns that off. */
  hasBackForwardCache?: boolean;
  /** More arguments for Chromium. */
  args?: readonly string[];
  /** More preferences for Firefox. */
  preferences?: Readonly<Record<string, string | number | boolean>>;
}

/** The title of the tab in DevTools. */
export const PANEL_TITLE = 'Cipherscope';

/** The panel document inside the built extension. */
export const PANEL_PATH = 'src/panel/panel.html';

/** The window that both hosts open unless told otherwise. */
export const WINDOW = { width: 1280, height: 800 } as const;

/** Runs in the panel: whether its port has been greeted by the background. */
export const isReady = (): boolean => document.documentElement.dataset.ready !== undefined;

/** Runs in the document: what the first match shows, which hidden parts are not part of. */
export const renderedText = (selector: string): string =>
  document.querySelector<HTMLElement>(selector)?.innerText ?? '';

/** The query of a panel tab: the inspected tab's id unless the caller's own query names one. */
export function panelQuery(tabId: number, query = ''): string {
  const parameters = new URLSearchParams(query);
  if (!parameters.has('tabId')) parameters.set('tabId', String(tabId));
  return parameters.toString();
}

/** A function call as an expression that any document can evaluate. */
export function toExpression<A extends unknown[]>(fn: (...args: A) => unknown, args: A): string {
  // tsx names inner functions with a helper of its own that does not exist in the document.
  return `(() => { const __name = (f) => f; return (${String(fn)})(...${JSON.stringify(args)}); })()`;
}

/** Asks again until there is an answer. For what has no event to wait for. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  limitMs = 10_000,
): Promise<T> {
  const end = performance.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > end) throw new Error(`Gave up after ${limitMs} ms waiting for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
