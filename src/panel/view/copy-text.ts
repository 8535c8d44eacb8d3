import type { Entry } from '../../core/entry';
import { type Finding, toVerdict } from '../../core/verdicts';
import { shownPayload } from './content';
import { formatDate } from './formats';
import { copyOfJson, parseTree } from './json-value';

/** A row as JSON: what the table and the detail say about it, never a key nor a key's id. */
export function rowAsJson(entry: Entry): string {
  const text = cleanText(entry, entry.text);
  return copyOfJson({
    time: new Date(entry.at).toISOString(),
    host: entry.connection.url?.host,
    app: entry.connection.app,
    direction: entry.direction,
    channel: entry.channel,
    event: entry.event,
    userId: entry.userId,
    bytes: entry.size,
    state: entry.state,
    verdicts: entry.findings.length === 0 ? undefined : entry.findings.map(verdictForCopy),
    derivation: entry.opening?.derivation,
    data: entry.state === 'dark' ? undefined : entry.binary ? { base64: text } : (parseTree(text) ?? text),
  });
}

/** A key's id is no secret, and nothing that others can use. */
function verdictForCopy(finding: Finding) {
  const { id, problem } = toVerdict(finding, () => 'a key');
  return { id, problem };
}

/** A row as one line of text, its columns set apart by tabs, as spreadsheets take it. */
export function rowAsText(entry: Entry): string {
  const columns = [
    formatDate(entry.at),
    entry.direction,
    entry.channel,
    entry.event,
    String(entry.size),
    entry.state,
    cleanText(entry, entry.text),
  ];
  return columns.map((column) => column.replace(/[\t\r\n]+/g, ' ')).join('\t');
}

/** The frame of an entry for the clipboard: text, or bytes as base64; of a binary control frame what it says, cleaned. */
export function frameForCopy(entry: Entry): string {
  const payload = shownPayload(entry);
  if ('text' in payload) return cleanText(entry, payload.text);
  if ('omitted' in payload) return '';
  if (entry.state !== 'control') return payload.base64;
  return cleanText(entry, entry.connection.protocol?.showBinary(payload) ?? '');
}

/** One value of an entry's data for the clipboard; `step` is the member that holds it. */
export function nodeForCopy(entry: Entry, step: string | number | undefined, value: unknown): string {
  return secretsOf(entry).has(String(step)) ? REDACTED : cleanText(entry, copyOfJson(value));
}

/**
 * A text of an entry for the clipboard. Control events carry signatures and personal data of the page's own log-in:
 * a copy ends up in issues and chats, so these members are blanked there. Views show the personal data, the raw view
 * alone the signatures too; apps' own data is left alone.
 *   {"event":"pusher:subscribe","data":{"auth":"key:5f…"}} or {"event":"…","data":"{\"auth\":\"key:5f…\"}"}
 */
export function cleanText(entry: Entry, text: string): string {
  const secrets = secretsOf(entry);
  if (secrets.size === 0) return text;
  try {
    return blankMembers(text, secrets);
  } catch {
    // JSON.stringify runs out of stack where JSON.parse did not: no real control event is nested that deep.
    return '(nested too deep to copy)';
  }
}

const REDACTED = '(redacted)';
const NONE: ReadonlySet<string> = new Set();

/** Members that no copy of this entry may hold. What can not be read may be a control event that was cut off. */
function secretsOf({ connection, state, findings }: Entry): ReadonlySet<string> {
  const isUnreadable = findings.some(({ id }) => id === 'unreadable');
  return state === 'control' || isUnreadable ? new Set(connection.protocol?.uncopied) : NONE;
}

function blankMembers(text: string, secrets: ReadonlySet<string>): string {
  const value = parseTree(text);
  if (!value) return cutAtSecret(text, secrets);
  let blanked = false;
  const clean = JSON.stringify(value, (name, member: unknown) => {
    if (secrets.has(name)) {
      blanked = true;
      return REDACTED;
    }
    if (typeof member !== 'string') return member;
    const inner = blankMembers(member, secrets);
    blanked ||= inner !== member;
    return inner;
  });
  return blanked ? clean : text;
}

/** A text that is no JSON, as far as the first name of a secret: where its value ends can not be told. */
function cutAtSecret(text: string, secrets: ReadonlySet<string>): string {
  const named = new RegExp(`\\\\*"(?:${[...secrets].join('|')})\\\\*"\\s*:`).exec(text);
  return named === null ? text : text.slice(0, named.index) + REDACTED;
}
