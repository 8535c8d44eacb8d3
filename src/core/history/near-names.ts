import type { Channel, Connection } from '../entry';
import { type ChannelWords, wordsOf } from './channel-words';

/** A channel among those whose names are compared. */
export interface Named {
  channel: Channel;
  connection: Connection;
  words: ChannelWords;
  /** Application events that the page received on it, since the last clear. */
  events: number;
  /** True when it ever received one, on this connection. */
  heard: boolean;
}

/** The channels of all connections of a tab, by what makes their names near. */
export interface NearNames {
  /** The channel among the others; undefined for one too many. */
  name(channel: Channel, connection: Connection): Named | undefined;
  /** Channels of the same app whose names are near this one's, at most a few. */
  near(named: Named): Named[];
  all(): Iterable<Named>;
  clear(): void;
}

/** More channels than a page can look after; those past it are not compared. */
const MAX_NAMED = 10_000;
/** A page that makes a thousand channels of one core has told enough. */
const MAX_LISTED = 12;

export function createNearNames(): NearNames {
  const known = new Map<Channel, Named>();
  const byCore = new Map<string, Named[]>();
  const byPart = new Map<string, Named[]>();
  const find = (index: Map<string, Named[]>, { connection }: Named, text: string) =>
    index.get(keyOf(connection, text)) ?? [];
  return {
    name(channel, connection) {
      const before = known.get(channel);
      if (before !== undefined || known.size >= MAX_NAMED) return before;
      const named: Named = { channel, connection, words: wordsOf(channel.name), events: 0, heard: false };
      known.set(channel, named);
      list(byCore, keyOf(connection, named.words.core), named);
      for (const part of named.words.parts) list(byPart, keyOf(connection, part), named);
      return named;
    },
    near(named) {
      const { core, parts } = named.words;
      const found = new Set([
        ...find(byCore, named, core),
        ...find(byPart, named, core),
        ...parts.flatMap((part) => find(byCore, named, part)),
      ]);
      return [...found].filter(({ channel }) => channel.name !== named.channel.name);
    },
    all: () => known.values(),
    clear() {
      known.clear();
      byCore.clear();
      byPart.clear();
    },
  };
}

/** Names a text of an app. No app key has a space. */
export function keyOf({ app, protocolName, url }: Connection, text: string): string {
  return `${protocolName} ${app ?? url?.host} ${text}`;
}

function list(index: Map<string, Named[]>, key: string, named: Named): void {
  const listed = index.get(key);
  if (listed === undefined) index.set(key, [named]);
  else if (listed.length < MAX_LISTED) listed.push(named);
}
