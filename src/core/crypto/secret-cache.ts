import type { Derivation, KeyId } from '../sealed';

/**
 * Memory of one keyring's work, so that a live channel costs one secretbox or one decryption per event. Each part is
 * bounded by `maxEntries`, the longest unused goes first. It holds secrets: background only.
 */
export interface SecretCache {
  maxEntries: number;
  /** What was derived from a master key for a channel. */
  secrets: Map<string, ChannelSecrets>;
  /** The key that opened each channel last. */
  lastOpeners: Map<string, { key: KeyId }>;
  /** Cipher keys as WebCrypto takes them. */
  cipherKeys: Map<string, { key: KeyId; imported: CryptoKey }>;
}

/** The secrets that a master key may have for a channel, made when they are first tried. */
export interface ChannelSecrets {
  key: KeyId;
  made: Partial<Record<Derivation, Uint8Array>>;
  /** The derivation that opened the channel last under this key. */
  opener: Derivation | undefined;
}

/** An empty cache. Throws RangeError unless `maxEntries` is a positive whole number. */
export function createSecretCache(maxEntries = 1000): SecretCache {
  if (!Number.isInteger(maxEntries) || maxEntries < 1) {
    throw new RangeError(`maxEntries: expected a positive whole number, got ${maxEntries}`);
  }
  return { maxEntries, secrets: new Map(), lastOpeners: new Map(), cipherKeys: new Map() };
}

/** Drops everything made from a key; call it when the key is removed. */
export function forgetKey({ secrets, lastOpeners, cipherKeys }: SecretCache, id: KeyId): void {
  for (const part of [secrets, lastOpeners, cipherKeys]) {
    for (const [name, { key }] of part) if (key === id) part.delete(name);
  }
}

// No server takes a channel name this long; a page that invents them must not fill the memory with names.
const MAX_NAME_CHARS = 1000;

/** Sets an entry as the newest and drops the oldest: a Map keeps the order of insertion. */
export function remember<Value>(
  part: Map<string, Value>,
  name: string,
  value: Value,
  maxEntries: number,
): void {
  if (name.length > MAX_NAME_CHARS) return;
  part.delete(name);
  part.set(name, value);
  if (part.size <= maxEntries) return;
  const oldest = part.keys().next();
  if (!oldest.done) part.delete(oldest.value);
}
