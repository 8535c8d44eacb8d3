import { MAX_NAME_CHARS, type PageClient } from './page-client';

/** One name of an event on a channel of a connection. */
export interface Heading {
  app: string | undefined;
  socketId: string | undefined;
  channel: string;
  event: string;
}

/** Whether anything in the page listens; `unknown` where no client of the page knows the channel as subscribed. */
export type Hearing = { kind: 'unknown' } | { kind: 'heard' } | { kind: 'unheard'; bound: readonly string[] };

const UNKNOWN: Hearing = { kind: 'unknown' };
const HEARD: Hearing = { kind: 'heard' };
/** Bound by Laravel Echo and by clients for themselves: no event of the app has such a name. */
const INTERNAL = /^(?:pusher|pusher_internal|sockudo|sockudo_internal):/;

/**
 * Whether the page's client hands an event to anyone: what is bound to its channel, and what is bound to the client itself,
 * which hears all channels (encrypted ones as ciphertext, pusher-js src/core/pusher.ts).
 */
export function hearingOf(clients: readonly PageClient[], heading: Heading): Hearing {
  const client = clients.find(({ app, socketId }) => app === heading.app && socketId === heading.socketId);
  const bound = client?.channels.get(heading.channel);
  if (client === undefined || bound === undefined) return UNKNOWN;
  if (bound.all || client.own.all) return HEARD;
  const event = heading.event.slice(0, MAX_NAME_CHARS);
  if (bound.names.includes(event) || client.own.names.includes(event)) return HEARD;
  return { kind: 'unheard', bound: bound.names.filter((name) => !INTERNAL.test(name)) };
}
