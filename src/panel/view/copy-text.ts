import type { Entry } from '../../core/entry';
import type { Payload } from '../../core/frame';
import { describeReason } from '../../core/reasons';
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

/** A frame's payload for the clipboard. */
export function payloadAsText(payload: Payload): string {
  if ('text' in payload) return payload.text;
  return 'base64' in payload ? payload.base64 : '';
}

/** Members of control events that hold signatures, secrets or personal data (protocols.md §17). */
const SECRET_MEMBERS = new Set(['auth', 'shared_secret', 'channel_data', 'user_data', 'token']);

/**
 * A text of an entry for the clipboard. Control events carry signatures and personal data of the page's own log-in:
 * a copy ends up in issues and chats, so these members are blanked there. Views show them, apps' own data is left alone.
 *   {"event":"pusher:subscribe","data":{"auth":"key:5f…"}} or {"event":"…","data":"{\"auth\":\"key:5f…\"}"}
 */
export function cleanText(entry: Entry, text: string): string {
  if (entry.state !== 'control') return text;
  try {
    return blankMembers(text);
  } catch {
    // JSON.stringify runs out of stack where JSON.parse did not: no real control event is nested that deep.
    return '(nested too deep to copy)';
  }
}

function blankMembers(text: string): string {
  const value = parseTree(text);
  if (!value) return text;
  let blanked = false;
  const clean = JSON.stringify(value, (name, member: unknown) => {
    if (SECRET_MEMBERS.has(name)) {
      blanked = true;
      return '(redacted)';
    }
    if (typeof member !== 'string') return member;
    const inner = blankMembers(member);
    blanked ||= inner !== member;
    return inner;
  });
  return blanked ? clean : text;
}
