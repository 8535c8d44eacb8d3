import type { Key } from '../keyring';
import type { Derivation, Fact, SealedBox } from '../sealed';
import { triesFor } from './keys-to-try';
import { type Box, decodeBox, malformed, tryWay, usualWays } from './open-box';
import type { SecretCache, Way } from './secret-cache';
import { sharedSecretOf, slipSecretsOf } from './secrets-of';

/** Where a search looks. */
export interface SearchScope {
  /** Names of other channels whose secrets are tried. */
  channels: readonly string[];
  /** Ids of the keys that the dear readings are made of; undefined for all in scope. */
  keys: readonly string[] | undefined;
}

const UNUSUAL = ['B', 'C', 'D'] as const satisfies readonly Derivation[];

/**
 * Tries every reading on one envelope, cheap before dear (house order: what opened the channel, derivation A, then B, C
 * and D, the secrets of other channels, the master key itself, slips of its text): for samples, off the way of live
 * events. With 10 keys and 50 channels these are some 700 secretboxes, or 3 ms.
 */
export function searchBox(
  sealed: SealedBox,
  keyring: readonly Key[],
  cache: SecretCache,
  scope: SearchScope,
): Fact {
  const box = decodeBox(sealed);
  if ('kind' in box) return malformed(box);
  const { channel, keys, ways } = triesFor(sealed, keyring, cache.ways);
  if (keys.length === 0 && ways.length === 0) return { outcome: 'no-key' };
  const dear = scope.keys === undefined ? keys : keys.filter(({ id }) => scope.keys?.includes(id));
  return (
    firstOf(ways, box, channel, cache) ??
    firstOf(usualWays(keys, sealed.channel, cache), box, channel, cache) ??
    firstOf(dearWays(dear, keyring, sealed, cache, scope), box, channel, cache) ?? {
      outcome: 'wrong-key',
      tried: keys.map(({ id }) => id),
      searched: true,
    }
  );
}

function firstOf(
  ways: Iterable<Way<Uint8Array>>,
  box: Box,
  channel: string,
  cache: SecretCache,
): Fact | undefined {
  for (const way of ways) {
    const fact = tryWay(box, channel, way, cache);
    if (fact) return fact;
  }
  return undefined;
}

function* dearWays(
  keys: readonly Key[],
  keyring: readonly Key[],
  { app, channel }: SealedBox,
  cache: SecretCache,
  scope: SearchScope,
): Generator<Way<Uint8Array>> {
  const masters = keys.filter(({ kind }) => kind === 'pusher-master');
  for (const derivation of UNUSUAL) {
    for (const key of masters) {
      const material = sharedSecretOf(key, channel, derivation, cache);
      yield { key: key.id, derivation, detour: undefined, material };
    }
  }
  for (const other of scope.channels) {
    if (other === channel) continue;
    const detour = { kind: 'other-channel', channel: other } as const;
    for (const key of masters) {
      const material = sharedSecretOf(key, other, 'A', cache);
      yield { key: key.id, derivation: 'A', detour, material };
    }
  }
  yield* otherSecrets(keyring, app, channel);
  for (const key of masters) {
    if (key.bytes.length === 32)
      yield { key: key.id, derivation: undefined, detour: { kind: 'direct' }, material: key.bytes };
  }
  for (const key of masters) {
    for (const { detour, secret } of slipSecretsOf(key, channel, cache)) {
      yield { key: key.id, derivation: 'A', detour, material: secret };
    }
  }
}

/** Shared secrets that are known for other channels of the app. */
function* otherSecrets(
  keyring: readonly Key[],
  app: string | undefined,
  channel: string,
): Generator<Way<Uint8Array>> {
  for (const { id, kind, scope, bytes } of keyring) {
    if (kind !== 'pusher-shared-secret' || scope.channel === undefined || scope.channel === channel) continue;
    if (scope.app !== undefined && app !== undefined && scope.app !== app) continue;
    const detour = { kind: 'other-channel', channel: scope.channel } as const;
    yield { key: id, derivation: undefined, detour, material: bytes };
  }
}
