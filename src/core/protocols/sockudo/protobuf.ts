import { BinaryReader } from '@bufbuild/protobuf/wire';
import type { Fields } from '../../untrusted';
import { toExact } from './exact-number';

/** Fields of one message; the longest frame has 15 and what maps hold. */
const MAX_FIELDS = 10_000;

const VARINT = 0;
const BITS_64 = 1;
const LENGTH_DELIMITED = 2;

/** One field: its member's name, its wire type, and how it is read. A map gives a Map, again and again the same one. */
interface Field {
  name: string;
  type: number;
  read(reader: BinaryReader, before: unknown): unknown;
}

/** The fields of a message by their numbers. */
type Shape = Readonly<Record<number, Field>>;

// The messages of sockudo crates/sockudo-protocol/src/wire.rs.
const EXTRAS_VALUE: Shape = {
  1: text('value'),
  2: { name: 'value', type: BITS_64, read: (reader) => reader.double() },
  3: flag('value'),
};
const AI: Shape = { 1: map('transport', text('value')), 2: map('codec', text('value')) };
const EXTRAS: Shape = {
  1: map(
    'headers',
    nested('value', EXTRAS_VALUE, ({ value }) => value),
  ),
  2: flag('ephemeral'),
  3: text('idempotency_key'),
  4: flag('echo'),
  5: nested('ai', AI),
};
const STRUCTURED: Shape = {
  1: text('channel_data'),
  2: text('channel'),
  3: text('user_data'),
  4: map('extra', text('value')),
};
const DATA: Shape = {
  1: text('value'),
  2: nested('value', STRUCTURED, ({ extra, ...rest }) => ({ ...rest, ...(extra as Fields | undefined) })),
  3: text('value'),
  4: { name: 'value', type: LENGTH_DELIMITED, read: (reader) => reader.bytes() },
};
const FRAME: Shape = {
  1: text('event'),
  2: text('channel'),
  3: nested('data', DATA, ({ value }) => value),
  4: text('name'),
  5: text('user_id'),
  6: map('tags', text('value')),
  7: count('sequence'),
  8: text('conflation_key'),
  9: text('message_id'),
  10: text('stream_id'),
  11: count('serial'),
  12: text('idempotency_key'),
  13: nested('extras', EXTRAS),
  14: count('__delta_seq'),
  15: text('__conflation_key'),
};

/**
 * Reads a protobuf frame into its members; undefined for bytes that are none. Fields it does not know are passed over.
 * JSON inside is left as text, numbers that a number can not hold become their digits.
 */
export function readProtobuf(bytes: Uint8Array): Fields | undefined {
  try {
    return readMessage(bytes, FRAME);
  } catch {
    return undefined;
  }
}

function readMessage(bytes: Uint8Array, shape: Shape): Fields {
  const reader = new BinaryReader(bytes);
  const members = new Map<string, unknown>();
  for (let fields = 0; reader.pos < reader.len; fields++) {
    if (fields === MAX_FIELDS) throw new RangeError('more fields than a frame has');
    const [number, type] = reader.tag();
    const field = shape[number];
    if (field?.type === type) members.set(field.name, field.read(reader, members.get(field.name)));
    else reader.skip(type, number);
    if (reader.pos > reader.len) throw new RangeError('cut off');
  }
  const entries = [...members].map(([name, value]) => [
    name,
    value instanceof Map ? Object.fromEntries(value) : value,
  ]);
  return Object.fromEntries(entries);
}

function text(name: string): Field {
  return { name, type: LENGTH_DELIMITED, read: (reader) => reader.string(true) };
}

function flag(name: string): Field {
  return { name, type: VARINT, read: (reader) => reader.bool() };
}

function count(name: string): Field {
  return { name, type: VARINT, read: (reader) => toExact(reader.uint64()) };
}

function nested(
  name: string,
  shape: Shape,
  pick: (message: Fields) => unknown = (message) => message,
): Field {
  return { name, type: LENGTH_DELIMITED, read: (reader) => pick(readMessage(reader.bytes(), shape)) };
}

function map(name: string, value: Field): Field {
  const entry: Shape = { 1: text('key'), 2: value };
  return {
    name,
    type: LENGTH_DELIMITED,
    read(reader, before) {
      const items = before instanceof Map ? before : new Map<unknown, unknown>();
      const item = readMessage(reader.bytes(), entry);
      return items.set(item.key ?? '', item.value);
    },
  };
}
