import type { Batch } from '../messages';

/** The batches that no panel has acknowledged yet, oldest first, to be sent again when a port was lost. */
export interface Unacknowledged {
  /**
   * Starts anew: the next batch answers a request for occurrences from `from` on. Credit is given back in parts of
   * `partBytes` at least.
   */
  reset(from: number, partBytes?: number): void;
  add(batch: Batch): void;
  /** Forgets batches up to and with occurrence `through`; answers the bytes of credit to give back, 0 until they make a part. */
  acknowledge(through: number): number;
  /** What there is from `from` on; undefined when some of that was here and is not any more. */
  since(from: number): Batch[] | undefined;
}

export function createUnacknowledged(): Unacknowledged {
  let held: Batch[] = [];
  let start = Number.POSITIVE_INFINITY;
  let part = 0;
  /** What became free and was not given back. */
  let owed = 0;
  return {
    reset(from, partBytes = 0) {
      held = [];
      start = from;
      part = partBytes;
      owed = 0;
    },
    add(batch) {
      held.push(batch);
    },
    acknowledge(through) {
      for (let oldest = held[0]; oldest !== undefined && oldest.last <= through; oldest = held[0]) {
        owed += oldest.bytes;
        start = oldest.last + 1;
        held.shift();
      }
      const due = owed < part ? 0 : owed;
      owed -= due;
      return due;
    },
    since: (from) => (from < start ? undefined : [...held]),
  };
}
