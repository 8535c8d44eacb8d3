import type { KeySummary } from './key-summary';
import type { Sealed } from './sealed';

/** A key with its bytes; lives in the background only. `bytes`: 32 for a Pusher master key. */
export type Key = Omit<KeySummary, 'bytes'> & { bytes: Uint8Array };

/** What the other contexts may know of a key: everything but its bytes. */
export function toSummary(key: Key): KeySummary {
  const { id, kind, label, scope, remembered, addedAt } = key;
  return { id, kind, label, scope: { app: scope.app }, remembered, addedAt };
}

/** The keys that may open this payload, in the order to try: those for its app, then those for any app, newest first. */
export function keysFor(keyring: readonly Key[], sealed: Sealed): Key[] {
  return keyring
    .filter((key) => isInScope(key, sealed.app))
    .sort((a, b) => rank(a, sealed.app) - rank(b, sealed.app) || b.addedAt - a.addedAt);
}

function rank(key: Key, app: string | undefined): number {
  return key.scope.app === app ? 0 : 1;
}

// Where the app key is not known (pasted frames) every key may be tried: a box opens under its own key only.
function isInScope(key: Key, app: string | undefined): boolean {
  return key.scope.app === undefined || app === undefined || key.scope.app === app;
}
