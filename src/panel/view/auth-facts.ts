import type { AuthExchange, SecretSighting } from '../../core/auth/exchange';
import { requestsWhileSubscribed } from '../../core/auth/findings';
import type { Channel, Connection } from '../../core/entry';
import type { Detail } from '../../core/protocols/protocol';
import type { KeyId } from '../../core/sealed';
import { cut, type NameKey } from '../../core/verdicts/verdict';
import { exchangesOf, type Subject } from '../auth-subjects';
import { formatCount, formatTime } from './formats';

/** So many requests are listed, the last ones; all that are kept are counted. */
export const MAX_LISTED = 20;

/** What is known of how a channel or a user was authorised, for people: the sum of its requests, keys, signature. */
export function authFacts(subject: Subject, nameKey: NameKey): Detail[] {
  const exchanges = exchangesOf(subject);
  const last = exchanges.at(-1);
  const facts: [name: string, value: string | undefined][] = [
    ['endpoint', last && `${last.method} ${cut(last.endpoint, 200)}`],
    ['requests', last && countText(subject, exchanges)],
    ['key', proofText(subject, nameKey)],
    ['signature', signatureText(subject, nameKey)],
  ];
  return facts.flatMap(([name, value]) => (value ? [{ name, value }] : []));
}

/** The last requests, each with its time. `learned`: ids of the secrets that are known from auth replies. */
export function requestFacts(subject: Subject, learned: ReadonlySet<KeyId>): Detail[] {
  const exchanges = exchangesOf(subject);
  const usual = exchanges.at(-1)?.endpoint;
  return exchanges.slice(-MAX_LISTED).map((exchange) => ({
    name: formatTime(exchange.at),
    value: [
      ...(exchange.endpoint === usual ? [] : [cut(exchange.endpoint, 200)]),
      exchange.status === 0 ? 'no answer' : `status ${exchange.status}`,
      `${formatCount(Math.round(exchange.durationMs))} ms`,
      replyText(exchange, learned),
    ].join(', '),
  }));
}

function countText({ connection, channel }: Subject, exchanges: readonly AuthExchange[]): string {
  const again = channel ? requestsWhileSubscribed(connection.socketId, channel, exchanges).length : 0;
  const count = formatCount(exchanges.length);
  return again === 0 ? count : `${count}, of which ${formatCount(again)} while it was subscribed`;
}

function proofText({ proof }: Subject, nameKey: NameKey): string | undefined {
  const found = proof?.found;
  if (found?.key === undefined) return undefined;
  const way =
    found.derivation === undefined || found.derivation === 'A' ? '' : ` by derivation ${found.derivation}`;
  return `${nameKey(found.key)} ${found.derivation === undefined ? 'is' : 'derives'} its secret${way}`;
}

function signatureText({ signature }: Subject, nameKey: NameKey): string | undefined {
  const found = signature?.found;
  if (found?.outcome === 'verified') return `verified with ${nameKey(found.key)}`;
  return found?.outcome === 'failed' ? `does not verify with ${nameKey(found.key)}` : undefined;
}

function replyText({ channel, reply }: AuthExchange, learned: ReadonlySet<KeyId>): string {
  if (reply.kind === 'failed') {
    const begin = reply.head === '' ? '' : `: ${reply.head}`;
    return `${FAULT_TEXTS[reply.fault]}${begin}`;
  }
  const parts = [reply.app === undefined ? 'auth without an app key' : `auth for app ${cut(reply.app, 40)}`];
  if (reply.hasChannelData) parts.push('channel_data');
  if (channel.startsWith('private-encrypted-') || reply.secret.kind !== 'none')
    parts.push(secretText(reply.secret, learned));
  return parts.join(', ');
}

const FAULT_TEXTS = {
  status: 'refused',
  'no-answer': 'the request failed',
  'not-json': 'not JSON',
  'no-auth': 'no auth in it',
} as const;

function secretText(secret: SecretSighting, learned: ReadonlySet<KeyId>): string {
  switch (secret.kind) {
    case 'none':
      return 'no shared_secret';
    case 'bad':
      return `shared_secret can not be used (${secret.fault})`;
    case 'good':
      return learned.has(secret.id) ? 'shared_secret, learned' : 'shared_secret';
  }
}

/** Why nothing is known of the auth reply of a channel whose key may come with it; undefined where there is no such reason. */
export type Unseen =
  /** It came before DevTools was opened. */
  | 'late'
  /** It was seen before secrets were learned, or its secret was forgotten. */
  | 'unlearned'
  /** The channel was subscribed since, and no request was recognised. */
  | 'unrecognised';

/** What was seen of requests, and when that began. */
export interface Sight {
  since: number | undefined;
  isLearning: boolean;
  /** Ids of the keys that are known. */
  known: ReadonlySet<KeyId>;
  now: number;
}

/** The reply to a request may come a little later than what it led to. */
const SIGHT_DELAY_MS = 3_000;

/** Tells why an encrypted channel of Pusher may lack what its auth reply would tell. */
export function unseenReply(connection: Connection, channel: Channel, sight: Sight): Unseen | undefined {
  const isPusher = connection.protocol?.keyKinds.includes('pusher-master') ?? false;
  if (!isPusher || channel.kind !== 'encrypted' || sight.since === undefined) return undefined;
  const own = channel.authExchanges.filter(({ socketId }) => socketId === connection.socketId);
  const last = own.at(-1);
  if (last !== undefined) {
    const secret = last.reply.kind === 'answered' ? last.reply.secret : undefined;
    const isMissed = secret?.kind === 'good' && !sight.known.has(secret.id);
    return isMissed && sight.isLearning ? 'unlearned' : undefined;
  }
  if (channel.subscription === 'unsubscribed' || channel.subscription === 'failed') return undefined;
  const asked = channel.transitions.findLast(({ to }) => to === 'subscribing' || to === 'subscribed');
  if (asked === undefined || asked.at < sight.since) return 'late';
  return sight.now - asked.at > SIGHT_DELAY_MS ? 'unrecognised' : undefined;
}

/** The same for people. */
export const UNSEEN_TEXTS: Readonly<Record<Unseen, string>> = {
  late: 'The auth reply of this channel came before DevTools was opened.',
  unlearned: 'The auth reply of this channel came before secrets were learned.',
  unrecognised: 'No auth request for this channel was recognised.',
};
