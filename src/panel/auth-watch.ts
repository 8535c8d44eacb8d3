import type { AuthExchange } from '../core/auth/exchange';
import { channelOf } from '../core/channels';
import type { Channel, Connection } from '../core/entry';
import type { KeySummary } from '../core/key-summary';
import type { Lifecycle } from '../core/protocols/protocol';
import { type AuthAsk, createAuthQuestions, type Others } from './auth-questions';
import { addExchange, createSubjects, isAskedAgain, judge, type Subject, secretOf } from './auth-subjects';

/** Knows how channels and users of the inspected tab were authorised, and sets the findings about that. */
export interface AuthWatch {
  /** What the devtools page has seen. What belongs to no connection that is known yet waits for it, bounded. */
  addExchanges(exchanges: readonly AuthExchange[]): void;
  /** What a frame does to a connection or channel. */
  handleChange(connection: Connection, change: Lifecycle, at: number): void;
  /** Connections have come, or a protocol was loaded: what waits may belong to them. */
  placeWaiting(): void;
  /** Other keys are known: who derives what, and which signature holds, is asked anew. */
  takeKeys(keys: readonly KeySummary[]): void;
  /** Counts events anew where they are part of a finding. For before a drawing: it calls no `onChange`. */
  recount(): void;
  /** What is known of a channel, or without one of the user of a connection; undefined for nothing. */
  find(connection: Connection, channel: Channel | undefined): Subject | undefined;
}

const MAX_WAITING = 500;
/** Channels that are asked for again and again: their events are counted in a finding. */
const MAX_COUNTED = 100;

/** `onChange` runs after every change; draw later, not in it. */
export function createAuthWatch(
  connections: () => readonly Connection[],
  ask: AuthAsk,
  onChange: () => void,
): AuthWatch {
  const subjects = createSubjects();
  const counted = new Set<Subject>();
  let waiting: AuthExchange[] = [];
  let compared = '[]';
  let hasMasterKeys = false;
  let hasAppSecrets = false;

  const settle = (subject: Subject) => {
    judge(subject);
    if (!isAskedAgain(subject)) counted.delete(subject);
    else if (counted.size < MAX_COUNTED) counted.add(subject);
    onChange();
  };
  const others = (subject: Subject): Others => othersOf(connections(), subject, subjects.find);
  const questions = createAuthQuestions(ask, others, settle);

  const askProof = (subject: Subject) => {
    const secret = secretOf(subject);
    if (secret === undefined) subject.proof = undefined;
    else if (subject.proof?.of.id !== secret.id || subject.proof.of.app !== secret.app)
      subject.proof = { of: secret, found: undefined };
    if (hasMasterKeys && subject.proof && !subject.proof.found) questions.prove(subject);
  };
  const askSignature = (subject: Subject) => {
    const { given } = subject;
    if (given === undefined) subject.signature = undefined;
    else if (subject.signature?.of !== given) subject.signature = { of: given, found: undefined };
    if (hasAppSecrets && subject.signature) questions.verify(subject);
  };
  const place = (exchange: AuthExchange, all: readonly Connection[]): boolean => {
    const connection = connectionFor(all, exchange);
    if (connection === undefined) return false;
    const channel = exchange.channel === '' ? undefined : channelOf(connection, exchange.channel);
    if (channel === undefined && exchange.channel !== '') return true;
    const subject = subjects.of(connection, channel);
    addExchange(subject, exchange);
    askProof(subject);
    settle(subject);
    return true;
  };
  const take = (exchanges: readonly AuthExchange[]) => {
    if (exchanges.length === 0) return;
    const all = connections();
    waiting = exchanges.filter((exchange) => !place(exchange, all)).slice(-MAX_WAITING);
  };
  const give = (connection: Connection, change: Lifecycle, at: number) => {
    if (change.kind !== 'subscribing' && change.kind !== 'signing-in') return;
    const name = change.kind === 'subscribing' ? change.channel : undefined;
    const channel = name === undefined ? undefined : connection.channels.get(name);
    if (name !== undefined && channel === undefined) return;
    const known = subjects.find(channel ?? connection);
    if (change.given === undefined && known?.given === undefined) return;
    const subject = known ?? subjects.of(connection, channel);
    subject.given = change.given && { ...change.given, at };
    askSignature(subject);
    settle(subject);
  };

  return {
    addExchanges: (exchanges) => take([...waiting, ...exchanges]),
    handleChange(connection, change, at) {
      if (change.kind === 'connected') take(waiting);
      give(connection, change, at);
      if (change.kind === 'subscribed' || change.kind === 'unsubscribed') {
        const subject = subjects.find(connection.channels.get(change.channel) ?? connection);
        if (subject?.channel === undefined) return;
        askProof(subject);
        settle(subject);
      }
    },
    placeWaiting: () => take(waiting),
    takeKeys(keys) {
      const comparing = keys.filter(({ kind, learned }) => COMPARING.has(kind) && !learned);
      // What is learned changes nothing, and may come once for each of hundreds of channels.
      const now = JSON.stringify(comparing.map(({ id, scope }) => [id, scope.app, scope.channel]));
      if (now === compared) return;
      compared = now;
      hasMasterKeys = comparing.some(({ kind }) => kind !== 'app-secret');
      hasAppSecrets = comparing.some(({ kind }) => kind === 'app-secret');
      for (const connection of connections()) {
        for (const owner of [connection, ...connection.channels.values()]) {
          const subject = subjects.find(owner);
          if (subject === undefined) continue;
          subject.proof = undefined;
          subject.signature = undefined;
          askProof(subject);
          askSignature(subject);
          settle(subject);
        }
      }
    },
    recount() {
      for (const subject of counted) judge(subject);
    },
    find: (connection, channel) => subjects.find(channel ?? connection),
  };
}

/** Kinds of keys that secrets and signatures are compared with. */
const COMPARING: ReadonlySet<KeySummary['kind']> = new Set([
  'pusher-master',
  'pusher-shared-secret',
  'app-secret',
]);

/**
 * The connection that a request was made for, an ended one too: by its socket id, and where the frame that names it was
 * not seen by its app and channel.
 */
function connectionFor(
  connections: readonly Connection[],
  { socketId, channel, reply }: AuthExchange,
): Connection | undefined {
  const readable = connections.filter(({ protocol }) => protocol !== undefined);
  const named = readable.find((connection) => connection.socketId === socketId);
  if (named !== undefined) return named;
  const app = reply.kind === 'answered' ? reply.app : undefined;
  return readable.find(
    (connection) =>
      connection.socketId === undefined &&
      connection.channels.has(channel) &&
      (app === undefined || connection.app === app),
  );
}

/** Sockets of the tab, the last ones first, and what the page gave for other channels. */
function othersOf(
  connections: readonly Connection[],
  { connection }: Subject,
  find: (owner: Connection | Channel) => Subject | undefined,
): Others {
  return {
    socketIds: connections.flatMap(({ socketId }) => socketId ?? []).reverse(),
    data: Array.from(connection.channels.values()).flatMap((channel) => find(channel)?.given?.data ?? []),
  };
}
