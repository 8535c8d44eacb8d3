/** Events of one time and one opener. `cached`: those that a cache channel replayed; they are not in `live`. */
export interface Cell {
  opener: string;
  live: number;
  cached: number;
}

/**
 * Counts of events over time, in a bounded number of buckets of one width: the chart of a channel. Buckets begin at
 * multiples of their width, so the same events make the same buckets, in whatever order they are counted.
 */
export interface TimeBuckets {
  /** A power of two times the narrowest. */
  widthMs: number;
  /** By bucket number: time in milliseconds by width. */
  cells: Map<number, Cell[]>;
  /** Numbers of the first and the last bucket. */
  first: number;
  last: number;
  /** The bucket that was counted in last, and its cells: the next event mostly goes there too. */
  recent: number;
  recentCells: Cell[];
}

/** More than a chart has room for. */
export const MAX_BUCKETS = 120;
const NARROWEST_MS = 16;

export function createTimeBuckets(): TimeBuckets {
  return {
    widthMs: NARROWEST_MS,
    cells: new Map(),
    first: Number.POSITIVE_INFINITY,
    last: Number.NEGATIVE_INFINITY,
    recent: Number.NaN,
    recentCells: [],
  };
}

/** Counts an event of an opener. `at` is epoch milliseconds. */
export function countAt(buckets: TimeBuckets, at: number, opener: string, isCached: boolean): void {
  const index = bucketOf(buckets, at);
  buckets.first = Math.min(buckets.first, index);
  buckets.last = Math.max(buckets.last, index);
  count(cellOf(recentCells(buckets, index), opener), isCached, 1);
  while (buckets.last - buckets.first >= MAX_BUCKETS) widen(buckets);
}

/** Counts an event that was counted for one opener for another one. */
export function moveAt(buckets: TimeBuckets, at: number, from: string, to: string, isCached: boolean): void {
  const cells = recentCells(buckets, bucketOf(buckets, at));
  count(cellOf(cells, from), isCached, -1);
  count(cellOf(cells, to), isCached, 1);
}

/** Number of the bucket that a time falls into. */
export function bucketOf({ widthMs }: TimeBuckets, at: number): number {
  return Math.floor(at / widthMs);
}

/** Live events of one opener in the buckets after the one of this time. */
export function liveAfter(buckets: TimeBuckets, opener: string, at: number): number {
  const after = bucketOf(buckets, at);
  let count = 0;
  for (const [index, cells] of buckets.cells) {
    if (index <= after) continue;
    for (const cell of cells) if (cell.opener === opener) count += cell.live;
  }
  return count;
}

function widen(buckets: TimeBuckets): void {
  const wider = new Map<number, Cell[]>();
  for (const [index, cells] of buckets.cells) {
    const into = cellsAt(wider, Math.floor(index / 2));
    for (const { opener, live, cached } of cells) {
      const cell = cellOf(into, opener);
      cell.live += live;
      cell.cached += cached;
    }
  }
  buckets.widthMs *= 2;
  buckets.cells = wider;
  buckets.recent = Number.NaN;
  buckets.first = Math.floor(buckets.first / 2);
  buckets.last = Math.floor(buckets.last / 2);
}

function recentCells(buckets: TimeBuckets, index: number): Cell[] {
  if (buckets.recent === index) return buckets.recentCells;
  buckets.recent = index;
  buckets.recentCells = cellsAt(buckets.cells, index);
  return buckets.recentCells;
}

function cellsAt(all: Map<number, Cell[]>, index: number): Cell[] {
  let cells = all.get(index);
  if (cells === undefined) {
    cells = [];
    all.set(index, cells);
  }
  return cells;
}

/** One that has come down to zero stays: the next event needs it again. */
function cellOf(cells: Cell[], opener: string): Cell {
  for (const cell of cells) if (cell.opener === opener) return cell;
  const cell = { opener, live: 0, cached: 0 };
  cells.push(cell);
  return cell;
}

function count(cell: Cell, isCached: boolean, by: 1 | -1): void {
  if (isCached) cell.cached += by;
  else cell.live += by;
}
