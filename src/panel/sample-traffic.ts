// For tests only: what a bridge sends about one document with one Pusher connection.
import type { Occurrence } from '../core/frame';
import { loadProtocol } from '../core/protocols';
import type { Batch, DocumentId, KnownConnection } from '../messages';

// The panel waits for it before it reads the first batch; tests begin after that.
await loadProtocol('pusher');

export const DOCUMENT: DocumentId = '00000000-0000-4000-8000-000000000001';
export const ENCRYPTED_CHANNEL = 'private-encrypted-orders';

/** A batch of these occurrences; every occurrence since the document's start was a frame unless told otherwise. */
export function sampleBatch(occurrences: Occurrence[], change: Partial<Batch> = {}): Batch {
  const first = occurrences[0]?.seq ?? 1;
  const last = occurrences.at(-1)?.seq ?? 0;
  return {
    document: DOCUMENT,
    first,
    last,
    bytes: occurrences.length * 100,
    framesBefore: first - 1,
    framesThrough: last,
    unknownFrames: 0,
    connections: first === 1 ? [sampleKnown()] : [],
    late: [],
    occurrences,
    ...change,
  };
}

/** Connection 1, recognised as Pusher. */
export function sampleKnown(change: Partial<KnownConnection> = {}): KnownConnection {
  return {
    id: 1,
    url: 'ws://localhost/app/app-key?protocol=7&client=js&version=8.6.0',
    at: 1000,
    subprotocol: '',
    close: undefined,
    greeting: undefined,
    protocol: 'pusher',
    ...change,
  };
}

/** A text frame that the page received on connection 1. */
export function sampleFrame(seq: number, text: string): Occurrence {
  return { kind: 'frame', seq, connection: 1, at: 1000 + seq, direction: 'received', payload: { text } };
}

/** The text of an application event. */
export function eventText(event: string, channel: string, data: unknown): string {
  return JSON.stringify({ event, channel, data: JSON.stringify(data) });
}

/** The text of an event with an envelope of right form that holds nothing. */
export function encryptedText(event: string): string {
  const ciphertext = btoa(event.padEnd(16, '.'));
  return eventText(event, ENCRYPTED_CHANNEL, { nonce: 'A'.repeat(32), ciphertext });
}

/** Frames `from` to `through`, each with an encrypted event named `e<seq>`. */
export function encryptedFrames(from: number, through: number): Occurrence[] {
  return Array.from({ length: through - from + 1 }, (_, index) =>
    sampleFrame(from + index, encryptedText(`e${from + index}`)),
  );
}
