import { useMemo, useState } from 'preact/hooks';
import { List } from 'react-window';
import { usePanel } from '../../panel-context';
import { placeOf, samePlace } from '../../view/places';
import { idOf, keyOf, listSidebar, type SidebarItem } from '../../view/sidebar-items';
import { ROW_HEIGHT } from '../../view/table-scroll';
import { SidebarRow } from './SidebarRow';

/** Connections and their channels; one of them narrows the table. */
export function Sidebar() {
  const { store, view } = usePanel();
  const connections = store.connections.value;
  const collapsed = view.collapsed.value;
  const unknown = store.counts.value.unknownConnections;
  const items = useMemo(
    () => listSidebar(connections, collapsed, unknown),
    [connections, collapsed, unknown],
  );
  const [activeKey, setActiveKey] = useState('all');
  const place = store.place.value;
  const choose = (item: SidebarItem) => {
    setActiveKey(keyOf(item));
    const wanted = placeOf(item);
    if (item.kind !== 'unknown') store.setPlace(samePlace(wanted, place) ? undefined : wanted);
  };
  const toggle = (item: SidebarItem, collapse?: boolean) => {
    if (item.kind !== 'connection' || collapse === item.collapsed) return;
    const keys = new Set(collapsed);
    if (!keys.delete(item.connection.key)) keys.add(item.connection.key);
    view.collapsed.value = keys;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = items.findIndex((item) => keyOf(item) === activeKey);
    const item = items[at];
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      if (item) toggle(item, event.key === 'ArrowLeft');
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (item) choose(item);
    } else {
      const next = nextItem(items, at, event.key);
      if (!next) return;
      setActiveKey(keyOf(next));
      document.getElementById(idOf(next))?.scrollIntoView({ block: 'nearest' });
    }
    event.preventDefault();
  };
  return (
    <div class="sidebar" data-region="sidebar">
      <List
        class="sidebar-list"
        role="tree"
        aria-label="Connections and channels"
        aria-activedescendant={`sidebar ${activeKey}`}
        tabIndex={0}
        data-focus
        onKeyDown={onKeyDown}
        rowCount={items.length}
        rowHeight={ROW_HEIGHT}
        rowComponent={SidebarRow}
        rowKey={keyAt}
        rowProps={{ items, place, activeKey, choose, toggle }}
        overscanCount={5}
      />
    </div>
  );
}

function keyAt(index: number, { items }: { items: readonly SidebarItem[] }): string {
  const item = items[index];
  return item ? keyOf(item) : String(index);
}

function nextItem(items: readonly SidebarItem[], at: number, key: string): SidebarItem | undefined {
  const chosen: SidebarItem[] = items.filter((item) => item.kind !== 'facts');
  const from = chosen.indexOf(items[at] ?? { kind: 'all' });
  switch (key) {
    case 'ArrowDown':
      return chosen[Math.min(chosen.length - 1, from + 1)];
    case 'ArrowUp':
      return chosen[Math.max(0, from - 1)];
    case 'Home':
      return chosen[0];
    case 'End':
      return chosen.at(-1);
    default:
      return undefined;
  }
}
