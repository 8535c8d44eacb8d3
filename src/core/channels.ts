import type { Channel, Connection } from './entry';
import type { Lifecycle } from './protocols/protocol';

/** A page may name any number of channels; a connection keeps this many. */
const MAX_CHANNELS = 5_000;

/** The channel of that name, made when it is new; undefined when the connection has too many already. */
export function channelOf(connection: Connection, name: string): Channel | undefined {
  const known = connection.channels.get(name);
  if (known !== undefined || connection.channels.size >= MAX_CHANNELS) return known;
  const channel: Channel = {
    name,
    kind: connection.protocol?.channelKind(name) ?? 'public',
    subscription: 'unknown',
    problem: undefined,
    events: 0,
    opened: 0,
    dark: 0,
  };
  connection.channels.set(name, channel);
  return channel;
}

/** Applies what a frame does to its connection and channels. */
export function applyLifecycle(connection: Connection, change: Lifecycle): void {
  switch (change.kind) {
    case 'connected':
      connection.socketId = change.socketId;
      return;
    case 'error':
      return;
    case 'subscribing':
      setSubscription(connection, change.channel, 'pending');
      return;
    case 'subscribed':
      setSubscription(connection, change.channel, 'subscribed');
      return;
    case 'unsubscribed':
      setSubscription(connection, change.channel, 'gone');
      return;
    case 'failed':
      setSubscription(connection, change.channel, 'failed', change.problem);
  }
}

function setSubscription(
  connection: Connection,
  name: string,
  subscription: Channel['subscription'],
  problem?: string,
): void {
  const channel = channelOf(connection, name);
  if (channel === undefined) return;
  channel.subscription = subscription;
  channel.problem = problem;
}
