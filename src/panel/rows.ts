import { type Capture, indexOfId } from '../core/capture';
import type { Entry } from '../core/entry';
import { firstFrom, toRowList, toTestedList } from './row-list';
import type { RowList } from './store';

/**
 * Which entries are rows of the table. Appending costs one test; all are tested only when the question changes, the newest
 * first and in pieces, so that a million of them never hold the panel up.
 */
export interface Rows {
  /** Asks anew which entries are shown, over all of them. */
  setTest(isShown: (entry: Entry) => boolean): void;
  append(entry: Entry): void;
  /** An entry has changed, and may be shown now or no more. */
  refresh(entry: Entry): void;
  /** Entries up to and with this id are gone. */
  evictThrough(id: number): void;
  /** Entries were taken out or put back: starts over. The rows stay as they are until that is done. */
  reset(): void;
  /** While paused the table takes nothing new. */
  setPaused(paused: boolean): void;
  /** How many entries wait meanwhile, or how many of them pass a test. */
  waiting(test?: (entry: Entry) => boolean): number;
  /** How many entries are still to be tested: older than all that are rows now. */
  untested(): number;
  /**
   * The rows now, after `maxMs` more of testing; the same object as last time when nothing has changed. What is still to
   * be tested is tested by the next calls.
   */
  list(maxMs?: number): RowList;
}

/** Entries between two looks at the clock. */
const PIECE = 512;
/** More than this changed sides since the last list, and all are tested again. */
const MAX_TURNED = 20_000;

export function createRows(capture: Capture): Rows {
  let isShown: (entry: Entry) => boolean = () => true;
  let shown: Entry[] = [];
  // Rows before `head` are evicted.
  let head = 0;
  // While all are tested: rows that are older than `shown`, the newest first, and the place of the last entry tested.
  let found: Entry[] = [];
  let place = 0;
  let testedFrom = 0;
  let newestId = 0;
  let pausedAt: number | undefined;
  let current: RowList = toRowList([], 0, 0);
  let changed = false;
  let isTesting = false;
  let isSilent = false;
  /** Entries that were refreshed and may stand on the wrong side. */
  const turned = new Set<Entry>();

  // Places count what was evicted too, so that they stay true while that goes on.
  const untested = () => Math.max(0, place - capture.evicted);

  const start = (silent: boolean) => {
    shown = [];
    head = 0;
    found = [];
    turned.clear();
    place = capture.evicted + capture.length;
    testedFrom = newestId + 1;
    isTesting = true;
    isSilent = silent;
  };

  /** What was found goes before what has come since. */
  const join = () => {
    if (found.length === 0) return;
    shown = found.reverse().concat(head === 0 ? shown : shown.slice(head));
    found = [];
    head = 0;
  };

  const finish = () => {
    join();
    isTesting = false;
    isSilent = false;
    changed = true;
  };

  const testMore = (maxMs: number) => {
    const end = performance.now() + maxMs;
    for (let left = untested(); left > 0; left = untested()) {
      for (const stop = Math.max(0, left - PIECE); left > stop; left--) {
        const entry = capture.at(left - 1) as Entry;
        testedFrom = entry.id;
        if ((pausedAt === undefined || entry.id <= pausedAt) && isShown(entry)) found.push(entry);
      }
      place = capture.evicted + left;
      if (performance.now() >= end) break;
    }
    changed = true;
    if (untested() === 0) finish();
  };

  /** Puts the entries that changed sides where they belong: from the oldest of them on the list is made anew. */
  const turn = () => {
    if (turned.size > MAX_TURNED) start(true);
    const due = Array.from(turned).sort((a, b) => a.id - b.id);
    turned.clear();
    const [oldest] = due;
    if (oldest === undefined) return;
    join();
    const from = Math.max(head, firstFrom(shown, oldest.id));
    const rest = shown.splice(from);
    let next = 0;
    for (const entry of due) {
      while (next < rest.length && (rest[next] as Entry).id < entry.id) shown.push(rest[next++] as Entry);
      if (rest[next] === entry) next++;
      if (isShown(entry)) shown.push(entry);
    }
    while (next < rest.length) shown.push(rest[next++] as Entry);
    changed = true;
  };

  const isRow = ({ id }: Entry) => {
    const row = firstFrom(shown, id);
    if (row < shown.length && (shown[row] as Entry).id === id) return row >= head;
    return indexOfId(found.length, (index) => -(found[index] as Entry).id, -id) >= 0;
  };

  return {
    setTest(test) {
      isShown = test;
      start(false);
    },
    append(entry) {
      newestId = entry.id;
      if (pausedAt !== undefined || !isShown(entry)) return;
      shown.push(entry);
      changed = true;
    },
    refresh(entry) {
      // It waits, and is tested when the table goes on; or it is not tested yet.
      if (pausedAt !== undefined && entry.id > pausedAt) return;
      if (isTesting && entry.id < testedFrom) return;
      const was = isRow(entry);
      if (was) changed = true;
      if (was !== isShown(entry)) turned.add(entry);
    },
    evictThrough(id) {
      // What was found is older than what has come since: where it goes, nothing is left to be tested.
      if (isTesting && untested() === 0) finish();
      const before = head;
      while (head < shown.length && (shown[head] as Entry).id <= id) head++;
      for (const entry of turned) if (entry.id <= id) turned.delete(entry);
      if (head === before) return;
      changed = true;
      if (head > 1024 && head * 8 > shown.length) {
        shown = shown.slice(head);
        head = 0;
      }
    },
    reset: () => start(true),
    setPaused(paused) {
      pausedAt = paused ? newestId : undefined;
      if (!paused) start(true);
    },
    waiting: (test) => (pausedAt === undefined ? 0 : countAfter(capture, pausedAt, test)),
    untested,
    list(maxMs = Number.POSITIVE_INFINITY) {
      turn();
      if (isTesting) testMore(maxMs);
      if (changed && !isSilent) {
        current =
          found.length === 0 ? toRowList(shown, head, shown.length) : toTestedList(found, shown, head);
        changed = false;
      }
      return current;
    },
  };
}

function countAfter(capture: Capture, id: number, test?: (entry: Entry) => boolean): number {
  let low = 0;
  let high = capture.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((capture.at(middle) as Entry).id <= id) low = middle + 1;
    else high = middle;
  }
  if (test === undefined) return capture.length - low;
  let count = 0;
  for (let index = low; index < capture.length; index++) if (test(capture.at(index) as Entry)) count++;
  return count;
}
