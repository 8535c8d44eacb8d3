import browser from 'webextension-polyfill';
import { evaluatedValue } from '../core/devtools-answers';

/** What the panel may know and do about the page it inspects. */
export interface InspectedPage {
  tab: number;
  /** Undefined where there are no DevTools around the panel. */
  reload: (() => void) | undefined;
  /** Calls back with each navigation of the tab, at its beginning or its end, as the browser has it. */
  onNavigated(handle: () => void): void;
  /**
   * Evaluates an expression in the page's top document; its value must not be an array. Rejects, or answers undefined, when
   * it throws. Undefined where there are no DevTools.
   */
  evaluate: ((expression: string) => Promise<unknown>) | undefined;
}

/** The inspected page: the one DevTools is open on, or, for a panel in a tab, the one its address names. */
export function findInspectedPage(): InspectedPage {
  const named = new URLSearchParams(location.search).get('tabId');
  // Chrome leaves `devtools` out of the API of an ordinary tab, and the types do not say so.
  const devtools = browser.devtools as typeof browser.devtools | undefined;
  if (named !== null || devtools?.inspectedWindow === undefined) {
    return { tab: Number(named), reload: undefined, onNavigated: () => undefined, evaluate: undefined };
  }
  const { inspectedWindow, network } = devtools;
  return {
    tab: inspectedWindow.tabId,
    reload: () => void inspectedWindow.reload(),
    onNavigated: (handle) => network.onNavigated.addListener(handle),
    evaluate: async (expression) => evaluatedValue(await inspectedWindow.eval(expression)),
  };
}
