import { type Fields, toFields } from '../../untrusted';
import type { Detail } from '../protocol';
import { toText } from '../pusher/json';

/** More than any frame needs; a frame of 20 MB must not become a list of a million rows. */
const MAX_ITEMS = 50;
const MAX_CHARS = 1000;

/** The members of a frame beside event, channel, data and user_id, in the order to read them, with their names for people. */
const MEMBERS = [
  ['name', 'name'],
  ['message_id', 'message id'],
  ['serial', 'serial'],
  ['stream_id', 'stream id'],
  ['idempotency_key', 'idempotency key'],
  ['conflation_key', 'conflation key'],
  ['__conflation_key', 'conflation key'],
  ['sequence', 'sequence'],
  ['__delta_seq', 'delta sequence'],
] as const;

/** Headers that the server writes, with their names for people (crates/sockudo-protocol/src/versioned_messages.rs). */
const HEADERS: ReadonlyMap<string, string> = new Map([
  ['sockudo_action', 'action'],
  ['sockudo_message_serial', 'message serial'],
  ['sockudo_version_serial', 'version serial'],
  ['sockudo_history_serial', 'history serial'],
  ['sockudo_version_timestamp_ms', 'version time in ms'],
]);

/**
 * What a frame says beside its payload: ids, serials, tags, extras. None for a frame of Pusher. `text`: the frame where
 * it came as one, for numbers that JSON.parse rounds.
 *   {"event":"…","tags":{"type":"goal"},"message_id":"m-1","serial":42,"extras":{"headers":{"region":"eu"},"echo":false}}
 */
export function frameDetails(frame: Fields, text: string | undefined): Detail[] {
  const details: Detail[] = [];
  for (const [member, name] of MEMBERS) {
    const value = frame[member];
    if (value !== undefined && value !== null) details.push(toDetail(name, exact(value, member, text)));
  }
  details.push(...itemDetails('tag', frame.tags));
  const { headers, ...extras } = toFields(frame.extras) ?? {};
  details.push(...headerDetails(headers));
  for (const [name, value] of Object.entries(extras).slice(0, MAX_ITEMS)) {
    if (value !== undefined && value !== null) details.push(toDetail(name.replaceAll('_', ' '), value));
  }
  return details;
}

/** One detail; a value that is no text is shown as JSON, and long ones are cut after 1,000 characters. */
export function toDetail(name: string, value: unknown): Detail {
  const text = toText(value);
  return { name: cut(name), value: cut(text) };
}

function headerDetails(headers: unknown): Detail[] {
  const all = Object.entries(toFields(headers) ?? {});
  const known = all.flatMap(([header, value]) => {
    const name = HEADERS.get(header);
    return name === undefined ? [] : [toDetail(name, value)];
  });
  const others = all.filter(([header]) => !HEADERS.has(header));
  return [...known, ...itemDetails('header', Object.fromEntries(others))];
}

function itemDetails(kind: string, items: unknown): Detail[] {
  const entries = Object.entries(toFields(items) ?? {});
  const details = entries.slice(0, MAX_ITEMS).map(([name, value]) => toDetail(`${kind} ${name}`, value));
  const more = entries.length - MAX_ITEMS;
  return more > 0 ? [...details, { name: `more ${kind}s`, value: String(more) }] : details;
}

function exact(value: unknown, member: string, text: string | undefined): unknown {
  if (text === undefined || typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const digits = new RegExp(`"${member}"\\s*:\\s*(-?\\d+)`).exec(text)?.[1];
  return digits !== undefined && Number(digits) === value ? digits : value;
}

function cut(text: string): string {
  return text.length > MAX_CHARS ? `${text.slice(0, MAX_CHARS)}…` : text;
}
