import { channelOf } from '../core/channels';
import type { Channel, Connection, Entry, EntryState } from '../core/entry';
import { lacksKey, type VerdictId } from '../core/verdicts';
import { noForms, wireFormOf } from '../core/wire-form';

/** How many of the held entries are in which state, and how many have which finding. */
export interface Tally {
  add(entry: Entry): void;
  remove(entry: Entry): void;
  count(state: EntryState): number;
  /** How many of the dark ones are asked for and not answered yet. */
  awaited(): number;
  /** How many are dark for want of a key. */
  lackingKey(): number;
  /** Different reasons among the dark ones. */
  reasons(): number;
  clear(): void;
}

/** Found on dark events as on others: nothing is dark for these. */
const BESIDE: ReadonlySet<VerdictId> = new Set(['client-event-on-encrypted', 'no-listener']);

export function createTally(): Tally {
  const states = new Map<EntryState, number>();
  const reasons = new Map<VerdictId, number>();
  let awaited = 0;
  let lackingKey = 0;
  const tally = (entry: Entry, by: number) => {
    change(states, entry.state, by);
    if (entry.awaited) awaited += by;
    if (entry.state !== 'dark' || entry.findings.length === 0) return;
    for (const { id } of entry.findings) if (!BESIDE.has(id)) change(reasons, id, by);
    if (lacksKey(entry.findings)) lackingKey += by;
  };
  return {
    add: (entry) => tally(entry, 1),
    remove: (entry) => tally(entry, -1),
    count: (state) => states.get(state) ?? 0,
    awaited: () => awaited,
    lackingKey: () => lackingKey,
    reasons: () => reasons.size,
    clear() {
      states.clear();
      reasons.clear();
      awaited = 0;
      lackingKey = 0;
    },
  };
}

function change<Name>(counts: Map<Name, number>, name: Name, by: number): void {
  const count = (counts.get(name) ?? 0) + by;
  if (count === 0) counts.delete(name);
  else counts.set(name, count);
}

/** Counts the channels of these connections anew, from the entries that are held. */
export function recountChannels(connections: Iterable<Connection>, entries: Iterable<Entry>): void {
  for (const connection of connections) {
    for (const channel of connection.channels.values()) resetCounts(channel);
  }
  for (const entry of entries) countInChannel(entry, 1);
}

function resetCounts(channel: Channel): void {
  Object.assign(channel, { events: 0, opened: 0, unverified: 0, dark: 0, forms: noForms() });
  channel.eventFindings.clear();
}

/** Counts an application event in its channel, in the state it is in; `by` is 1, or -1 to take that back. */
export function countInChannel(entry: Entry, by: 1 | -1): void {
  const channel = entry.channel === '' ? undefined : channelOf(entry.connection, entry.channel);
  if (channel === undefined) return;
  for (const { id } of entry.findings) change(channel.eventFindings, id, by);
  const form = wireFormOf(entry);
  if (form === undefined) return;
  channel.events += by;
  channel.forms[form] += by;
  if (entry.state === 'opened') channel.opened += by;
  if (entry.state === 'unverified') channel.unverified += by;
  if (entry.state === 'dark' && !entry.awaited) channel.dark += by;
}
