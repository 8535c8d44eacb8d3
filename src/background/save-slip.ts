import { slipReadings } from '../core/crypto/slips';
import { type Key, toSummary } from '../core/keyring';
import { createSecretCache, openSealed } from '../core/opening';
import type { Sealed, Slip } from '../core/sealed';
import { SLIP_WORDS } from '../core/slips';
import type { FromPanel, ToPanel } from '../messages';
import type { KeyStore } from './key-store';
import { toLabel } from './labels';

type SlipRequest = Extract<FromPanel, { type: 'save-slip' }>;

/**
 * Stores what a slip makes of a key that is known as a key of its own: for the same channels, kept as long, called after
 * both. Asked again it is the same key.
 */
export async function saveSlip(store: Pick<KeyStore, 'list' | 'add'>, asked: SlipRequest): Promise<ToPanel> {
  const { request, key: id, slip, sample } = asked;
  const key = (await store.list()).find((known) => known.id === id);
  if (key === undefined) {
    return {
      type: 'key-refused',
      request,
      problem: 'The key of this reading is not known any more.',
      remedy: 'Add the key again.',
    };
  }
  const reading = await readingThatOpens(key, slip, sample);
  if (reading === undefined) {
    return {
      type: 'key-refused',
      request,
      problem: 'No such reading of the key opens this payload any more.',
      remedy: 'Add the key again as it stands where it is configured.',
    };
  }
  const label = toLabel(`${key.label}, ${SLIP_WORDS[slip].reading}`, key.kind);
  const saved = await store.add(key.kind, reading, label, key.scope, key.remembered, { isOfSlip: true });
  if ('problem' in saved) return { type: 'key-refused', request, ...saved };
  return { type: 'key-added', request, keys: [toSummary(saved)] };
}

/** One slip may stand for several readings: the line break after the text, or after the bytes. */
async function readingThatOpens(
  key: Key,
  slip: Slip,
  sample: Sealed,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  for (const reading of slipReadings(key.text, key.bytes)) {
    if (reading.slip !== slip) continue;
    const bytes = new Uint8Array(reading.bytes);
    const fact = await openSealed(sample, [{ ...key, bytes, text: undefined }], createSecretCache());
    if (fact.outcome === 'opened') return bytes;
  }
  return undefined;
}
