import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { memberOrder, type SockudoFrame } from './frames.ts';

type Headers = Readonly<Record<string, string | number | boolean>>;
type Write = (writer: BinaryWriter) => void;

/** Fields 1 to 15; names and types as in sockudo-js (`protocol.ts`): texts, uint64, maps and two messages. */
export function toProtobuf(frame: SockudoFrame): Uint8Array {
  const writer = new BinaryWriter();
  for (const [index, name] of memberOrder.entries()) {
    const value = frame[name];
    const field = index + 1;
    if (value === undefined) continue;
    if (name === 'data') writeData(writer, field, value);
    else if (name === 'extras')
      nest(writer, field, (inner) => writeHeaders(inner, frame.extras?.headers ?? {}));
    else if (name === 'tags') writeTags(writer, field, frame.tags ?? {});
    else if (typeof value === 'number') writer.tag(field, WireType.Varint).uint64(value);
    else writer.tag(field, WireType.LengthDelimited).string(String(value));
  }
  return writer.finish();
}

/** Reads what a page sent: its event and the data, as text or parsed from JSON. */
export function fromProtobuf(bytes: Uint8Array): { event: unknown; channel: unknown; data: unknown } {
  const reader = new BinaryReader(bytes);
  const found: { event: unknown; channel: unknown; data: unknown } = {
    event: undefined,
    channel: undefined,
    data: undefined,
  };
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (field === 1) found.event = reader.string();
    else if (field === 2) found.channel = reader.string();
    else if (field === 3) found.data = readData(reader.bytes());
    else reader.skip(type);
  }
  return found;
}

// {1: text} or {3: text of JSON}
function writeData(writer: BinaryWriter, field: number, data: unknown): void {
  const [kind, text] = typeof data === 'string' ? [1, data] : [3, JSON.stringify(data)];
  nest(writer, field, (inner) => inner.tag(kind as number, WireType.LengthDelimited).string(String(text)));
}

function readData(bytes: Uint8Array): unknown {
  const reader = new BinaryReader(bytes);
  const [kind] = reader.tag();
  const text = reader.string();
  return kind === 3 ? JSON.parse(text) : text;
}

// A map is a message {1: key, 2: value} for each of its entries.
function writeTags(writer: BinaryWriter, field: number, tags: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(tags)) {
    nest(writer, field, (inner) => {
      inner.tag(1, WireType.LengthDelimited).string(key).tag(2, WireType.LengthDelimited).string(value);
    });
  }
}

// {1: map of {1: text, 2: double, 3: bool}}
function writeHeaders(writer: BinaryWriter, headers: Headers): void {
  for (const [key, value] of Object.entries(headers)) {
    nest(writer, 1, (entry) => {
      entry.tag(1, WireType.LengthDelimited).string(key);
      nest(entry, 2, (kind) => {
        if (typeof value === 'number') kind.tag(2, WireType.Bit64).double(value);
        else if (typeof value === 'boolean') kind.tag(3, WireType.Varint).bool(value);
        else kind.tag(1, WireType.LengthDelimited).string(value);
      });
    });
  }
}

function nest(writer: BinaryWriter, field: number, write: Write): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  write(writer);
  writer.join();
}
