import { findBlocksFault } from '../box-fault';
import { fromBase64 } from '../bytes';
import { undoEncoding } from '../encoding-chain';
import type { Key } from '../keyring';
import type { Fact, KeyId, SealedBlocks } from '../sealed';
import { decryptBlocks, importCipherKey } from './aes-cbc';
import { triesFor } from './keys-to-try';
import { toPlaintext } from './plaintext';
import { remember, rememberWay, type SecretCache, type Way } from './secret-cache';
import { slipReadings } from './slips';

/**
 * Tries the keys in scope on one Ably payload. AES-CBC has no tag and a wrong key may unpad by luck, so a key is
 * believed only when the plaintext holds the next step of its encoding; one that unpads and no more is `unverified`.
 * `isSearch`: other readings of the keys' texts are tried as well, which is dear.
 */
export async function openBlocks(
  sealed: SealedBlocks,
  keyring: readonly Key[],
  cache: SecretCache,
  isSearch = false,
): Promise<Fact> {
  const ciphertext = fromBase64(sealed.ciphertext);
  if (!ciphertext) return { outcome: 'malformed', fault: { kind: 'bad-base64', member: 'ciphertext' } };
  const fault = findBlocksFault(ciphertext.length);
  if (fault) return { outcome: 'malformed', fault };
  const { channel, keys: known, ways } = triesFor(sealed, keyring, cache.cipherWays);
  if (known.length === 0) return { outcome: 'no-key' };
  const keys = known.filter((key) => key.bytes.length * 8 === sealed.keyBits);
  const open = { sealed, channel, ciphertext, cache, isOnlyKey: known.length === 1 };
  for (const way of ways.filter(({ detour, material }) => detour && bitsOf(material) === sealed.keyBits)) {
    const fact = await tryWay(open, way);
    if (fact?.outcome === 'opened') return fact;
  }
  let unverified: Fact | undefined;
  for (const key of keys) {
    const material = importedKey(key, cache) ?? (await importKey(key, cache));
    const fact = await tryWay(open, { key: key.id, derivation: undefined, detour: undefined, material });
    if (fact?.outcome === 'opened') return fact;
    unverified ??= fact;
    // Nothing can confirm another key either.
    if (fact && sealed.encoding === '') break;
  }
  const bySlip = isSearch ? await trySlips(open, known) : undefined;
  if (bySlip) return bySlip;
  if (unverified) return unverified;
  if (keys.length === 0) return { outcome: 'key-size', keyBits: sealed.keyBits, tried: idsOf(known) };
  const tried = idsOf(keys);
  return isSearch ? { outcome: 'wrong-key', tried, searched: true } : { outcome: 'wrong-key', tried };
}

/** One payload that is being opened. */
interface Opening {
  sealed: SealedBlocks;
  /** As `Tries` name it. */
  channel: string;
  ciphertext: Uint8Array<ArrayBuffer>;
  cache: SecretCache;
  /** One key needs no order. */
  isOnlyKey: boolean;
}

/** What a slip unpads to by luck says nothing: only what holds its encoding counts. */
async function trySlips(open: Opening, keys: readonly Key[]): Promise<Fact | undefined> {
  for (const { id, text, bytes: key } of keys) {
    for (const { slip, bytes } of slipReadings(text, key)) {
      if (bytes.length * 8 !== open.sealed.keyBits) continue;
      const material = await importCipherKey(bytes);
      const way = { key: id, derivation: undefined, detour: { kind: 'slip', slip } as const, material };
      const fact = await tryWay(open, way);
      if (fact?.outcome === 'opened') return fact;
    }
  }
  return undefined;
}

async function tryWay(open: Opening, way: Way<CryptoKey>): Promise<Fact | undefined> {
  const { sealed, channel, ciphertext, cache, isOnlyKey } = open;
  const { key, detour, material } = way;
  const decrypted = await decryptBlocks(ciphertext, material);
  if (!decrypted) return undefined;
  const { data, done, remaining } = undoEncoding({ bytes: decrypted }, sealed.encoding);
  const plaintext = 'text' in data ? data : toPlaintext(data.bytes);
  if (done.length === 0) return { outcome: 'unverified', plaintext, key, remaining };
  if (!isOnlyKey || detour) rememberWay(cache.cipherWays, channel, way, cache.maxEntries);
  const fact = { outcome: 'opened', derivation: undefined, plaintext, key, remaining } as const;
  return detour === undefined ? fact : { ...fact, detour };
}

function bitsOf({ algorithm }: CryptoKey): number {
  return (algorithm as AesKeyAlgorithm).length;
}

function importedKey(key: Key, cache: SecretCache): CryptoKey | undefined {
  return cache.cipherKeys.get(key.id)?.imported;
}

async function importKey(key: Key, cache: SecretCache): Promise<CryptoKey> {
  const imported = await importCipherKey(key.bytes);
  remember(cache.cipherKeys, key.id, { key: key.id, imported }, cache.maxEntries);
  return imported;
}

function idsOf(keys: readonly Key[]): KeyId[] {
  return keys.map((key) => key.id);
}
