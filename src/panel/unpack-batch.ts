import { unpackFrames } from '../core/text-frames';
import type { Batch } from '../messages';

/** A batch whose frames stand among its occurrences, however they have come. */
export function unpackBatch({ frames, ...batch }: Batch): Batch {
  return frames === undefined ? batch : { ...batch, occurrences: unpackFrames(frames, batch.first) };
}
