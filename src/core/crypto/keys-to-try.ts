import { isOfApp, type Key, keysFor } from '../keyring';
import type { KeyId, Sealed } from '../sealed';
import type { SecretCache, Way } from './secret-cache';

/** Keys and ways for one payload. `ways` are those of keys that are still there, for its app, the last one that opened first. */
export interface Tries<Material> {
  /** Names its channel in the memory of ways. */
  channel: string;
  keys: Key[];
  ways: Way<Material>[];
}

/** What is to be tried on this payload: what has opened its channel, then the keys in scope, those of the ways first. */
export function triesFor<Material>(
  sealed: Sealed,
  keyring: readonly Key[],
  known: Map<string, Way<Material>[]>,
): Tries<Material> {
  const keys = keysFor(keyring, sealed);
  const channel = channelName(sealed);
  const remembered = known.get(channel);
  if (remembered === undefined) return { channel, keys, ways: [] };
  // Also those of another channel's secret, which is not in scope here.
  const ways = remembered.filter(({ key }) =>
    keyring.some(({ id, scope }) => id === key && isOfApp(scope.app, sealed.app)),
  );
  if (keys.length > 1 && ways.length > 0) {
    const rank = ({ id }: Key) => {
      const at = ways.findIndex(({ key }) => key === id);
      return at === -1 ? ways.length : at;
    };
    // Stable: keys without a way keep their order.
    keys.sort((a, b) => rank(a) - rank(b));
  }
  return { channel, keys, ways };
}

/** The keys whose ways have opened the channels of these payloads before. */
export function keysOfWays(payloads: readonly Sealed[], { ways }: Pick<SecretCache, 'ways'>): Set<KeyId> {
  const keys = new Set<KeyId>();
  for (const payload of payloads) {
    for (const { key } of ways.get(channelName(payload)) ?? []) keys.add(key);
  }
  return keys;
}

// Made for every event. The length keeps apart what both texts may hold.
function channelName({ app, channel }: Sealed): string {
  return `${app?.length ?? ''} ${app ?? ''}${channel}`;
}
