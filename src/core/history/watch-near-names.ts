import type { ChannelFinding } from '../verdicts/channel';
import { createNearNames, type Named } from './near-names';
import type { Watch } from './watch';

/**
 * Watches over `name-near-miss`: a channel that is subscribed and gets nothing, while one of nearly the same name does.
 * An event costs one look-up; names are compared when a channel is subscribed, and when it gets its first event.
 */
export function createNearNameWatch(): Watch {
  const names = createNearNames();
  const touched = new Set<Named>();
  /** Those that a finding names: its count follows them. */
  const told = new Set<Named>();

  return {
    add({ entry, channel, form }) {
      const named = names.name(channel, entry.connection);
      if (named === undefined) return;
      if (form === undefined) {
        touched.add(named);
        return;
      }
      if (entry.direction === 'sent') return;
      named.events++;
      if (named.events === 1 || told.has(named)) touched.add(named);
    },
    settle(tell) {
      if (touched.size === 0) return;
      const affected = new Set<Named>();
      for (const named of touched) {
        affected.add(named);
        if (named.events > 0) for (const near of names.near(named)) affected.add(near);
      }
      touched.clear();
      for (const named of affected) {
        const other = isWaiting(named) ? busiest(named, names.near(named)) : undefined;
        if (other !== undefined) told.add(other);
        tell.channel(named.channel, 'name-near-miss', other && missOf(named, other));
      }
    },
    clear() {
      told.clear();
      for (const named of names.all()) {
        named.events = 0;
        touched.add(named);
      }
    },
    forget(left) {
      const kept = Array.from(names.all()).filter(({ connection }) => left.has(connection));
      names.clear();
      told.clear();
      for (const { channel, connection, events } of kept) {
        const named = names.name(channel, connection);
        if (named === undefined) continue;
        named.events = events;
        touched.add(named);
      }
    },
  };
}

function isWaiting({ channel, events }: Named): boolean {
  return channel.subscription === 'subscribed' && events === 0;
}

/** The near name with the most events, of those that the page can not have meant. */
function busiest(named: Named, near: readonly Named[]): Named | undefined {
  let most: Named | undefined;
  for (const other of near) {
    if (other.events > (most?.events ?? 0) && !isMeant(named, other)) most = other;
  }
  return most;
}

/**
 * A page that listens on both may mean both: a presence channel for its members alone, `news` beside `news.sport`. Two
 * names that differ in how they are protected are not meant side by side.
 */
function isMeant(named: Named, other: Named): boolean {
  const { channel, connection } = other;
  const isHeard = connection === named.connection && channel.subscription === 'subscribed';
  return isHeard && (named.channel.kind === 'presence' || named.words.core !== other.words.core);
}

function missOf(named: Named, other: Named): ChannelFinding {
  return {
    id: 'name-near-miss',
    name: named.channel.name,
    other: other.channel.name,
    events: other.events,
  };
}
