import type { Channel, Connection, Transition } from '../entry';
import type { Authorisation } from '../protocols/protocol';
import type { Finding, VerdictId } from '../verdicts';
import type { AuthFinding } from '../verdicts/auth';
import type { AuthExchange, Proof } from './exchange';
import { appIn } from './reply';
import type { SignatureFact } from './signature-check';

/** The findings that this file watches over. */
export const AUTH_FINDINGS: ReadonlySet<VerdictId> = new Set<AuthFinding['id']>([
  'auth-failed',
  'auth-no-shared-secret',
  'auth-bad-shared-secret',
  'auth-key-mismatch',
  'auth-other-app',
  'auth-signature',
  'auth-storm',
]);

/** What a page sent to be let in, and when (epoch milliseconds). */
export type GivenAuth = Authorisation & { at: number };

/** What of a channel is looked at. */
export type AuthorisedChannel = Pick<Channel, 'kind' | 'events' | 'dark'> & {
  readonly transitions: readonly Transition[];
};

/** All that is known of how a channel, or without one the user of a connection, was authorised. */
export interface Authorised {
  connection: Pick<Connection, 'app' | 'socketId'>;
  channel: AuthorisedChannel | undefined;
  /** Oldest first. */
  exchanges: readonly AuthExchange[];
  given: GivenAuth | undefined;
  /** Which key derives the secret of the last exchange; undefined while that is not known. */
  proof: Proof | undefined;
  signature: SignatureFact | undefined;
}

/** The first request after a subscription may be the one that led to it, where clocks differ a little. */
const CLOCK_MS = 1_000;

/** What is wrong, by the last exchange: a later one that is fine does away with what was found before. */
export function findAuthFaults(all: Authorised): Finding[] {
  const { connection, channel } = all;
  const state = { ...all, exchanges: clientExchanges(connection.socketId, channel, all.exchanges) };
  const last = state.exchanges.at(-1);
  return [
    ...(last === undefined ? [] : faultsOfReply(last, channel?.kind === 'encrypted', state.proof)),
    ...otherApp(state, last),
    ...badSignature(state),
    ...storm(state),
  ];
}

function faultsOfReply(
  { endpoint, status, reply }: AuthExchange,
  isEncrypted: boolean,
  proof: Proof | undefined,
): Finding[] {
  if (reply.kind === 'failed') {
    return [{ id: 'auth-failed', endpoint, status, fault: reply.fault, head: reply.head }];
  }
  if (!isEncrypted) return [];
  const { secret } = reply;
  switch (secret.kind) {
    case 'none':
      return [{ id: 'auth-no-shared-secret', endpoint }];
    case 'bad':
      return [{ id: 'auth-bad-shared-secret', endpoint, fault: secret.fault, bytes: secret.bytes }];
    case 'good':
      return mismatch(endpoint, proof);
  }
}

function mismatch(endpoint: string, proof: Proof | undefined): Finding[] {
  if (proof === undefined || proof.tried.length === 0) return [];
  const { key, derivation, tried } = proof;
  const isUsual = key !== undefined && (derivation === undefined || derivation === 'A');
  return isUsual ? [] : [{ id: 'auth-key-mismatch', endpoint, tried, derivation }];
}

/** By the reply or by what the page sent with it, whichever came last. */
function otherApp({ connection: { app }, given }: Authorised, last: AuthExchange | undefined): Finding[] {
  const isGivenLater = given !== undefined && (last === undefined || given.at >= last.at);
  const replied = last?.reply.kind === 'answered' ? last.reply.app : undefined;
  const signedFor = isGivenLater ? appIn(given.auth) : replied;
  if (app === undefined || signedFor === undefined || signedFor === app) return [];
  return [{ id: 'auth-other-app', signedFor, app }];
}

function badSignature({ channel, signature }: Authorised): Finding[] {
  if (signature?.outcome !== 'failed') return [];
  const { key, signed } = signature;
  return [{ id: 'auth-signature', what: channel === undefined ? 'user' : 'channel', key, signed }];
}

/**
 * Requests for a channel that is subscribed: pusher-js makes one for every event that its secret does not open
 * (src/core/channels/encrypted_channel.ts).
 */
function storm({ connection, channel, exchanges }: Authorised): Finding[] {
  if (channel === undefined || channel.kind !== 'encrypted' || channel.events === 0) return [];
  const again = requestsWhileSubscribed(connection.socketId, channel, exchanges);
  const [first] = again;
  const last = again.at(-1);
  if (first === undefined || last === undefined) return [];
  // Where the key of the publisher is known here, the events are dark to the page alone.
  const events = channel.dark > 0 ? channel.dark : Math.min(again.length, channel.events);
  return [
    {
      id: 'auth-storm',
      endpoint: last.endpoint,
      count: again.length,
      events,
      from: first.at,
      to: last.at,
    },
  ];
}

/**
 * The exchanges without those that only look like one: an app may send `socket_id` and `channel_name` to an address of its
 * own, to keep an event from its sender. Its answer is no auth reply, and the channel is subscribed already; a client asks
 * again for encrypted channels only, at the address that has answered before.
 */
export function clientExchanges(
  socketId: string | undefined,
  channel: Pick<AuthorisedChannel, 'kind' | 'transitions'> | undefined,
  exchanges: readonly AuthExchange[],
): readonly AuthExchange[] {
  if (channel === undefined || exchanges.every(({ reply }) => reply.kind === 'answered')) return exchanges;
  const known = new Set(
    exchanges.flatMap(({ reply, endpoint }) => (reply.kind === 'answered' ? [endpoint] : [])),
  );
  const isAgain = ({ endpoint }: AuthExchange) =>
    channel.kind === 'encrypted' && (known.size === 0 || known.has(endpoint));
  const foreign = new Set(
    requestsWhileSubscribed(socketId, channel, exchanges).filter(
      (exchange) => exchange.reply.kind === 'failed' && !isAgain(exchange),
    ),
  );
  return foreign.size === 0 ? exchanges : exchanges.filter((exchange) => !foreign.has(exchange));
}

/** The requests of this socket between the last subscription and its end. */
export function requestsWhileSubscribed(
  socketId: string | undefined,
  { transitions }: Pick<AuthorisedChannel, 'transitions'>,
  exchanges: readonly AuthExchange[],
): AuthExchange[] {
  const index = transitions.findLastIndex(({ to }) => to === 'subscribed');
  const from = transitions[index]?.at;
  if (from === undefined || socketId === undefined) return [];
  const end = transitions[index + 1]?.at ?? Number.POSITIVE_INFINITY;
  const own = exchanges.filter((exchange) => exchange.socketId === socketId);
  return own.filter(({ at }, place) => at > from + (place === 0 ? CLOCK_MS : 0) && at < end);
}
