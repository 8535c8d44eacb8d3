import type { Connection } from '../core/entry';
import type { Occurrence } from '../core/frame';
import type { DecodedEvent } from '../core/protocols/protocol';
import { speaksPusher } from '../core/pusher-like';
import { type Finding, type VerdictId, withFindings } from '../core/verdicts';
import type { DocumentState } from './documents';

export type PageError = Extract<Occurrence, { kind: 'page-error' }>;

const NO_NACL: Finding = { id: 'no-nacl' };
const IDS: ReadonlySet<VerdictId> = new Set([NO_NACL.id]);
/** What one cause throws again and again says nothing new. */
const MAX_WAITING = 3;

/** Keeps an error until it is known on which connection the page would have subscribed. */
export function holdPageError(state: DocumentState, error: PageError): void {
  if (state.pageErrors.length < MAX_WAITING) state.pageErrors = [...state.pageErrors, error];
}

/**
 * The errors that wait, with the connection they are told of; undefined while there is none. The error names no channel,
 * and the client threw before anything about one was sent: it is the latest connection that lacks its channel.
 */
export function takePageErrors(
  state: DocumentState,
): { connection: Connection; errors: readonly PageError[] } | undefined {
  if (state.pageErrors.length === 0) return undefined;
  const connection = Array.from(state.connections.values()).findLast(speaksPusher);
  if (connection === undefined) return undefined;
  const errors = state.pageErrors;
  state.pageErrors = [];
  connection.findings = withFindings(connection.findings, IDS, [NO_NACL]);
  return { connection, errors };
}

/** An error of the page as an event of the connection. */
export function pageErrorEvent({ message }: PageError): DecodedEvent {
  return {
    event: '(page error)',
    channel: '',
    content: { kind: 'control', text: message },
    findings: [NO_NACL],
  };
}
