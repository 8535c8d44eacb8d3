import type { Batch } from '../messages';

/** The batches that no panel has acknowledged yet, oldest first, to be sent again when a port was lost. */
export interface Unacknowledged {
  /** Starts anew: the next batch answers a request for occurrences from `from` on. */
  reset(from: number): void;
  add(batch: Batch): void;
  /** Forgets batches up to and with occurrence `through`; answers the bytes that became free. */
  acknowledge(through: number): number;
  /** What there is from `from` on; undefined when some of that was here and is not any more. */
  since(from: number): Batch[] | undefined;
}

export function createUnacknowledged(): Unacknowledged {
  let held: Batch[] = [];
  let start = Number.POSITIVE_INFINITY;
  return {
    reset(from) {
      held = [];
      start = from;
    },
    add(batch) {
      held.push(batch);
    },
    acknowledge(through) {
      let freed = 0;
      for (let oldest = held[0]; oldest !== undefined && oldest.last <= through; oldest = held[0]) {
        freed += oldest.bytes;
        start = oldest.last + 1;
        held.shift();
      }
      return freed;
    },
    since: (from) => (from < start ? undefined : [...held]),
  };
}
