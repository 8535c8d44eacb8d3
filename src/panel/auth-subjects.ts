import type { AuthExchange, Proof, SeenSecret } from '../core/auth/exchange';
import {
  AUTH_FINDINGS,
  type Authorised,
  clientExchanges,
  findAuthFaults,
  type GivenAuth,
  requestsWhileSubscribed,
} from '../core/auth/findings';
import type { SignatureFact } from '../core/auth/signature-check';
import type { Channel, Connection } from '../core/entry';
import { withFindings } from '../core/verdicts';

/** A channel, or the user of a connection (then without channel), and all that is known of how it was authorised. */
export interface Subject {
  connection: Connection;
  channel: Channel | undefined;
  /** Requests for the user; those for a channel are kept with it. */
  exchanges: readonly AuthExchange[];
  given: GivenAuth | undefined;
  /** The secret of the last reply, and which key derives it once that is known. */
  proof: { of: SeenSecret; found: Proof | undefined } | undefined;
  /** The check of what was given. */
  signature: { of: GivenAuth; found: SignatureFact | undefined } | undefined;
}

/** So many requests are kept of each channel, the last ones. */
export const MAX_EXCHANGES = 200;

/** The subjects that were made, found again by their channel or connection as long as that is kept. */
export interface Subjects {
  of(connection: Connection, channel: Channel | undefined): Subject;
  find(owner: Connection | Channel): Subject | undefined;
}

export function createSubjects(): Subjects {
  const subjects = new WeakMap<Connection | Channel, Subject>();
  return {
    of(connection, channel) {
      const owner = channel ?? connection;
      const known = subjects.get(owner);
      if (known !== undefined) return known;
      const subject: Subject = {
        connection,
        channel,
        exchanges: [],
        given: undefined,
        proof: undefined,
        signature: undefined,
      };
      subjects.set(owner, subject);
      return subject;
    },
    find: (owner) => subjects.get(owner),
  };
}

export function exchangesOf({ channel, exchanges }: Subject): readonly AuthExchange[] {
  return channel?.authExchanges ?? exchanges;
}

export function addExchange(subject: Subject, exchange: AuthExchange): void {
  const all = [...exchangesOf(subject), exchange].slice(-MAX_EXCHANGES);
  if (subject.channel) subject.channel.authExchanges = all;
  else subject.exchanges = all;
}

/** The secret of the last reply, for the question which key derives it; undefined where that has none. */
export function secretOf(subject: Subject): SeenSecret | undefined {
  const { connection, channel } = subject;
  const reply = clientExchanges(connection.socketId, channel, exchangesOf(subject)).at(-1)?.reply;
  if (subject.channel === undefined || reply?.kind !== 'answered' || reply.secret.kind !== 'good')
    return undefined;
  return { app: reply.app, channel: subject.channel.name, id: reply.secret.id };
}

/** Sets the findings of its channel or connection anew. */
export function judge(subject: Subject): void {
  const { connection, channel, given, proof, signature } = subject;
  const state: Authorised = {
    connection,
    channel,
    exchanges: exchangesOf(subject),
    given,
    proof: proof?.found,
    signature: signature?.found,
  };
  const owner = channel ?? connection;
  owner.findings = withFindings(owner.findings, AUTH_FINDINGS, findAuthFaults(state));
}

/** True for a channel that was asked for while it was subscribed: how many events that is about may still change. */
export function isAskedAgain({ connection, channel }: Subject): boolean {
  if (channel === undefined || channel.kind !== 'encrypted') return false;
  return requestsWhileSubscribed(connection.socketId, channel, channel.authExchanges).length > 0;
}
