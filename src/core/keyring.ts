import { matchesPattern } from './channel-pattern';
import type { KeyKind, KeySummary } from './key-summary';
import type { Sealed } from './sealed';

/**
 * A key with its bytes; lives in the background only. `bytes`: 32 for a master key and a shared secret, 16 or 32 for a
 * cipher key. `id` has no spaces.
 */
export type Key = Omit<KeySummary, 'bytes'> & {
  bytes: Uint8Array;
  /** As it was pasted, for slips; undefined where it was not kept. */
  text?: string | undefined;
};

/** What the other contexts may know of a key: everything but its bytes. */
export function toSummary(key: Key): KeySummary {
  const { id, kind, label, scope, remembered, addedAt, learned } = key;
  const known = { id, kind, label, scope: { app: scope.app, channel: scope.channel }, remembered, addedAt };
  return learned ? { ...known, learned } : known;
}

/** Which kinds of keys open which payloads. */
export const OPENING_KINDS: Readonly<Record<Sealed['cipher'], readonly KeyKind[]>> = {
  secretbox: ['pusher-master', 'pusher-shared-secret'],
  'aes-cbc': ['ably-cipher'],
};

/** What a key may be for: a payload, or a secret that opens such payloads. */
type Lock = Pick<Sealed, 'cipher' | 'app' | 'channel'>;

/**
 * The keys that may open this payload, in the order to try: those for its channel, those for its app, those for any,
 * the newest first in each.
 */
export function keysFor(keyring: readonly Key[], sealed: Lock): Key[] {
  return keyring
    .filter((key) => OPENING_KINDS[sealed.cipher].includes(key.kind) && isInScope(key, sealed))
    .sort((a, b) => rank(a, sealed) - rank(b, sealed) || b.addedAt - a.addedAt);
}

function rank({ scope }: Key, { app }: Lock): number {
  return (scope.channel === undefined ? 2 : 0) + (scope.app === app ? 0 : 1);
}

/**
 * True for a payload that a key with this scope may open. Where the app is not known (pasted frames) every key may be
 * tried: a box opens under its own key only.
 */
export function isInScope(
  { scope }: Pick<KeySummary, 'scope'>,
  { app, channel }: Pick<Sealed, 'app' | 'channel'>,
): boolean {
  return isOfApp(scope.app, app) && (scope.channel === undefined || matchesPattern(scope.channel, channel));
}

/** True where either does not say of which app it is, or both say the same. */
export function isOfApp(scoped: string | undefined, app: string | undefined): boolean {
  return scoped === undefined || app === undefined || scoped === app;
}
