import type { Entry } from '../../core/entry';
import { describeReason } from '../../core/reasons';
import { shownPayload } from './content';
import { formatDate } from './formats';
import { copyOfJson, parseTree } from './json-value';

/** A row as JSON: what the table and the detail say about it, never a key nor a key's id. */
export function rowAsJson(entry: Entry): string {
  const reason = entry.reason && describeReason(entry.reason);
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
    problem: reason?.problem,
    derivation: entry.opening?.derivation,
    data: entry.state === 'dark' ? undefined : entry.binary ? { base64: text } : (parseTree(text) ?? text),
  });
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

/**
 * A text of an entry for the clipboard. Control events carry signatures and personal data of the page's own log-in:
 * a copy ends up in issues and chats, so these members are blanked there. Views show them, apps' own data is left alone.
 *   {"event":"pusher:subscribe","data":{"auth":"key:5f…"}} or {"event":"…","data":"{\"auth\":\"key:5f…\"}"}
 */
export function cleanText(entry: Entry, text: string): string {
  const secrets = entry.connection.protocol?.secrets;
  if (entry.state !== 'control' || secrets === undefined) return text;
  try {
    return blankMembers(text, new Set([...secrets.hidden, ...secrets.uncopied]));
  } catch {
    // JSON.stringify runs out of stack where JSON.parse did not: no real control event is nested that deep.
    return '(nested too deep to copy)';
  }
}

function blankMembers(text: string, secrets: ReadonlySet<string>): string {
  const value = parseTree(text);
  if (!value) return text;
  let blanked = false;
  const clean = JSON.stringify(value, (name, member: unknown) => {
    if (secrets.has(name)) {
      blanked = true;
      return '(redacted)';
    }
    if (typeof member !== 'string') return member;
    const inner = blankMembers(member, secrets);
    blanked ||= inner !== member;
    return inner;
  });
  return blanked ? clean : text;
}
