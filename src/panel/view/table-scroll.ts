import { computed, type ReadonlySignal } from '@preact/signals';
import type { RowList } from '../store';
import {
  anchorAt,
  createStand,
  firstFrom,
  isHeld,
  keepStanding,
  ROW_HEIGHT,
  type Scroller,
  type Stand,
  settle,
  startFollowing,
  toBottom,
} from './scroll-stand';

/** Zoomed pages have scroll positions between pixels. */
const BOTTOM_TOLERANCE = 2;
/** How long after the pointer moved over the rows they stand still, so that a click hits the row that was aimed at. */
const HOLD_MILLISECONDS = 2000;

/** Where the table stands: it follows the newest row, or keeps a row where it is while others come and go. */
export interface TableScroll {
  following: ReadonlySignal<boolean>;
  /** Rows that came since the table stopped following. */
  newRows: ReadonlySignal<number>;
  attach(scroller: Scroller): void;
  /** To be called when the rows were drawn, and before the browser paints. */
  settle(rows: RowList): void;
  /** The viewport changed its height: a selected row that was in sight stays so. */
  resized(rows: RowList, selected: number): void;
  /** The scroll position changed, by the user or by `settle`. */
  scrolled(rows: RowList): void;
  /** An entry was selected: from now on it stands still. */
  keep(rows: RowList, index: number): void;
  /** Scrolls just as far as it takes to see the row, which then stands still. */
  reveal(rows: RowList, index: number): void;
  follow(rows: RowList): void;
  pointerMoved(rows: RowList): void;
  pointerLeft(): void;
}

/** Creates the scroll state of one table. */
export function createTableScroll(rowList: ReadonlySignal<RowList>): TableScroll {
  const stand = createStand();
  return {
    following: stand.following,
    newRows: computed(() => {
      const rows = rowList.value;
      if (stand.following.value && !isHeld(stand)) return 0;
      // Narrowed so far that all are in sight: there is nothing below.
      if (rows.length * ROW_HEIGHT <= stand.scroller.clientHeight) return 0;
      return rows.length - firstFrom(rows, stand.seenId.value + 1);
    }),
    attach: (scroller) => {
      stand.scroller = scroller;
    },
    settle: (rows) => settle(stand, rows),
    resized: (rows, selected) => resized(stand, rows, selected),
    scrolled: (rows) => scrolled(stand, rows),
    keep: (rows, index) => keepStanding(stand, rows, index),
    reveal: (rows, index) => reveal(stand, rows, index),
    follow: (rows) => {
      release(stand);
      startFollowing(stand);
      toBottom(stand, rows);
    },
    pointerMoved: (rows) => hold(stand, rows, rowList),
    pointerLeft: () => {
      if (!isHeld(stand)) return;
      release(stand);
      settle(stand, rowList.peek());
    },
  };
}

function scrolled(stand: Stand, rows: RowList): void {
  const { scrollTop, clientHeight } = stand.scroller;
  // Where `settle` put it, it is not the user's doing.
  if (Math.abs(scrollTop - stand.settledTop) <= 1) return;
  stand.settledTop = scrollTop;
  if (scrollTop + clientHeight >= rows.length * ROW_HEIGHT - BOTTOM_TOLERANCE) {
    startFollowing(stand);
    return;
  }
  keepStanding(stand, rows, Math.floor(scrollTop / ROW_HEIGHT));
  const lastSeen = rows.at(Math.floor((scrollTop + clientHeight) / ROW_HEIGHT) - 1)?.id ?? -1;
  if (lastSeen > stand.seenId.peek()) stand.seenId.value = lastSeen;
}

function resized(stand: Stand, rows: RowList, selected: number): void {
  const wasSeen = isSeen(selected, stand.settledTop, stand.knownHeight);
  stand.knownHeight = stand.scroller.clientHeight;
  settle(stand, rows);
  if (wasSeen && !isSeen(selected, stand.scroller.scrollTop, stand.knownHeight))
    reveal(stand, rows, selected);
}

function reveal(stand: Stand, rows: RowList, index: number): void {
  const { scroller } = stand;
  const top = index * ROW_HEIGHT;
  const lowest = top + ROW_HEIGHT - scroller.clientHeight;
  if (scroller.scrollTop > top) scroller.scrollTop = top;
  else if (scroller.scrollTop < lowest) scroller.scrollTop = lowest;
  stand.settledTop = scroller.scrollTop;
  keepStanding(stand, rows, index);
}

function hold(stand: Stand, rows: RowList, rowList: ReadonlySignal<RowList>): void {
  if (!stand.following.peek()) return;
  clearTimeout(stand.timer.peek());
  if (!isHeld(stand)) anchorAt(stand, rows, Math.floor(stand.scroller.scrollTop / ROW_HEIGHT));
  stand.timer.value = setTimeout(() => {
    stand.timer.value = undefined;
    settle(stand, rowList.peek());
  }, HOLD_MILLISECONDS);
}

function release(stand: Stand): void {
  clearTimeout(stand.timer.peek());
  stand.timer.value = undefined;
}

function isSeen(index: number, top: number, height: number): boolean {
  return index >= 0 && index * ROW_HEIGHT >= top && (index + 1) * ROW_HEIGHT <= top + height;
}
