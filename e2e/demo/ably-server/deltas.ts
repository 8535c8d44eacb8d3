import { toRecord } from '../channel-server/frames.ts';
import type { Entry } from './protocol-message.ts';
import { encodeVcdiff } from './vcdiff-encoder.ts';

/** The last payload that a client has of a channel, which the next delta is made from. */
export type DeltaBase = { readonly id: string; readonly bytes: Uint8Array };

/** An entry as one client gets it, and what the client has after it. */
export type DeltaStep = { readonly entry: Entry; readonly base: DeltaBase | undefined };

/**
 * Makes a delta from the payload before, whole when there is none. The base of ciphertext is ciphertext. Text
 * gets `utf-8` first (`json/utf-8/vcdiff`), because a delta leads to bytes: so ably-swift's and ably-python's tests have it.
 */
export function toDelta(entry: Entry, id: string, base: DeltaBase | undefined): DeltaStep {
  const { data, encoding } = entry;
  const bytes = typeof data === 'string' ? new Uint8Array(Buffer.from(data)) : data;
  if (!(bytes instanceof Uint8Array)) return { entry, base: undefined };
  const next = { id, bytes };
  if (!base) return { entry, base: next };
  const steps = [encoding, typeof data === 'string' ? 'utf-8' : undefined, 'vcdiff'].filter(Boolean);
  const extras = { ...toRecord(entry.extras), delta: { from: base.id, format: 'vcdiff' } };
  const delta = encodeVcdiff(base.bytes, bytes);
  return { entry: { ...entry, data: delta, encoding: steps.join('/'), extras }, base: next };
}
