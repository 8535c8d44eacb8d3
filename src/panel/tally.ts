import { channelOf } from '../core/channels';
import { type Connection, type Entry, type EntryState, isAwaited } from '../core/entry';

/** How many of the held entries are in which state, and dark for which reason. */
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

export function createTally(): Tally {
  const states = new Map<EntryState, number>();
  const reasons = new Map<string, number>();
  const change = <Name>(counts: Map<Name, number>, name: Name, by: number) => {
    const count = (counts.get(name) ?? 0) + by;
    if (count === 0) counts.delete(name);
    else counts.set(name, count);
  };
  const tally = (entry: Entry, by: number) => {
    change(states, entry.state, by);
    if (entry.reason !== undefined) change(reasons, reasonName(entry), by);
  };
  return {
    add: (entry) => tally(entry, 1),
    remove: (entry) => tally(entry, -1),
    count: (state) => states.get(state) ?? 0,
    awaited: () => reasons.get('waiting') ?? 0,
    lackingKey: () => reasons.get('no-key') ?? 0,
    reasons: () => reasons.size - (reasons.has('waiting') ? 1 : 0),
    clear() {
      states.clear();
      reasons.clear();
    },
  };
}

function reasonName({ reason }: Entry): string {
  if (reason?.kind === 'malformed') return reason.fault.kind;
  return reason?.kind ?? '';
}

/** Counts the channels of these connections anew, from the entries that are held. */
export function recountChannels(connections: Iterable<Connection>, entries: Iterable<Entry>): void {
  for (const connection of connections) {
    for (const channel of connection.channels.values())
      Object.assign(channel, { events: 0, opened: 0, unverified: 0, dark: 0 });
  }
  for (const entry of entries) countInChannel(entry, 1);
}

/** Counts an application event in its channel, in the state it is in; `by` is 1, or -1 to take that back. */
export function countInChannel(entry: Entry, by: 1 | -1): void {
  const channel = entry.channel === '' ? undefined : channelOf(entry.connection, entry.channel);
  if (channel === undefined || entry.state === 'control') return;
  channel.events += by;
  if (entry.state === 'opened') channel.opened += by;
  if (entry.state === 'unverified') channel.unverified += by;
  if (entry.state === 'dark' && !isAwaited(entry)) channel.dark += by;
}
