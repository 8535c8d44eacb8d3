import { decode, encode } from '@msgpack/msgpack';
import { parseJson, toRecord } from '../channel-server/frames.ts';
import { type Entry, entryLists, type ProtocolMessage } from './protocol-message.ts';

/** What `format=` in the URL of the WebSocket asks for; `msgpack` are binary frames. */
export type Format = 'json' | 'msgpack';

/** Reads a frame of a client, or undefined when it is none of the protocol. */
export function parseFrame(format: Format, frame: Buffer): ProtocolMessage | undefined {
  const value = toRecord(format === 'json' ? parseJson(frame.toString('utf8')) : parseMessagePack(frame));
  if (typeof value.action !== 'number') return undefined;
  const message: Record<string, unknown> = { ...value };
  for (const list of entryLists) {
    const entries = value[list];
    if (Array.isArray(entries)) message[list] = entries.map((entry) => unwrap(toRecord(entry)));
  }
  return message as ProtocolMessage;
}

/** A frame for a client: binary data is raw in MessagePack and base64 in JSON. */
export function toFrame(format: Format, message: ProtocolMessage): string | Uint8Array {
  if (format === 'msgpack') return encode(message, { ignoreUndefined: true });
  const lists = entryLists.flatMap((list) => (message[list] ? [[list, message[list].map(wrap)]] : []));
  return JSON.stringify({ ...message, ...Object.fromEntries(lists) });
}

function parseMessagePack(frame: Buffer): unknown {
  try {
    // A Buffer would give Buffers for binary data.
    return decode(new Uint8Array(frame));
  } catch (error) {
    // The decoder throws RangeError, TypeError and its own kind on foreign bytes.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

// `{"data":"AAE=","encoding":"cipher+aes-256-cbc/base64"}` becomes bytes with `cipher+aes-256-cbc`.
function unwrap(entry: Entry): Entry {
  const { data, encoding, ...rest } = entry;
  const [, inner] = /^(?:(.*)\/)?base64$/.exec(encoding ?? '') ?? [undefined, null];
  if (typeof data !== 'string' || inner === null) return entry;
  const bytes = new Uint8Array(Buffer.from(data, 'base64'));
  return inner ? { ...rest, data: bytes, encoding: inner } : { ...rest, data: bytes };
}

function wrap(entry: Entry): Entry {
  const { data, encoding } = entry;
  if (!(data instanceof Uint8Array)) return entry;
  const chain = encoding ? `${encoding}/base64` : 'base64';
  return { ...entry, data: Buffer.from(data).toString('base64'), encoding: chain };
}
