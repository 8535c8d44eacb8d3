import { type Key, toSummary } from '../core/keyring';
import type { KeyId, Sealed } from '../core/sealed';
import type { ToPanel } from '../messages';
import type { Stores } from './stores';

/**
 * The keys that the panels of a tab may use for these payloads: what was pasted, and of what was learned in this tab the
 * secrets of their channels and those that have opened them before: a page may have hundreds of others.
 */
export async function keyringFor(
  tab: number,
  { keys, learned }: Pick<Stores, 'keys' | 'learned'>,
  payloads: readonly Pick<Sealed, 'channel'>[],
  haveOpened: ReadonlySet<KeyId> = new Set(),
): Promise<readonly Key[]> {
  const known = learned.list(tab);
  const pasted = await keys.list();
  if (known.length === 0) return pasted;
  const channels = new Set(payloads.map(({ channel }) => channel));
  return [
    ...pasted,
    ...known.filter(({ id, scope }) => channels.has(scope.channel ?? '') || haveOpened.has(id)),
  ];
}

/** What the panels of a tab are told of keys and learning. A secret that was pasted as well is the user's own. */
export async function keyMessages(
  tab: number,
  { keys, learned }: Pick<Stores, 'keys' | 'learned'>,
): Promise<ToPanel[]> {
  const pasted = await keys.list();
  const atRest = await keys.atRest();
  const known = learned.list(tab);
  const ids = new Set(pasted.map(({ id }) => id));
  const all = [...pasted, ...known.filter(({ id }) => !ids.has(id))];
  return [
    { type: 'keys', keys: all.map(toSummary) },
    { type: 'at-rest', ...atRest, unreadable: [...atRest.unreadable, ...learned.unreadable()] },
    { type: 'learning', isOn: learned.isOn(), learned: known.length },
  ];
}
