import { type Batch, CREDIT_PARTS, type DocumentId } from '../messages';

/** Says of what has come of a document that it was taken in: that gives its page room for more. */
export interface Acknowledging {
  /** The batch was taken in, and with it everything `through` that occurrence. */
  take(batch: Batch, through: number): void;
  forget(document: DocumentId): void;
}

/** `maxBytes`: the bound on what is unacknowledged. The last part may wait for ever: it needs no answer. */
export function createAcknowledging(
  maxBytes: number,
  send: (document: DocumentId, through: number) => void,
): Acknowledging {
  const owed = new Map<DocumentId, number>();
  return {
    take({ document, bytes }, through) {
      const sum = (owed.get(document) ?? 0) + bytes;
      const isDue = sum >= maxBytes / CREDIT_PARTS;
      owed.set(document, isDue ? 0 : sum);
      if (isDue) send(document, through);
    },
    forget(document) {
      owed.delete(document);
    },
  };
}
