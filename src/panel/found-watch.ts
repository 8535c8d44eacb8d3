import type { Channel, Connection } from '../core/entry';
import { type Finding, NO_FINDINGS } from '../core/verdicts';

/**
 * Tells whether other verdicts stand on connections and channels than at the last look. For a filter that asks for them:
 * what is found of a channel holds for every event on it, those that are shown already too.
 */
export function createFoundWatch(): (connections: Iterable<Connection>) => boolean {
  const known = new WeakMap<Connection | Channel, readonly Finding[]>();
  const hasOthers = (owner: Connection | Channel) => {
    const before = known.get(owner) ?? NO_FINDINGS;
    if (before === owner.findings) return false;
    known.set(owner, owner.findings);
    return !isSame(before, owner.findings);
  };
  return (connections) => {
    let hasChanged = false;
    for (const connection of connections) {
      for (const owner of [connection, ...connection.channels.values()])
        hasChanged = hasOthers(owner) || hasChanged;
    }
    return hasChanged;
  };
}

/** By their ids: how many requests there were so far says nothing to a filter. */
function isSame(before: readonly Finding[], now: readonly Finding[]): boolean {
  return before.length === now.length && before.every(({ id }, index) => id === now[index]?.id);
}
