import { useMemo, useState } from 'preact/hooks';
import { List, useListRef } from 'react-window';
import { usePanel } from '../../panel-context';
import type { Store } from '../../store';
import { placeOf, samePlace } from '../../view/places';
import { ROW_HEIGHT } from '../../view/scroll-stand';
import { indexAfterKey, keyOf, listSidebar, type SidebarItem } from '../../view/sidebar-items';
import type { ViewState } from '../../view/view-state';
import { ACTIVE_ID, SidebarRow } from './SidebarRow';

/** Connections and their channels; one of them narrows the table. */
export function Sidebar() {
  const { store, view } = usePanel();
  const items = useSidebarItems();
  const list = useListRef(null);
  const [activeKey, setActiveKey] = useState('all');
  const choose = (item: SidebarItem) => {
    setActiveKey(keyOf(item));
    // A click on the line that the table is narrowed to widens it, unless its own detail gave way to an event's.
    const isShown = view.placeOpen.peek() && !view.captureOpen.peek();
    narrowTo(store, item, isShown);
    view.placeOpen.value = store.place.peek() !== undefined;
    view.captureOpen.value = false;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = items.findIndex((item) => keyOf(item) === activeKey);
    const item = items[at];
    const next = indexAfterKey(items, at, event.key);
    if (next !== undefined) {
      setActiveKey(keyOf(items[next] ?? { kind: 'all' }));
      list.current?.scrollToRow({ index: next });
    } else if (!item || !actOnLine(event.key, item, view, choose)) return;
    event.preventDefault();
  };
  const place = store.place.value;
  return (
    <div class="sidebar" data-region="sidebar">
      <List
        listRef={list}
        class="sidebar-list"
        role="tree"
        aria-label="Connections and channels"
        aria-activedescendant={ACTIVE_ID}
        tabIndex={0}
        data-focus
        onKeyDown={onKeyDown}
        rowCount={items.length}
        rowHeight={ROW_HEIGHT}
        rowComponent={SidebarRow}
        rowKey={keyAt}
        rowProps={{ items, place, activeKey, choose, toggle: (item) => fold(view, item) }}
        overscanCount={5}
      />
    </div>
  );
}

function useSidebarItems(): SidebarItem[] {
  const { store, view } = usePanel();
  const connections = store.connections.value;
  const collapsed = view.collapsed.value;
  const { unknownConnections } = store.counts.value;
  return useMemo(
    () => listSidebar(connections, collapsed, unknownConnections),
    [connections, collapsed, unknownConnections],
  );
}

/** What a key does to the line it is on; false for keys that do nothing there. */
function actOnLine(
  key: string,
  item: SidebarItem,
  view: ViewState,
  choose: (item: SidebarItem) => void,
): boolean {
  if (key === 'Enter' || key === ' ') choose(item);
  else if (key === 'ArrowLeft' || key === 'ArrowRight') fold(view, item, key === 'ArrowLeft');
  else return false;
  return true;
}

/** Narrows the table to a line, or widens it again when it is narrowed to that already and shows what is known of it. */
function narrowTo(store: Store, item: SidebarItem, isShown: boolean): void {
  if (item.kind === 'unknown') return;
  const wanted = placeOf(item);
  store.setPlace(isShown && samePlace(wanted, store.place.peek()) ? undefined : wanted);
}

/** Folds a connection's channels away or out; left out: the other way round than now. */
function fold(view: ViewState, item: SidebarItem, away?: boolean): void {
  if (item.kind !== 'connection' || away === item.collapsed) return;
  const keys = new Set(view.collapsed.peek());
  if (!keys.delete(item.connection.key)) keys.add(item.connection.key);
  view.collapsed.value = keys;
}

function keyAt(index: number, { items }: { items: readonly SidebarItem[] }): string {
  const item = items[index];
  return item ? keyOf(item) : String(index);
}
