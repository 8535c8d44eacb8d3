import { useState } from 'preact/hooks';
import { List } from 'react-window';
import { usePanel } from '../../panel-context';
import { ROW_HEIGHT } from '../../view/scroll-stand';
import type { TableScroll } from '../../view/table-scroll';
import { TableRow } from './TableRow';

/** Rows that are drawn beyond the edges, because browsers scroll before they draw. */
const OVERSCAN = 8;
/** While the table follows, all of its rows may be new ones at every draw, and those out of sight are drawn for nobody. */
const OVERSCAN_FOLLOWING = 2;
/** More than any panel shows; it holds until the height is known. */
const FIRST_POOL_SIZE = 512;

interface EventRowsProps {
  scroll: TableScroll;
  onSelect(event: PointerEvent): void;
  onFocus(): void;
}

/** The part of the table that scrolls; only rows in sight are there. */
export function EventRows({ scroll, onSelect, onFocus }: EventRowsProps) {
  const { store, view } = usePanel();
  const rows = store.rows.value;
  // Rows are drawn into the elements of rows that went out of sight: making new ones while scrolling fast costs a third
  // more time and leaves a thousand nodes a frame to the garbage collector (measured).
  const [poolSize, setPoolSize] = useState(FIRST_POOL_SIZE);
  return (
    <List
      class="rows"
      role="rowgroup"
      // Browsers put the focus on what scrolls; the grid around it is what takes the keys.
      tabIndex={-1}
      onFocus={onFocus}
      rowCount={rows.length}
      rowHeight={ROW_HEIGHT}
      rowComponent={TableRow}
      rowKey={(index) => index % poolSize}
      onResize={({ height }) => setPoolSize(Math.ceil(height / ROW_HEIGHT) + 2 * OVERSCAN + 2)}
      rowProps={{ rows, selectedId: store.selected.value?.entry.id, marker: view.marker.value }}
      overscanCount={scroll.following.value ? OVERSCAN_FOLLOWING : OVERSCAN}
      onPointerDown={onSelect}
      onPointerMove={(event) => {
        if (event.pointerType === 'mouse') scroll.pointerMoved(store.rows.peek());
      }}
      onPointerLeave={scroll.pointerLeft}
    />
  );
}
