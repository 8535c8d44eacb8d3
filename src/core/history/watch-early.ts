import type { Channel, Connection, Entry } from '../entry';
import type { EnvelopeFinding } from '../verdicts/envelope';
import type { Watch } from './watch';

/** So many early events of a channel are told; whoever sends more has been told. */
const MAX_EVENTS = 20;
const MAX_CHANNELS = 1_000;
/** Two clocks tell when a frame came and when a reply did. */
const CLOCK_SLACK_MS = 100;

/** The early events of a channel. The capture may push them out: their frames must not stay for this. */
interface Early {
  connection: Connection;
  entries: WeakRef<Entry>[];
}

/**
 * Watches over `event-before-key`: events on an encrypted channel that came before the page asked for it, and so before
 * it had the key. Only where the connection was seen from its start: else the question may have been missed.
 */
export function createEarlyWatch(): Watch {
  const waiting = new Map<Channel, Early>();
  const asked = new Map<Channel, Early & { exchanges: Channel['authExchanges'] | undefined }>();
  /** Documents of which frames were lost. */
  const gappy = new Set<string>();

  const wait = (channel: Channel, entry: Entry) => {
    const early = waiting.get(channel);
    if (early === undefined) {
      if (waiting.size < MAX_CHANNELS)
        waiting.set(channel, { connection: entry.connection, entries: [new WeakRef(entry)] });
    } else if (early.entries.length < MAX_EVENTS) early.entries.push(new WeakRef(entry));
  };

  return {
    add({ entry, channel, form }) {
      const { connection, direction } = entry;
      if (form === 'encrypted') {
        if (direction === 'received' && isNotAskedFor(channel, connection) && !gappy.has(connection.document))
          wait(channel, entry);
        return;
      }
      const early = form === undefined ? waiting.get(channel) : undefined;
      if (early === undefined || channel.transitions.length === 0) return;
      waiting.delete(channel);
      if (channel.transitions[0]?.to !== 'subscribing' || asked.size >= MAX_CHANNELS) return;
      asked.set(channel, { ...early, exchanges: undefined });
    },
    lost: (document) => void gappy.add(document),
    settle(tell) {
      for (const [channel, early] of asked) {
        // The reply may be told of later than the frames.
        if (early.exchanges === channel.authExchanges) continue;
        early.exchanges = channel.authExchanges;
        for (const held of early.entries) {
          const entry = held.deref();
          if (entry !== undefined) tell.entry(entry, 'event-before-key', findEarly(entry, channel));
        }
      }
    },
    clear() {
      waiting.clear();
      asked.clear();
    },
    forget(left) {
      const documents = new Set(Array.from(left, ({ document }) => document));
      for (const document of gappy) if (!documents.has(document)) gappy.delete(document);
      for (const early of [waiting, asked]) {
        for (const [channel, { connection }] of early) if (!left.has(connection)) early.delete(channel);
      }
    },
  };
}

/** On a connection whose greeting was seen: nothing of the channel's subscription was. Ably needs no key of the server. */
function isNotAskedFor(channel: Channel, { socketId, protocol }: Connection): boolean {
  return (
    channel.kind === 'encrypted' &&
    channel.transitions.length === 0 &&
    socketId !== undefined &&
    protocol?.keyKinds[0] === 'pusher-master'
  );
}

/** The key came with the auth reply, if that was seen; at the latest when the page subscribed. */
function findEarly(
  { at, connection }: Entry,
  { transitions, authExchanges }: Channel,
): EnvelopeFinding | undefined {
  const subscribedAt = transitions[0]?.at;
  if (subscribedAt === undefined) return undefined;
  const reply = authExchanges.find(({ socketId }) => socketId === connection.socketId);
  const repliedAt = reply && reply.at + reply.durationMs;
  if (repliedAt !== undefined && repliedAt > at && repliedAt <= subscribedAt + CLOCK_SLACK_MS)
    return { id: 'event-before-key', at, keyAt: repliedAt, by: 'auth reply' };
  return { id: 'event-before-key', at, keyAt: subscribedAt, by: 'subscription' };
}
