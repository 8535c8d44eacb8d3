import browser from 'webextension-polyfill';

/** What the panel may know and do about the page it inspects. */
export interface InspectedPage {
  tab: number;
  /** Undefined where there are no DevTools around the panel. */
  reload: (() => void) | undefined;
  /** Calls back after each navigation of the tab with the time origin of its new document, in epoch milliseconds. */
  onNavigated(handle: (timeOrigin: number) => void): void;
}

/** The inspected page: the one DevTools is open on, or, for a panel in a tab, the one its address names. */
export function findInspectedPage(): InspectedPage {
  const named = new URLSearchParams(location.search).get('tabId');
  // Chrome leaves `devtools` out of the API of an ordinary tab, and the types do not say so.
  const devtools = browser.devtools as typeof browser.devtools | undefined;
  if (named !== null || devtools?.inspectedWindow === undefined) {
    return { tab: Number(named), reload: undefined, onNavigated: () => undefined };
  }
  const { inspectedWindow, network } = devtools;
  return {
    tab: inspectedWindow.tabId,
    reload: () => void inspectedWindow.reload(),
    onNavigated: (handle) =>
      network.onNavigated.addListener(() => {
        void inspectedWindow.eval('performance.timeOrigin').then(([value]) => {
          if (typeof value === 'number') handle(value);
        });
      }),
  };
}
