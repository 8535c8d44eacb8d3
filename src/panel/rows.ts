import { type Capture, indexOfId } from '../core/capture';
import type { Entry } from '../core/entry';
import type { RowList } from './store';

/** Which entries are rows of the table. Appending costs one test; all are tested only when the question changes. */
export interface Rows {
  /** Asks anew which entries are shown, over all of them. */
  setTest(isShown: (entry: Entry) => boolean): void;
  append(entry: Entry): void;
  /** An entry has changed, and may be shown now or no more. */
  refresh(entry: Entry): void;
  /** Entries up to and with this id are gone. */
  evictThrough(id: number): void;
  /** Entries were taken out or put back: starts over. */
  reset(): void;
  /** While paused the table takes nothing new; answers how many entries wait. */
  setPaused(paused: boolean): void;
  waiting(): number;
  /** The rows now; the same object as last time when nothing has changed. */
  list(): RowList;
}

export function createRows(capture: Capture): Rows {
  let isShown: (entry: Entry) => boolean = () => true;
  let shown: Entry[] = [];
  // Rows before `head` are evicted.
  let head = 0;
  let newestId = 0;
  let pausedAt: number | undefined;
  let current: RowList = toList([], 0, 0);
  let changed = false;
  // Entries that were refreshed and stand on the wrong side: the list is made again before it is drawn.
  let stale = false;

  const collect = () => {
    shown = [];
    head = 0;
    for (let i = 0; i < capture.length; i++) {
      const entry = capture.at(i) as Entry;
      if (pausedAt !== undefined && entry.id > pausedAt) break;
      if (isShown(entry)) shown.push(entry);
    }
    stale = false;
    changed = true;
  };
  const rowOf = (id: number) => indexOfId(shown.length, (index) => (shown[index] as Entry).id, id);

  return {
    setTest(test) {
      isShown = test;
      collect();
    },
    append(entry) {
      newestId = entry.id;
      if (pausedAt !== undefined || !isShown(entry)) return;
      shown.push(entry);
      changed = true;
    },
    refresh(entry) {
      // It waits, and is tested when the table goes on.
      if (pausedAt !== undefined && entry.id > pausedAt) return;
      const row = rowOf(entry.id);
      if (row >= head) changed = true;
      if (row >= head !== isShown(entry)) stale = true;
    },
    evictThrough(id) {
      const before = head;
      while (head < shown.length && (shown[head] as Entry).id <= id) head++;
      if (head === before) return;
      changed = true;
      if (head > 1024 && head * 2 > shown.length) {
        shown = shown.slice(head);
        head = 0;
      }
    },
    reset: collect,
    setPaused(paused) {
      pausedAt = paused ? newestId : undefined;
      if (!paused) collect();
    },
    waiting: () => (pausedAt === undefined ? 0 : countAfter(capture, pausedAt)),
    list() {
      if (stale) collect();
      if (changed) current = toList(shown, head, shown.length);
      changed = false;
      return current;
    },
  };
}

function countAfter(capture: Capture, id: number): number {
  let low = 0;
  let high = capture.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((capture.at(middle) as Entry).id <= id) low = middle + 1;
    else high = middle;
  }
  return capture.length - low;
}

/** A view of a list that only grows at its end: what is appended later does not show in it. */
function toList(entries: readonly Entry[], start: number, end: number): RowList {
  return {
    length: end - start,
    at: (index) => (index >= 0 && index < end - start ? entries[start + index] : undefined),
    indexOf(id) {
      const row = indexOfId(end, (index) => (entries[index] as Entry).id, id);
      return row < start ? -1 : row - start;
    },
  };
}
