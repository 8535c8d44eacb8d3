import { findBlocksFault } from '../box-fault';
import { fromBase64 } from '../bytes';
import { undoEncoding } from '../encoding-chain';
import type { Key } from '../keyring';
import type { Fact, SealedBlocks } from '../sealed';
import { decryptBlocks, importCipherKey } from './aes-cbc';
import { keysToTry, rememberOpener } from './keys-to-try';
import { toPlaintext } from './plaintext';
import { remember, type SecretCache } from './secret-cache';

/**
 * Tries the keys in scope on one Ably payload. AES-CBC has no tag and a wrong key may unpad by luck, so a key is
 * believed only when the plaintext holds the next step of its encoding; one that unpads and no more is `unverified`.
 */
export async function openBlocks(
  sealed: SealedBlocks,
  keyring: readonly Key[],
  cache: SecretCache,
): Promise<Fact> {
  const ciphertext = fromBase64(sealed.ciphertext);
  if (!ciphertext) return { outcome: 'malformed', fault: { kind: 'bad-base64', member: 'ciphertext' } };
  const fault = findBlocksFault(ciphertext.length);
  if (fault) return { outcome: 'malformed', fault };
  const known = keysToTry(sealed, keyring, cache);
  if (known.length === 0) return { outcome: 'no-key' };
  const keys = known.filter((key) => key.bytes.length * 8 === sealed.keyBits);
  if (keys.length === 0) return { outcome: 'key-size', keyBits: sealed.keyBits, tried: idsOf(known) };
  let unverified: Fact | undefined;
  for (const key of keys) {
    const decrypted = await decryptBlocks(
      ciphertext,
      importedKey(key, cache) ?? (await importKey(key, cache)),
    );
    if (!decrypted) continue;
    const { data, done, remaining } = undoEncoding({ bytes: decrypted }, sealed.encoding);
    const found = { plaintext: 'text' in data ? data : toPlaintext(data.bytes), key: key.id, remaining };
    if (done.length > 0) {
      // One key needs no order.
      if (keys.length > 1) rememberOpener(sealed, key, cache);
      return { outcome: 'opened', derivation: undefined, ...found };
    }
    unverified ??= { outcome: 'unverified', ...found };
    // Nothing can confirm another key either.
    if (sealed.encoding === '') break;
  }
  return unverified ?? { outcome: 'wrong-key', tried: idsOf(keys) };
}

function importedKey(key: Key, cache: SecretCache): CryptoKey | undefined {
  return cache.cipherKeys.get(key.id)?.imported;
}

async function importKey(key: Key, cache: SecretCache): Promise<CryptoKey> {
  const imported = await importCipherKey(key.bytes);
  remember(cache.cipherKeys, key.id, { key: key.id, imported }, cache.maxEntries);
  return imported;
}

function idsOf(keys: readonly Key[]): string[] {
  return keys.map((key) => key.id);
}
