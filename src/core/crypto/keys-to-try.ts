import { type Key, keysFor } from '../keyring';
import type { Sealed } from '../sealed';
import { remember, type SecretCache } from './secret-cache';

/** The keys that may open this payload: the one that opened its channel last, then the others in their order. */
export function keysToTry(sealed: Sealed, keyring: readonly Key[], cache: SecretCache): Key[] {
  const keys = keysFor(keyring, sealed);
  if (keys.length < 2) return keys;
  const opener = cache.lastOpeners.get(channelName(sealed))?.key;
  const last = opener === undefined ? -1 : keys.findIndex((key) => key.id === opener);
  if (last > 0) keys.unshift(...keys.splice(last, 1));
  return keys;
}

/** Lets this key go first the next time that its channel has a payload. */
export function rememberOpener(sealed: Sealed, key: Key, cache: SecretCache): void {
  remember(cache.lastOpeners, channelName(sealed), { key: key.id }, cache.maxEntries);
}

function channelName({ app, channel }: Sealed): string {
  return JSON.stringify([app ?? null, channel]);
}
