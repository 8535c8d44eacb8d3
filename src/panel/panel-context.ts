import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Store } from './store';
import type { ViewState } from './view/view-state';

/** What every component may read. */
export interface PanelContextValue {
  store: Store;
  view: ViewState;
}

export const PanelContext = createContext<PanelContextValue | undefined>(undefined);

/** Store and view state of the panel this component is in. */
export function usePanel(): PanelContextValue {
  const value = useContext(PanelContext);
  if (!value) throw new TypeError('usePanel: expected to be called inside a panel.');
  return value;
}
