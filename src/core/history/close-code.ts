import type { Connection } from '../entry';
import type { Problem } from '../key-summary';
import { type VerdictId, withFindings } from '../verdicts';
import type { ConnectionFinding } from '../verdicts/connection';

type CloseCode = Extract<ConnectionFinding, { id: 'close-code' }>;

/**
 * The finding about a code with which a server closes, or which its error event names; undefined for codes after which
 * the client connects again as it was (41xx, 42xx, 1000 to 1015) and for those of other protocols. `words`: what the
 * protocol says of the code.
 */
export function findCloseCode(code: number | undefined, words: Problem | undefined): CloseCode | undefined {
  if (code === undefined || words === undefined || !isFinal(code)) return undefined;
  return { id: 'close-code', code, words: { problem: words.problem, remedy: words.remedy } };
}

/** pusher-js: 4000 changes to TLS, up to 4099 and from 4300 on it gives up. */
function isFinal(code: number): boolean {
  return Number.isInteger(code) && code >= 4000 && code < 5000 && (code < 4100 || code >= 4300);
}

const CLOSE_CODE: ReadonlySet<VerdictId> = new Set<VerdictId>(['close-code']);

/** Notes on a connection with which code it was closed, or may be; the last one counts. */
export function noteCloseCode(connection: Connection, finding: CloseCode | undefined): void {
  if (finding !== undefined) connection.findings = withFindings(connection.findings, CLOSE_CODE, [finding]);
}
