import { findBoxFault } from './box-fault';
import { fromBase64, fromUtf8, toBase64 } from './bytes';
import { openSecretbox } from './crypto/secretbox';
import { DERIVATIONS, deriveSharedSecret } from './crypto/shared-secret';
import { type Key, keysFor } from './keyring';
import type { Fact, KeyId, Plaintext, Sealed } from './sealed';

type ComputedDerivation = (typeof DERIVATIONS)[number];

/**
 * Memory of one keyring's work, so that a live channel costs one secretbox per event: derived secrets, and the key
 * that opened each channel last. Both are bounded by `maxEntries`, the longest unused goes first. It holds secrets:
 * background only.
 */
export interface SecretCache {
  maxEntries: number;
  secrets: Map<string, { key: KeyId; secret: Uint8Array }>;
  lastOpener: Map<string, KeyId>;
}

/** An empty cache. Throws RangeError unless `maxEntries` is a positive whole number. */
export function createSecretCache(maxEntries = 1000): SecretCache {
  if (!Number.isInteger(maxEntries) || maxEntries < 1) {
    throw new RangeError(`maxEntries: expected a positive whole number, got ${maxEntries}`);
  }
  return { maxEntries, secrets: new Map(), lastOpener: new Map() };
}

/** Drops every secret derived from a key; call it when the key is removed. */
export function forgetKey(cache: SecretCache, id: KeyId): void {
  for (const [name, entry] of cache.secrets) if (entry.key === id) cache.secrets.delete(name);
  for (const [name, opener] of cache.lastOpener) if (opener === id) cache.lastOpener.delete(name);
}

/**
 * Tries the keys in scope on one payload and says what came of it. The form is checked before any key, so `malformed`
 * comes with an empty keyring too. The answer depends on payload and keyring alone, unless several keys open the box.
 */
export function openSealed(sealed: Sealed, keyring: readonly Key[], cache: SecretCache): Fact {
  const fault = findBoxFault(sealed.nonce, sealed.ciphertext);
  if (fault) return { outcome: 'malformed', fault };
  const keys = keysInOrder(sealed, keyring, cache);
  if (keys.length === 0) return { outcome: 'no-key' };
  const nonce = bytesOf(sealed.nonce);
  const ciphertext = bytesOf(sealed.ciphertext);
  for (const derivation of DERIVATIONS) {
    for (const key of keys) {
      const plaintext = openSecretbox(ciphertext, nonce, secretOf(derivation, sealed.channel, key, cache));
      if (!plaintext) continue;
      remember(cache.lastOpener, channelName(sealed), key.id, cache.maxEntries);
      return { outcome: 'opened', plaintext: toPlaintext(plaintext), key: key.id, derivation };
    }
  }
  return { outcome: 'wrong-key', tried: keys.map((key) => key.id) };
}

function keysInOrder(sealed: Sealed, keyring: readonly Key[], cache: SecretCache): Key[] {
  const keys = keysFor(keyring, sealed);
  const lastOpener = cache.lastOpener.get(channelName(sealed));
  const last = keys.findIndex((key) => key.id === lastOpener);
  if (last > 0) keys.unshift(...keys.splice(last, 1));
  return keys;
}

function secretOf(derivation: ComputedDerivation, channel: string, key: Key, cache: SecretCache): Uint8Array {
  const name = JSON.stringify([derivation, key.id, channel]);
  const entry = cache.secrets.get(name) ?? {
    key: key.id,
    secret: deriveSharedSecret(derivation, channel, key.bytes),
  };
  remember(cache.secrets, name, entry, cache.maxEntries);
  return entry.secret;
}

// No server takes a channel name this long; a page that invents them must not fill the memory with names.
const MAX_NAME_CHARS = 1000;

/** Sets the entry as the newest and drops the oldest: a Map keeps the order of insertion. */
function remember<Value>(map: Map<string, Value>, name: string, value: Value, maxEntries: number): void {
  if (name.length > MAX_NAME_CHARS) return;
  map.delete(name);
  map.set(name, value);
  if (map.size <= maxEntries) return;
  const oldest = map.keys().next();
  if (!oldest.done) map.delete(oldest.value);
}

function channelName(sealed: Sealed): string {
  return JSON.stringify([sealed.app ?? null, sealed.channel]);
}

function bytesOf(base64: string): Uint8Array {
  const bytes = fromBase64(base64);
  if (!bytes) throw new TypeError('base64: checked before and yet not decodable');
  return bytes;
}

function toPlaintext(bytes: Uint8Array): Plaintext {
  const text = fromUtf8(bytes);
  return text === undefined ? { base64: toBase64(bytes) } : { text };
}
