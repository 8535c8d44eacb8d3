import type { ChannelFinding } from '../verdicts/channel';
import { createNearNames, keyOf, type Named } from './near-names';
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
  /** Channels that ever got an event, on any connection of the app: a client connects again, a table is cleared. */
  const heard = new Set<string>();

  const nameOf = ({ connection, channel }: Named) => keyOf(connection, channel.name);
  const isWaiting = (named: Named) =>
    named.channel.subscription === 'subscribed' && named.events === 0 && !heard.has(nameOf(named));

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
      if (!named.heard) {
        named.heard = true;
        heard.add(nameOf(named));
      }
      if (named.events === 1 || told.has(named)) touched.add(named);
    },
    settle(tell) {
      if (touched.size === 0) return;
      const affected = new Set<Named>();
      for (const named of touched) {
        affected.add(named);
        // A subscription may show that the page means both.
        for (const near of names.near(named)) affected.add(near);
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
      heard.clear();
      for (const before of kept) {
        const named = names.name(before.channel, before.connection);
        if (named === undefined) continue;
        named.events = before.events;
        named.heard = before.heard;
        if (named.heard) heard.add(nameOf(named));
        touched.add(named);
      }
    },
  };
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
 * A page that listens on both, or did before, may mean both: a presence channel for its members alone, `news` beside
 * `news.sport`. Two names that differ in how they are protected are not meant side by side.
 */
function isMeant(named: Named, other: Named): boolean {
  if (named.channel.kind !== 'presence' && named.words.core === other.words.core) return false;
  const own = named.connection.channels.get(other.channel.name);
  return own !== undefined && own.transitions.length > 0;
}

function missOf(named: Named, other: Named): ChannelFinding {
  return {
    id: 'name-near-miss',
    name: named.channel.name,
    other: other.channel.name,
    events: other.events,
  };
}
