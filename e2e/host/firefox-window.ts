/** What is used of the browser's own privileged API. Only functions sent to the browser window see it. */
export interface Privileged {
  ChromeUtils: { importESModule(url: string): unknown };
  Services: {
    prefs: {
      setStringPref(name: string, value: string): void;
      setIntPref(name: string, value: number): void;
    };
    console: { getMessageArray(): object[] };
    clearData: { deleteData(flags: number, done: { onDataDeleted(): void }): void };
  };
  Ci: { nsIClearDataService: { CLEAR_ALL: number }; nsIScriptError: ScriptErrors };
  Cu: { getGlobalForObject(object: object): { Object: new () => object } };
  gBrowser: { getTabForBrowser(browser: object): object };
  WebExtensionPolicy: { getByID(id: string): { mozExtensionHostname: string; extension: Extension } };
  /** The BiDi context of any browser, once `nameBrowsers` has run. */
  contextOf(browser: Browser): string;
}

/** An error in the browser's console. */
interface ScriptError {
  errorMessage: string;
  sourceName: string;
  flags: number;
  /** Epoch milliseconds. */
  timeStamp: number;
}

/** Tells whether a message is one; only after that its members can be read. */
type ScriptErrors = { warningFlag: number; [Symbol.hasInstance](message: object): message is ScriptError };

interface Extension {
  views: Iterable<{ viewType: string; xulBrowser: Browser }>;
  wakeupBackground(): Promise<void>;
  terminateBackground(options: { ignoreDevToolsAttached: boolean }): Promise<void>;
}

/** A `<browser>` element: a tab's, a panel's, or that of the event page. */
export interface Browser extends Element {
  currentURI?: { spec: string };
  permanentKey?: object;
}

/** BiDi's register of browsers. */
export interface Navigables {
  NavigableManager: {
    getIdForBrowser(browser: Browser): string;
    getBrowserById(id: string): Browser;
  };
}

/** Runs in the browser window, once: BiDi knows tabs only, this lets it find every other browser that is asked for. */
export function nameBrowsers(): void {
  const g = globalThis as unknown as Privileged;
  const { NavigableManager } = g.ChromeUtils.importESModule(
    'chrome://remote/content/shared/NavigableManager.sys.mjs',
  ) as Navigables;
  const named = new Map<string, Browser>();
  const lookup = NavigableManager.getBrowserById;
  NavigableManager.getBrowserById = (id) => {
    const browser = named.get(id);
    return browser?.isConnected ? browser : lookup.call(NavigableManager, id);
  };
  g.contextOf = (browser) => {
    for (const [id, one] of named) if (!one.isConnected) named.delete(id);
    browser.permanentKey ??= new (g.Cu.getGlobalForObject(g.Services).Object)();
    const id = NavigableManager.getIdForBrowser(browser);
    named.set(id, browser);
    return id;
  };
}

/** Runs in the browser window: the address under which an add-on's own pages stand. */
export function originOf(addonId: string): string {
  const { WebExtensionPolicy } = globalThis as unknown as Privileged;
  return `moz-extension://${WebExtensionPolicy.getByID(addonId).mozExtensionHostname}`;
}

/** Runs in the browser window: the BiDi context of an add-on's event page, started again if it was stopped. */
export async function backgroundOf(addonId: string): Promise<string> {
  const g = globalThis as unknown as Privileged;
  const { extension } = g.WebExtensionPolicy.getByID(addonId);
  await extension.wakeupBackground();
  for (const { viewType, xulBrowser } of extension.views)
    if (viewType === 'background') return g.contextOf(xulBrowser);
  throw new Error('The event page has no browser.');
}

/** Runs in the browser window: stops an add-on's event page as Firefox does when it is idle. */
export async function terminateBackground(addonId: string): Promise<void> {
  const { WebExtensionPolicy } = globalThis as unknown as Privileged;
  await WebExtensionPolicy.getByID(addonId).extension.terminateBackground({ ignoreDevToolsAttached: true });
}

/** Runs in the browser window: the id by which extensions know a tab. */
export function tabIdOf(context: string): number {
  interface Trackers {
    ExtensionParent: { apiManager: { global: { tabTracker: { getId(tab: object): number } } } };
  }
  interface Tabs {
    NavigableManager: { getBrowserById(id: string): { ownerDocument: { defaultView: Privileged } } };
  }
  const load = <T>(url: string): T =>
    (globalThis as unknown as Privileged).ChromeUtils.importESModule(url) as T;
  const { ExtensionParent } = load<Trackers>('resource://gre/modules/ExtensionParent.sys.mjs');
  const { NavigableManager } = load<Tabs>('chrome://remote/content/shared/NavigableManager.sys.mjs');
  const browser = NavigableManager.getBrowserById(context);
  return ExtensionParent.apiManager.global.tabTracker.getId(
    browser.ownerDocument.defaultView.gBrowser.getTabForBrowser(browser),
  );
}

/** Runs in the browser window: forgets every cookie, storage and cache of every page. */
export function forgetPages(): Promise<void> {
  const { Services, Ci } = globalThis as unknown as Privileged;
  return new Promise((resolve) => {
    Services.clearData.deleteData(Ci.nsIClearDataService.CLEAR_ALL, { onDataDeleted: resolve });
  });
}

/** Runs in the browser window: the errors since a time that pages and extensions have caused, with where. */
export function loggedErrors(since: number): string[] {
  const { Services, Ci } = globalThis as unknown as Privileged;
  return Services.console.getMessageArray().flatMap((message) => {
    if (!(message instanceof Ci.nsIScriptError) || message.timeStamp < since) return [];
    const { errorMessage, sourceName, flags } = message;
    // What Firefox says of a background that an update has ended with a question open; no page's script is in it.
    if (
      /^Promise (resolved|rejected) after context unloaded/.test(errorMessage) &&
      sourceName.includes('/background.')
    )
      return [];
    const isError = (flags & Ci.nsIScriptError.warningFlag) === 0;
    return isError && /^(https?|moz-extension):/.test(sourceName) ? [`${errorMessage} (${sourceName})`] : [];
  });
}
