import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Entry } from '../../core/entry';
import type { RowList } from '../store';
import { createTableScroll } from './table-scroll';

/** Rows with these ids. */
function rowsOf(ids: readonly number[]): RowList {
  const entries = ids.map((id) => ({ id }) as Entry);
  return { length: ids.length, at: (index) => entries[index], indexOf: (id) => ids.indexOf(id) };
}

const upTo = (last: number, first = 1) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** A table of ten rows' height whose element clamps as a browser does. */
function createTable(ids: readonly number[]) {
  const rows = signal(rowsOf(ids));
  const scroll = createTableScroll(rows);
  let top = 0;
  const told: number[] = [];
  const scroller = {
    clientHeight: 200,
    dispatchEvent(event: Event) {
      if (event.type === 'scroll') told.push(top);
      // Its listeners hear of it: for them it is not the user's doing.
      scroll.scrolled(rows.peek());
      return true;
    },
    get scrollTop() {
      return top;
    },
    set scrollTop(wanted: number) {
      top = Math.max(0, Math.min(wanted, rows.peek().length * 20 - scroller.clientHeight));
    },
  };
  scroll.attach(scroller);
  const draw = (drawn: readonly number[]) => {
    rows.value = rowsOf(drawn);
    scroller.scrollTop = top;
    scroll.settle(rows.peek());
    scroll.scrolled(rows.peek());
  };
  const userScrolls = (to: number) => {
    scroller.scrollTop = to;
    scroll.scrolled(rows.peek());
  };
  draw(ids);
  return { rows, scroll, scroller, draw, userScrolls, told };
}

beforeEach(() => void vi.useFakeTimers());

it('the list hears of a new place at once, and of none where nothing moved', () => {
  const { draw, told, scroll } = createTable(upTo(20));
  told.length = 0;
  draw(upTo(30));
  expect(told).toEqual([400]);
  draw(upTo(30));
  expect(told).toEqual([400]);
  expect(scroll.following.value).toBe(true);
});
afterEach(() => void vi.useRealTimers());

describe('createTableScroll', () => {
  it('follows the newest row from the start', () => {
    const { scroller, draw, scroll } = createTable(upTo(100));
    expect(scroller.scrollTop).toBe(1800);
    draw(upTo(130));
    expect(scroller.scrollTop).toBe(2400);
    expect(scroll.newRows.value).toBe(0);
  });

  it('stays where the user scrolled up to, and counts what comes below', () => {
    const { scroller, draw, userScrolls, scroll } = createTable(upTo(100));
    userScrolls(1000);
    draw(upTo(130));
    expect([scroller.scrollTop, scroll.newRows.value]).toEqual([1000, 30]);
    userScrolls(2000);
    expect(scroll.newRows.value).toBe(20);
    userScrolls(2400);
    expect([scroll.following.value, scroll.newRows.value]).toEqual([true, 0]);
  });

  it('goes to the newest row and follows when asked to', () => {
    const { scroller, draw, userScrolls, scroll, rows } = createTable(upTo(100));
    userScrolls(0);
    scroll.follow(rows.peek());
    draw(upTo(130));
    expect(scroller.scrollTop).toBe(2400);
  });

  it('keeps a selected row in its place while rows come, go and are filtered', () => {
    const { scroller, draw, scroll, rows } = createTable(upTo(100));
    scroll.keep(rows.peek(), 94);
    const place = () => rows.peek().indexOf(95) * 20 - scroller.scrollTop;
    expect(place()).toBe(80);
    draw(upTo(200));
    expect(place()).toBe(80);
    draw(upTo(200, 51));
    expect(place()).toBe(80);
    draw(upTo(200, 51).filter((id) => id % 5 === 0));
    expect(place()).toBe(80);
  });

  it('comes back to its row after a filter that hid it', () => {
    const { scroller, draw, scroll, rows } = createTable(upTo(100));
    scroll.keep(rows.peek(), 92);
    draw([]);
    draw(upTo(100));
    expect(scroller.scrollTop).toBe(1800);
    expect(scroll.following.value).toBe(false);
  });

  it('scrolls just as far as it takes to reveal a row', () => {
    const { scroller, scroll, rows } = createTable(upTo(100));
    scroll.reveal(rows.peek(), 95);
    expect(scroller.scrollTop).toBe(1800);
    scroll.reveal(rows.peek(), 80);
    expect(scroller.scrollTop).toBe(1600);
    scroll.reveal(rows.peek(), 90);
    expect(scroller.scrollTop).toBe(1620);
  });

  it('keeps a selected row in sight when the viewport gets lower', () => {
    const { scroller, scroll, rows } = createTable(upTo(100));
    scroll.resized(rows.peek(), -1);
    scroll.keep(rows.peek(), 99);
    scroller.clientHeight = 100;
    scroll.resized(rows.peek(), 99);
    expect(scroller.scrollTop).toBe(1900);
  });

  it('holds the rows under a moving pointer for a while, and then follows again', () => {
    const { scroller, draw, scroll, rows } = createTable(upTo(100));
    scroll.pointerMoved(rows.peek());
    draw(upTo(130));
    expect([scroller.scrollTop, scroll.newRows.value]).toEqual([1800, 30]);
    vi.advanceTimersByTime(2000);
    expect([scroller.scrollTop, scroll.newRows.value]).toEqual([2400, 0]);
  });

  it('follows at once when the pointer leaves', () => {
    const { scroller, draw, scroll, rows } = createTable(upTo(100));
    scroll.pointerMoved(rows.peek());
    draw(upTo(130));
    scroll.pointerLeft();
    expect(scroller.scrollTop).toBe(2400);
  });
});
