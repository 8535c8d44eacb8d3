import { indexOfId } from '../core/capture';
import type { Entry } from '../core/entry';
import type { RowList } from './store';

/** A view of a list that only grows at its end: what is appended later does not show in it. */
export function toRowList(entries: readonly Entry[], start: number, end: number): RowList {
  return {
    length: end - start,
    at: (index) => (index >= 0 && index < end - start ? entries[start + index] : undefined),
    indexOf(id) {
      // A view that was replaced may be asked once more, and its end be gone.
      const row = indexOfId(end, (index) => entries[index]?.id ?? Number.POSITIVE_INFINITY, id);
      return row < start ? -1 : row - start;
    },
  };
}

/** The same while entries are tested: `found` are the older rows, the newest first. */
export function toTestedList(found: readonly Entry[], shown: readonly Entry[], head: number): RowList {
  const older = found.length;
  const newer = toRowList(shown, head, shown.length);
  return {
    length: older + newer.length,
    at: (index) => (index < older ? found[older - 1 - index] : newer.at(index - older)),
    indexOf(id) {
      const row = indexOfId(older, (index) => found[older - 1 - index]?.id ?? Number.POSITIVE_INFINITY, id);
      if (row >= 0) return row;
      const later = newer.indexOf(id);
      return later < 0 ? -1 : older + later;
    },
  };
}

/** Index of the first entry with this id or a later one, in entries ordered by id. */
export function firstFrom(entries: readonly Entry[], id: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle] as Entry).id < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
