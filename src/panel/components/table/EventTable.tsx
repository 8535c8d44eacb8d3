import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { focusRegion } from '../../keyboard';
import { usePanel } from '../../panel-context';
import type { Store } from '../../store';
import { createTableScroll, type TableScroll } from '../../view/table-scroll';
import { targetIndex } from '../../view/target-index';
import { describeTime } from './describe-time';
import { EventRows } from './EventRows';
import { FollowButton } from './FollowButton';
import { TableHeader } from './TableHeader';

/** The grid of events. It keeps the focus itself and names the selected row; rows come and go while it scrolls. */
export function EventTable() {
  const { store, view } = usePanel();
  const rows = store.rows.value;
  const selectedId = store.selected.value?.entry.id;
  const grid = useRef<HTMLDivElement>(null);
  const scroll = useMemo(() => createTableScroll(store.rows), [store]);
  useLayoutEffect(() => attachScroll(grid.current, scroll, store), [scroll, store]);
  const restarts = store.restarts.value;
  useLayoutEffect(() => {
    if (restarts > 0) scroll.follow(store.rows.peek());
  }, [scroll, store, restarts]);
  useLayoutEffect(() => scroll.settle(rows), [scroll, rows]);
  const select = (id: number) => {
    store.select(id);
    view.showEvent();
  };
  const hasSelected = selectedId !== undefined && rows.indexOf(selectedId) >= 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <table> cannot be drawn in part.
    // biome-ignore lint/a11y/useKeyWithMouseEvents: what it adds is a title, which only pointers bring up.
    <div
      ref={grid}
      class="table"
      role="grid"
      aria-label="Events"
      aria-rowcount={rows.length + 1}
      aria-activedescendant={hasSelected ? `row-${selectedId}` : undefined}
      tabIndex={0}
      data-focus
      onKeyDown={(event) => onKeyDown(event, store, select, scroll, grid.current)}
      onMouseOver={(event) => describeTime(event.target, rows)}
    >
      <TableHeader />
      <EventRows
        scroll={scroll}
        onSelect={(event) => selectAt(event, store, select, scroll)}
        onFocus={() => grid.current?.focus({ preventScroll: true })}
      />
      <FollowButton scroll={scroll} />
    </div>
  );
}

function attachScroll(grid: HTMLElement | null, scroll: TableScroll, store: Store): (() => void) | undefined {
  const scroller = grid?.querySelector<HTMLElement>('.rows');
  if (!scroller) return undefined;
  scroll.attach(scroller);
  const onScroll = () => scroll.scrolled(store.rows.peek());
  scroller.addEventListener('scroll', onScroll, { passive: true });
  const observer = new ResizeObserver(() => scroll.resized(store.rows.peek(), indexOfSelected(store)));
  observer.observe(scroller);
  return () => {
    scroller.removeEventListener('scroll', onScroll);
    observer.disconnect();
  };
}

// On pointerdown: while the table follows, a row may be gone from under the pointer before the button is up again.
function selectAt(
  event: PointerEvent,
  store: Store,
  select: (id: number) => void,
  scroll: TableScroll,
): void {
  if (event.button !== 0 || !(event.target instanceof Element)) return;
  const id = event.target.closest<HTMLElement>('[data-entry]')?.dataset.entry;
  if (id === undefined) return;
  const rows = store.rows.peek();
  scroll.keep(rows, rows.indexOf(Number(id)));
  select(Number(id));
}

function onKeyDown(
  event: KeyboardEvent,
  store: Store,
  select: (id: number) => void,
  scroll: TableScroll,
  grid: HTMLElement | null,
): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLButtonElement) return;
  if (event.key === 'Enter') {
    focusRegion('detail');
    event.preventDefault();
    return;
  }
  const rows = store.rows.peek();
  const scroller = grid?.querySelector<HTMLElement>('.rows');
  const index = targetIndex(event.key, {
    count: rows.length,
    selected: indexOfSelected(store),
    top: scroller?.scrollTop ?? 0,
    height: scroller?.clientHeight ?? 0,
  });
  if (index === undefined) return;
  event.preventDefault();
  const entry = rows.at(index);
  if (!entry) return;
  select(entry.id);
  if (event.key === 'End') scroll.follow(rows);
  else scroll.reveal(rows, index);
}

function indexOfSelected(store: Store): number {
  const selected = store.selected.peek();
  return selected ? store.rows.peek().indexOf(selected.entry.id) : -1;
}
