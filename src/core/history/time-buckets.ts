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
  };
}

/** Counts an event; `by` is 1, or -1 to take that back. `at` is epoch milliseconds. */
export function countAt(
  buckets: TimeBuckets,
  at: number,
  opener: string,
  isCached: boolean,
  by: 1 | -1,
): void {
  const index = bucketOf(buckets, at);
  buckets.first = Math.min(buckets.first, index);
  buckets.last = Math.max(buckets.last, index);
  addTo(buckets.cells, index, opener, isCached ? 0 : by, isCached ? by : 0);
  while (buckets.last - buckets.first >= MAX_BUCKETS) widen(buckets);
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
    for (const { opener, live, cached } of cells) addTo(wider, Math.floor(index / 2), opener, live, cached);
  }
  buckets.widthMs *= 2;
  buckets.cells = wider;
  buckets.first = Math.floor(buckets.first / 2);
  buckets.last = Math.floor(buckets.last / 2);
}

function addTo(all: Map<number, Cell[]>, index: number, opener: string, live: number, cached: number): void {
  let cells = all.get(index);
  if (cells === undefined) {
    cells = [];
    all.set(index, cells);
  }
  const cell = cells.find((known) => known.opener === opener);
  if (cell === undefined) {
    cells.push({ opener, live, cached });
    return;
  }
  cell.live += live;
  cell.cached += cached;
  if (cell.live === 0 && cell.cached === 0) cells.splice(cells.indexOf(cell), 1);
}
