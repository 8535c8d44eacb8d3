import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { RowList } from '../store';

/** Height of a row in CSS pixels, as in `table.css`. */
export const ROW_HEIGHT = 20;
/** Zoomed pages have scroll positions between pixels. */
const BOTTOM_TOLERANCE = 2;
/** How long after the pointer moved over the rows they stand still, so that a click hits the row that was aimed at. */
const HOLD_MILLISECONDS = 2000;

/** The part of an element that scrolling needs. */
export interface Scroller {
  scrollTop: number;
  readonly clientHeight: number;
}

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
  /** Scrolls just as far as it takes to see the row. */
  reveal(rows: RowList, index: number): void;
  follow(rows: RowList): void;
  pointerMoved(rows: RowList): void;
  pointerLeft(): void;
}

/** Creates the scroll state of one table. */
export function createTableScroll(rowList: ReadonlySignal<RowList>): TableScroll {
  let scroller: Scroller = { scrollTop: 0, clientHeight: 0 };
  let anchor: { id: number; offset: number } | undefined;
  let settledTop = 0;
  let knownHeight = 0;
  let hold: ReturnType<typeof setTimeout> | undefined;
  const following = signal(true);
  const held = signal(false);
  const seenId = signal(-1);
  const release = () => {
    clearTimeout(hold);
    held.value = false;
  };
  const moveTo = (top: number) => {
    if (scroller.scrollTop !== top) scroller.scrollTop = top;
    // Read again: the browser clamps, and a later scroll event to this place is not the user's doing.
    settledTop = scroller.scrollTop;
  };
  const anchorAt = (rows: RowList, index: number) => {
    const id = rows.at(index)?.id;
    anchor = id === undefined ? undefined : { id, offset: scroller.scrollTop - index * ROW_HEIGHT };
  };
  const stop = (rows: RowList) => {
    if (following.peek()) seenId.value = rows.at(rows.length - 1)?.id ?? -1;
    following.value = false;
  };
  const start = (rows: RowList) => {
    release();
    following.value = true;
    anchor = undefined;
    moveTo(Math.max(0, rows.length * ROW_HEIGHT - scroller.clientHeight));
  };
  const settle = (rows: RowList) => {
    if (following.peek() && !held.peek()) {
      seenId.value = rows.at(rows.length - 1)?.id ?? -1;
      moveTo(Math.max(0, rows.length * ROW_HEIGHT - scroller.clientHeight));
    } else if (anchor) {
      const index = firstFrom(rows, anchor.id);
      moveTo(Math.max(0, index * ROW_HEIGHT + anchor.offset));
    }
  };
  const reveal = (rows: RowList, index: number) => {
    const top = index * ROW_HEIGHT;
    const lowest = top + ROW_HEIGHT - scroller.clientHeight;
    if (scroller.scrollTop > top) moveTo(top);
    else if (scroller.scrollTop < lowest) moveTo(lowest);
    stop(rows);
    anchorAt(rows, index);
  };
  return {
    following,
    newRows: computed(() => {
      const rows = rowList.value;
      if (following.value && !held.value) return 0;
      return rows.length - firstFrom(rows, seenId.value + 1);
    }),
    attach: (element) => {
      scroller = element;
    },
    settle,
    resized: (rows, selected) => {
      const wasSeen = isSeen(selected, settledTop, knownHeight);
      knownHeight = scroller.clientHeight;
      settle(rows);
      if (wasSeen && !isSeen(selected, scroller.scrollTop, knownHeight)) reveal(rows, selected);
    },
    scrolled: (rows) => {
      const top = scroller.scrollTop;
      if (Math.abs(top - settledTop) <= 1) return;
      settledTop = top;
      if (top + scroller.clientHeight >= rows.length * ROW_HEIGHT - BOTTOM_TOLERANCE) {
        following.value = true;
        anchor = undefined;
        return;
      }
      stop(rows);
      anchorAt(rows, Math.floor(top / ROW_HEIGHT));
      const lastSeen = rows.at(Math.floor((top + scroller.clientHeight) / ROW_HEIGHT) - 1)?.id ?? -1;
      if (lastSeen > seenId.peek()) seenId.value = lastSeen;
    },
    keep: (rows, index) => {
      stop(rows);
      anchorAt(rows, index);
    },
    reveal,
    follow: start,
    pointerMoved: (rows) => {
      if (!following.peek()) return;
      clearTimeout(hold);
      if (!held.peek()) anchorAt(rows, Math.floor(scroller.scrollTop / ROW_HEIGHT));
      held.value = true;
      hold = setTimeout(() => {
        held.value = false;
        settle(rowList.peek());
      }, HOLD_MILLISECONDS);
    },
    pointerLeft: () => {
      if (!held.peek()) return;
      release();
      settle(rowList.peek());
    },
  };
}

function isSeen(index: number, top: number, height: number): boolean {
  return index >= 0 && index * ROW_HEIGHT >= top && (index + 1) * ROW_HEIGHT <= top + height;
}

/** Index of the first row whose entry has this id or a later one; ids only go up. */
export function firstFrom(rows: RowList, id: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows.at(middle)?.id ?? Number.POSITIVE_INFINITY) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
