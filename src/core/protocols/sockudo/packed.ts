import { toBase64 } from '../../bytes';
import { type Fields, toFields } from '../../untrusted';
import { toExact } from './exact-number';

/** The members of a frame in the order of their numbers (sockudo crates/sockudo-protocol/src/wire.rs). */
const NAMES = [
  'event',
  'channel',
  'data',
  'name',
  'user_id',
  'tags',
  'sequence',
  'conflation_key',
  'message_id',
  'stream_id',
  'serial',
  'idempotency_key',
  'extras',
  '__delta_seq',
  '__conflation_key',
] as const;
const EXTRAS = ['headers', 'ephemeral', 'idempotency_key', 'echo', 'ai'];
const AI = ['transport', 'codec'];
const STRUCTURED = ['channel_data', 'channel', 'user_data', 'extra'];

/** Nothing in a frame is nested deeper; JSON inside it is text. */
const MAX_DEPTH = 8;

/**
 * Gives the members of a MessagePack frame their names; undefined for what is no frame. An array by position, nil for
 * unset; sockudo-js also reads a map. The server writes every object as an array, sockudo-js `extras` as a map.
 *   ["order.created", "orders", ["string", "{\"id\":1}"], nil, nil, nil, nil, nil, "m-1", "s-1", 42, nil, {…}, nil, nil]
 */
export function unpack(value: unknown): Fields | undefined {
  const members = Array.isArray(value) ? named(value, NAMES) : toFields(value);
  if (!members) return undefined;
  const entries = Object.entries(members).map(([name, member]): [string, unknown] => {
    if (name === 'data') return [name, unpackData(member)];
    if (name === 'extras') return [name, unpackExtras(member)];
    return [name, plain(member)];
  });
  return Object.fromEntries(entries);
}

// ["string", "…"], ["json", "{…}"], ["binary", bytes], ["structured", [channel_data, channel, user_data, {…}]]
function unpackData(value: unknown): unknown {
  if (!Array.isArray(value) || value.length !== 2) return plain(value);
  const [kind, data] = value;
  if (kind !== 'structured') return plain(data);
  const { extra, ...rest } = Array.isArray(data) ? named(data, STRUCTURED) : (toFields(data) ?? {});
  return plain({ ...rest, ...toFields(extra) });
}

// {"headers":{"region":["string","eu"],"ttl":["number",5]},"echo":false}
function unpackExtras(value: unknown): unknown {
  const extras = Array.isArray(value) ? named(value, EXTRAS) : toFields(value);
  if (!extras) return undefined;
  const entries = Object.entries(extras).map(([name, member]): [string, unknown] => {
    if (name === 'headers') return [name, unpackHeaders(member)];
    if (name === 'ai' && Array.isArray(member)) return [name, plain(named(member, AI))];
    return [name, plain(member, 1)];
  });
  return Object.fromEntries(entries);
}

function unpackHeaders(value: unknown): unknown {
  const entries = Object.entries(toFields(value) ?? {});
  return Object.fromEntries(
    entries.map(([name, pair]) => [
      name,
      plain(Array.isArray(pair) && pair.length === 2 ? pair[1] : pair, 1),
    ]),
  );
}

function named(values: unknown[], names: readonly string[]): Fields {
  const entries = names.map((name, index): [string, unknown] => [name, values[index]]);
  return Object.fromEntries(entries.filter(([, value]) => value !== null && value !== undefined));
}

/** As JSON has it: 64-bit numbers that a number can not hold become their digits, bytes inside of something base64. */
function plain(value: unknown, depth = 0): unknown {
  if (typeof value === 'bigint') return toExact(value);
  if (depth > MAX_DEPTH) return undefined;
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1));
  if (value instanceof Uint8Array) return depth === 0 ? value : toBase64(value);
  const fields = toFields(value);
  if (!fields) return value;
  return Object.fromEntries(Object.entries(fields).map(([name, item]) => [name, plain(item, depth + 1)]));
}
