import { openBlocks } from './crypto/open-blocks';
import { openBox } from './crypto/open-box';
import { type SearchScope, searchBox } from './crypto/search-box';
import type { SecretCache } from './crypto/secret-cache';
import type { Key } from './keyring';
import type { Fact, Sealed } from './sealed';

export { keysOfWays } from './crypto/keys-to-try';
export type { SearchScope } from './crypto/search-box';
export { createSecretCache, forgetKey, type SecretCache } from './crypto/secret-cache';

/**
 * Tries the keys in scope on one payload and says what came of it; a promise only where WebCrypto is needed (AES-CBC).
 * The form is checked before any key, so `malformed` comes with an empty keyring too. The answer depends on payload and
 * keyring alone, unless several keys open the payload.
 */
export function openSealed(
  sealed: Sealed,
  keyring: readonly Key[],
  cache: SecretCache,
): Fact | Promise<Fact> {
  switch (sealed.cipher) {
    case 'secretbox':
      return openBox(sealed, keyring, cache);
    case 'aes-cbc':
      return openBlocks(sealed, keyring, cache);
  }
}

/**
 * Tries every reading of every key on one payload that stayed dark: dear, for samples. The answer says what the usual
 * way was, where that opens it after all.
 */
export function searchSealed(
  sealed: Sealed,
  keyring: readonly Key[],
  cache: SecretCache,
  scope: SearchScope,
): Fact | Promise<Fact> {
  switch (sealed.cipher) {
    case 'secretbox':
      return searchBox(sealed, keyring, cache, scope);
    case 'aes-cbc':
      return openBlocks(sealed, keyring, cache, true);
  }
}

/** Opens payloads at once and answers all facts in their order. */
export function openAll(
  payloads: readonly Sealed[],
  keyring: readonly Key[],
  cache: SecretCache,
): Promise<Fact[]> {
  return Promise.all(payloads.map((sealed) => openSealed(sealed, keyring, cache)));
}
