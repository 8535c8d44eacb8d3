import { findLengthFault } from '../box-fault';
import { fromBase64 } from '../bytes';
import type { Key } from '../keyring';
import type { Fact, Fault, SealedBox } from '../sealed';
import { triesFor } from './keys-to-try';
import { toPlaintext } from './plaintext';
import { rememberWay, type SecretCache, type Way } from './secret-cache';
import { openSecretbox } from './secretbox';
import { sharedSecretOf } from './secrets-of';

/** An envelope, decoded: 24 bytes of nonce, and at least the 16 of the tag. */
export interface Box {
  nonce: Uint8Array;
  ciphertext: Uint8Array;
}

/**
 * Tries what has opened the channel before, and the keys in scope the usual way: one secretbox each. What is dearer is
 * for `searchBox`.
 */
export function openBox(sealed: SealedBox, keyring: readonly Key[], cache: SecretCache): Fact {
  const box = decodeBox(sealed);
  if ('kind' in box) return malformed(box);
  const { channel, keys, ways } = triesFor(sealed, keyring, cache.ways);
  if (keys.length === 0 && ways.length === 0) return { outcome: 'no-key' };
  for (const way of ways) {
    const fact = tryWay(box, channel, way, cache);
    if (fact) return fact;
  }
  for (const way of usualWays(keys, sealed.channel, cache)) {
    // Tried already.
    if (ways.some(({ material }) => material === way.material)) continue;
    const fact = tryWay(box, channel, way, cache);
    if (fact) return fact;
  }
  return { outcome: 'wrong-key', tried: keys.map(({ id }) => id) };
}

/** The two members as bytes, or what is wrong with them. */
export function decodeBox(sealed: SealedBox): Box | Fault {
  // Decoded before the form is judged: to look at the letters first would cost as much again.
  const nonce = fromBase64(sealed.nonce);
  if (!nonce) return { kind: 'bad-base64', member: 'nonce' };
  const ciphertext = fromBase64(sealed.ciphertext);
  if (!ciphertext) return { kind: 'bad-base64', member: 'ciphertext' };
  return findLengthFault(nonce.length, ciphertext.length) ?? { nonce, ciphertext };
}

/** A shared secret as it is, a master key under derivation A. */
export function* usualWays(
  keys: readonly Key[],
  channel: string,
  cache: SecretCache,
): Generator<Way<Uint8Array>> {
  for (const key of keys) {
    yield key.kind === 'pusher-shared-secret'
      ? { key: key.id, derivation: undefined, detour: undefined, material: key.bytes }
      : {
          key: key.id,
          derivation: 'A',
          detour: undefined,
          material: sharedSecretOf(key, channel, 'A', cache),
        };
  }
}

/** What comes out with this secret, remembered as the way of its channel (as `Tries` name it); undefined where it does not open. */
export function tryWay(
  { nonce, ciphertext }: Box,
  channel: string,
  way: Way<Uint8Array>,
  cache: SecretCache,
): Fact | undefined {
  const opened = openSecretbox(ciphertext, nonce, way.material);
  if (!opened) return undefined;
  rememberWay(cache.ways, channel, way, cache.maxEntries);
  const { key, derivation, detour } = way;
  const fact = { outcome: 'opened', plaintext: toPlaintext(opened), key, derivation, remaining: '' } as const;
  return detour === undefined ? fact : { ...fact, detour };
}

export function malformed(fault: Fault): Fact {
  return { outcome: 'malformed', fault };
}
