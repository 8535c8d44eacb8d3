import { type Signal, signal } from '@preact/signals';
import type { RowList } from '../store';

/** Height of a row in CSS pixels, as in `table.css`. */
export const ROW_HEIGHT = 20;

/** The part of an element that scrolling needs. */
export interface Scroller {
  scrollTop: number;
  readonly clientHeight: number;
  dispatchEvent(event: Event): boolean;
}

/** What the scroll state of a table consists of. */
export interface Stand {
  scroller: Scroller;
  following: Signal<boolean>;
  /** Newest entry that was in sight while following, or since. */
  seenId: Signal<number>;
  /** Runs while the rows are held under a moving pointer although the table follows. */
  timer: Signal<ReturnType<typeof setTimeout> | undefined>;
  /** The row that stands still, and how far the viewport's top is below its own. */
  anchor: { id: number; offset: number } | undefined;
  /** Scroll position as it was left, or as the user moved it last. */
  settledTop: number;
  knownHeight: number;
}

/** A table that follows and has no element yet. */
export function createStand(): Stand {
  return {
    scroller: { scrollTop: 0, clientHeight: 0, dispatchEvent: () => true },
    following: signal(true),
    seenId: signal(-1),
    timer: signal(undefined),
    anchor: undefined,
    settledTop: 0,
    knownHeight: 0,
  };
}

/** True while the rows are held under a moving pointer. */
export function isHeld(stand: Stand): boolean {
  return stand.timer.value !== undefined;
}

/** Puts the scroll position to where it belongs among these rows. */
export function settle(stand: Stand, rows: RowList): void {
  const { following, anchor } = stand;
  if (following.peek() && stand.timer.peek() === undefined) toBottom(stand, rows);
  else if (anchor) moveTo(stand, firstFrom(rows, anchor.id) * ROW_HEIGHT + anchor.offset);
}

/** Scrolls to the newest row. */
export function toBottom(stand: Stand, rows: RowList): void {
  stand.seenId.value = lastId(rows);
  moveTo(stand, rows.length * ROW_HEIGHT - stand.scroller.clientHeight);
}

/** From now on the newest row is what stands still. */
export function startFollowing(stand: Stand): void {
  stand.following.value = true;
  stand.anchor = undefined;
}

/** From now on this row stands still. */
export function keepStanding(stand: Stand, rows: RowList, index: number): void {
  if (stand.following.peek() && stand.timer.peek() === undefined) stand.seenId.value = lastId(rows);
  stand.following.value = false;
  anchorAt(stand, rows, index);
}

/** Makes this row the one that stands still when the table is not following, or held. */
export function anchorAt(stand: Stand, rows: RowList, index: number): void {
  const id = rows.at(index)?.id;
  stand.anchor = id === undefined ? undefined : { id, offset: stand.scroller.scrollTop - index * ROW_HEIGHT };
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

function moveTo(stand: Stand, wanted: number): void {
  const top = Math.max(0, wanted);
  const { scroller } = stand;
  const moves = scroller.scrollTop !== top;
  if (moves) scroller.scrollTop = top;
  // Read again: the browser clamps, and a later scroll event to this place is not the user's doing.
  stand.settledTop = scroller.scrollTop;
  // The browser's own event comes with the next frame: until then the list would draw and lay out rows of the old place.
  if (moves) scroller.dispatchEvent(new Event('scroll'));
}

function lastId(rows: RowList): number {
  return rows.at(rows.length - 1)?.id ?? -1;
}
