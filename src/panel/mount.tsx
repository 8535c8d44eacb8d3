import { render } from 'preact';
import { Panel } from './components/Panel';
import { focusedRegion, focusHome, focusRegion, listenToShortcuts } from './keyboard';
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
    leave: () => leave(store, view),
    isBlocked: () => view.keysOpen.peek() || view.pasteOpen.peek(),
  });
  render(
    <PanelContext.Provider value={{ store, view }}>
      <Panel />
    </PanelContext.Provider>,
    root,
  );
  focusHome();
  return () => {
    unlisten();
    unfollow();
    render(null, root);
  };
}

/** Out of what is on top, then back to the table, then the detail away. */
function leave(store: Store, view: ViewState): boolean {
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
  if (focusedRegion() !== 'table') return focusRegion('table');
  return closeDetail(store, view);
}

/** False when none is open: the browser may have the key, and Chrome opens its drawer with it. */
function closeDetail(store: Store, view: ViewState): boolean {
  if (view.captureOpen.peek()) view.captureOpen.value = false;
  else if (view.placeOpen.peek() && store.place.peek() !== undefined) view.placeOpen.value = false;
  else if (store.selected.peek() !== undefined) store.select(undefined);
  else return false;
  return true;
}

function tellBrowser(): 'chromium' | 'firefox' {
  return navigator.userAgent.includes('Firefox/') ? 'firefox' : 'chromium';
}
