import type { KeySummary } from '../core/key-summary';

/** What a new list of keys changes for events that are dark. App secrets open nothing and do not count. */
export interface KeyChanges {
  /** Keys that were not there, or not with this scope. */
  fresh: readonly KeySummary[];
  /** A key is gone: what was dark under it has another reason now. */
  isLess: boolean;
}

export function compareKeys(before: readonly KeySummary[], now: readonly KeySummary[]): KeyChanges {
  const known = new Set(before.map(nameOf));
  const opening = now.filter(({ kind }) => kind !== 'app-secret');
  const left = new Set(opening.map(nameOf));
  return {
    fresh: opening.filter((key) => !known.has(nameOf(key))),
    isLess: before.some((key) => key.kind !== 'app-secret' && !left.has(nameOf(key))),
  };
}

/** A key that is pasted again with another scope opens other channels. */
function nameOf({ id, scope }: KeySummary): string {
  return JSON.stringify([id, scope.app, scope.channel]);
}
