import { render } from 'preact';
import { Panel } from './components/Panel';
import { focusedRegion, focusRegion, focusTable, listenToShortcuts } from './keyboard';
import { PanelContext } from './panel-context';
import type { Store } from './store';
import { findThemeSource, followTheme, type ThemeSource } from './theme';
import { createViewState, type ViewState } from './view/view-state';

/** What the panel is shown in. */
export interface PanelEnvironment {
  /** Left out: that of DevTools, in a plain tab that of the system. */
  theme?: ThemeSource;
  /** Whose DevTools the panel should resemble. Left out: told from the browser. */
  browser?: 'chromium' | 'firefox';
}

/** Draws the panel into `root` and listens to its shortcuts. Returns its undo. */
export function mountPanel(root: HTMLElement, store: Store, environment: PanelEnvironment = {}): () => void {
  const view = createViewState(store, window);
  const { documentElement } = document;
  documentElement.dataset.browser = environment.browser ?? tellBrowser();
  const unfollow = followTheme(documentElement, environment.theme ?? findThemeSource(window));
  const unlisten = listenToShortcuts(window, view.isMac, {
    openKeys: () => {
      view.keysOpen.value = true;
    },
    openPaste: () => {
      view.pasteOpen.value = true;
    },
    clear: store.clear,
    togglePause: store.togglePause,
    leave: () => leave(view),
    isBlocked: () => view.keysOpen.peek() || view.pasteOpen.peek(),
  });
  render(
    <PanelContext.Provider value={{ store, view }}>
      <Panel />
    </PanelContext.Provider>,
    root,
  );
  focusTable();
  return () => {
    unlisten();
    unfollow();
    render(null, root);
  };
}

function leave(view: ViewState): boolean {
  const open = document.querySelector<HTMLElement>('[popover]:popover-open');
  if (open) {
    open.hidePopover();
    return true;
  }
  for (const dialog of [view.keysOpen, view.pasteOpen]) {
    if (!dialog.peek()) continue;
    dialog.value = false;
    return true;
  }
  const region = focusedRegion();
  return region === 'table' ? false : focusRegion('table');
}

function tellBrowser(): 'chromium' | 'firefox' {
  return navigator.userAgent.includes('Firefox/') ? 'firefox' : 'chromium';
}
