import type { Derivation, Detour, KeyId } from '../sealed';

/**
 * Memory of one keyring's work, so that a live channel costs one secretbox or one decryption per event. Each part is
 * bounded by `maxEntries`, the longest unused goes first. It holds secrets: background only.
 */
export interface SecretCache {
  maxEntries: number;
  /** What was made of a key for a channel: secrets by the way they were made. */
  secrets: Map<string, KeySecrets>;
  /** The ways that have opened each channel, the last one first. */
  ways: Map<string, Way<Uint8Array>[]>;
  /** The same for channels that AES-CBC encrypts. */
  cipherWays: Map<string, Way<CryptoKey>[]>;
  /** Cipher keys as WebCrypto takes them. */
  cipherKeys: Map<string, { key: KeyId; imported: CryptoKey }>;
}

/** The secrets that a key may have for a channel, made when they are first tried. */
export interface KeySecrets {
  key: KeyId;
  made: Partial<Record<Derivation, Uint8Array>>;
  /** Of slips, in the order of `slipReadings`. */
  slips: { detour: Detour; secret: Uint8Array }[] | undefined;
}

/** How a payload was opened: the key, what was made of it, and what opens the next one. */
export interface Way<Material> {
  key: KeyId;
  /** For a Pusher master key only. */
  derivation: Derivation | undefined;
  detour: Detour | undefined;
  material: Material;
}

/** A channel has seldom more than two; a page that mixes dozens must not make every event dear. */
const MAX_WAYS = 8;
// No server takes a channel name this long; a page that invents them must not fill the memory with names.
const MAX_NAME_CHARS = 1000;

/** An empty cache. Throws RangeError unless `maxEntries` is a positive whole number. */
export function createSecretCache(maxEntries = 4000): SecretCache {
  if (!Number.isInteger(maxEntries) || maxEntries < 1) {
    throw new RangeError(`maxEntries: expected a positive whole number, got ${maxEntries}`);
  }
  return {
    maxEntries,
    secrets: new Map(),
    ways: new Map(),
    cipherWays: new Map(),
    cipherKeys: new Map(),
  };
}

/** Drops everything made from a key; call it when the key is removed. */
export function forgetKey({ secrets, ways, cipherWays, cipherKeys }: SecretCache, id: KeyId): void {
  for (const part of [secrets, cipherKeys]) {
    for (const [name, { key }] of part) if (key === id) part.delete(name);
  }
  forgetWays(ways, id);
  forgetWays(cipherWays, id);
}

function forgetWays<Material>(ways: Map<string, Way<Material>[]>, id: KeyId): void {
  for (const [name, list] of ways) {
    const left = list.filter(({ key }) => key !== id);
    if (left.length === 0) ways.delete(name);
    else if (left.length < list.length) ways.set(name, left);
  }
}

/** Lets this way go first the next time that its channel has a payload. */
export function rememberWay<Material>(
  ways: Map<string, Way<Material>[]>,
  name: string,
  way: Way<Material>,
  maxEntries: number,
): void {
  const known = ways.get(name);
  if (known?.[0] === way) return;
  const list = [way, ...(known ?? []).filter((other) => !isSameWay(other, way))];
  remember(ways, name, list.slice(0, MAX_WAYS), maxEntries);
}

function isSameWay<Material>(one: Way<Material>, other: Way<Material>): boolean {
  return (
    one.key === other.key &&
    one.derivation === other.derivation &&
    JSON.stringify(one.detour) === JSON.stringify(other.detour)
  );
}

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
