import { toBase64 } from '../core/bytes';
import type { ConnectionInfo, Occurrence, Payload } from '../core/frame';
import { toLabel, toMessage } from '../core/parse-occurrence';
import type { Plaintext } from '../core/sealed';
import { isFrameTable, MAX_TEXT_FRAMES, OCCURRENCE_BYTES, type TextFrames } from '../core/text-frames';
import { isBoolean, isCount, isText, isTime, parseFields } from '../core/untrusted';
import type { ItemKind } from '../page/wire';

/**
 * A batch as the hook sent it, checked in its head; its items are checked one by one when they are read. Where it has nothing
 * but frames that are texts, they stand in `frames` as they came, and `items` is empty.
 */
export interface RawBatch {
  stream: number;
  first: number;
  framesBefore: number;
  framesThrough: number;
  unknownFrames: number;
  connections: ConnectionInfo[];
  count: number;
  /** What the batch weighs, as the hook counts it: the data plus 64 bytes an item. */
  bytes: number;
  frames: TextFrames | undefined;
  items: RawItem[];
}

/** One thing that happened, as far as it is checked: its kind and its data are not. */
interface RawItem {
  kind: number;
  connection: number;
  at: number;
  data: unknown;
  bytes: number;
}

const COLUMNS = 4;
/** A port of Chrome refuses 64 MiB of JSON, which makes a text of control characters six times as long. */
const MAX_PAYLOAD_BYTES = 8_000_000;
const MAX_ITEMS = MAX_TEXT_FRAMES;
/** Four numbers of sixteen digits at most, and their commas. */
const MAX_TABLE_CHARS = MAX_ITEMS * COLUMNS * 18;
const MAX_GREETING_CHARS = 2_732;
const MAX_CONNECTIONS = 1_001;
/**
 * What pusher-js and its descendants throw where they are built without encryption and the page subscribes to an encrypted
 * channel (`createChannel` in pusher-js src/core/channels/channels.ts); the hook looks at a part of it only. A library from another origin
 * without CORS says "Script error." to its page, whatever it threw: there is no verdict then.
 */
const NO_ENCRYPTION = 'no nacl implementation available';

/** These throw for everything that is no buffer, and no Blob, whatever it calls itself and whatever realm it is of. */
const byteLengthOf = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'byteLength')
  ?.get as () => number;
const sizeOf = Object.getOwnPropertyDescriptor(Blob.prototype, 'size')?.get as () => number;

/** Rebuilds a batch from what came over the hook's port; undefined when it is not of that form. */
export function parseRawBatch(value: unknown): RawBatch | undefined {
  if (!Array.isArray(value) || value[0] !== 'batch') return undefined;
  // By their places: to go through them, in Firefox, makes an object for each.
  const member = (place: number): unknown => value[place];
  const [stream, first, framesBefore, framesThrough, unknownFrames] = [1, 2, 3, 4, 5].map(member);
  const [connections, table, texts, others, count] = [6, 7, 8, 9, 10].map(member);
  const head = parseFields(
    { stream, first, framesBefore, framesThrough, unknownFrames },
    {
      stream: isCount,
      first: isCount,
      framesBefore: isCount,
      framesThrough: isCount,
      unknownFrames: isCount,
    },
  );
  if (!head || !isText(table) || !isText(texts) || !Array.isArray(others)) return undefined;
  const base = { ...head, connections: parseConnections(connections) };
  const isAllFrames = others.length === 0 && texts.length <= MAX_PAYLOAD_BYTES && isFrameTable(table);
  if (isAllFrames && isCount(count) && count <= MAX_ITEMS) {
    const bytes = texts.length + OCCURRENCE_BYTES * count;
    return { ...base, count, bytes, frames: { table, texts }, items: [] };
  }
  const items = parseItems(table, texts, others as unknown[]);
  if (items === undefined) return undefined;
  const bytes = items.reduce((sum, item) => sum + OCCURRENCE_BYTES + item.bytes, 0);
  return { ...base, count: items.length, bytes, frames: undefined, items };
}

/** Undefined for a table that is none, has too many lines, or does not go with the data. */
function parseItems(table: string, texts: string, others: unknown[]): RawItem[] | undefined {
  if (table.length > MAX_TABLE_CHARS || others.length > MAX_ITEMS) return undefined;
  const columns = table.split(',');
  if (columns.length % COLUMNS !== 1 || columns.length > MAX_ITEMS * COLUMNS + 1) return undefined;
  const items: RawItem[] = [];
  let textsRead = 0;
  let othersRead = 0;
  for (let i = 0; i + COLUMNS < columns.length; i += COLUMNS) {
    const kind = Number(columns[i]);
    const connection = Number(columns[i + 1]);
    const at = Number(columns[i + 2]);
    const weight = Number(columns[i + 3]);
    const bytes = Math.abs(weight) - OCCURRENCE_BYTES;
    if (!isCount(bytes)) return undefined;
    let data: unknown;
    if (weight < 0) data = others[othersRead++];
    else {
      data = texts.slice(textsRead, textsRead + bytes);
      textsRead += bytes;
    }
    items.push({ kind, connection, at, data, bytes });
  }
  return textsRead === texts.length && othersRead === others.length ? items : undefined;
}

/** Puts the bytes of its Blobs in their place; undefined when there are none, so that nothing has to wait. */
export function readBlobs(batch: RawBatch): Promise<unknown> | undefined {
  const reads: Promise<void>[] = [];
  for (const item of batch.items) {
    // For a text Firefox takes its time to answer that it is no Blob.
    if (isText(item.data)) continue;
    const read = readBlob(item.data, MAX_PAYLOAD_BYTES)?.then((bytes) => {
      // Null is reported as omitted: its bytes are gone, the frame is not.
      item.data = bytes?.buffer ?? null;
    });
    if (read !== undefined) reads.push(read);
  }
  return reads.length > 0 ? Promise.all(reads) : undefined;
}

/** The occurrences of a batch, without the frames of connections that `isWanted` refuses. */
export function toOccurrences(batch: RawBatch, isWanted: (connection: number) => boolean): Occurrence[] {
  const occurrences: Occurrence[] = [];
  let seq = batch.first;
  const { frames } = batch;
  const items = frames ? (parseItems(frames.table, frames.texts, []) ?? []) : batch.items;
  for (const { kind, connection, at, data, bytes } of items) {
    const base = { seq: seq++, connection, at };
    if (!isCount(connection) || !isTime(at)) continue;
    if ((kind === 0 || kind === 1) && !isWanted(connection)) continue;
    const occurrence = toOccurrence(kind as ItemKind, base, data, bytes);
    if (occurrence !== undefined) occurrences.push(occurrence);
  }
  return occurrences;
}

function toOccurrence(
  kind: ItemKind,
  base: { seq: number; connection: number; at: number },
  data: unknown,
  bytes: number,
): Occurrence | undefined {
  switch (kind) {
    case 0:
    case 1: {
      // Member by member: there is one for each frame, and to spread an object takes its time.
      const { seq, connection, at } = base;
      const direction = kind === 0 ? 'received' : 'sent';
      return { kind: 'frame', seq, connection, at, direction, payload: toPayload(data, bytes) };
    }
    case 2:
      return isText(data) ? { kind: 'connecting', ...base, url: toLabel(data) } : undefined;
    case 3:
      return isText(data) ? { kind: 'open', ...base, subprotocol: toLabel(data) } : undefined;
    case 4: {
      const [, code, reason, wasClean] = Array.isArray(data) ? (data as unknown[]) : [];
      const close = parseFields(
        { code, reason, wasClean },
        { code: isCount, reason: isText, wasClean: isBoolean },
      );
      return close && { kind: 'close', ...base, ...close, reason: toLabel(close.reason) };
    }
    case 5:
      if (!isText(data) || !data.includes(NO_ENCRYPTION)) return undefined;
      return { kind: 'page-error', ...base, message: toMessage(data) };
  }
}

function toPayload(data: unknown, bytes: number): Payload {
  if (isCount(data)) return { omitted: 'too-large', bytes: data };
  if (bytes > MAX_PAYLOAD_BYTES) return { omitted: 'too-large', bytes };
  return readPayload(data) ?? { omitted: 'unread-blob', bytes };
}

/** What the hook's data is; undefined for a Blob. */
function readPayload(data: unknown): Plaintext | undefined {
  if (isText(data)) return { text: data };
  const bytes = readBuffer(data);
  return bytes && { base64: toBase64(bytes) };
}

/**
 * The bytes of an ArrayBuffer of whatever realm; undefined for anything else. In Firefox what comes over the port is of
 * the page's realm, where a content script may not look at single bytes: an array made of such an array is its own.
 */
export function readBuffer(value: unknown): Uint8Array | undefined {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  try {
    byteLengthOf.call(value);
    return new Uint8Array(new Uint8Array(value as ArrayBuffer));
  } catch {
    // No buffer, or one that was given away.
    return undefined;
  }
}

/**
 * The bytes of a Blob of whatever realm, undefined in the end where they can not be read; undefined at once for anything
 * else, and for one that is larger.
 */
export function readBlob(value: unknown, maxBytes: number): Promise<Uint8Array | undefined> | undefined {
  try {
    if (sizeOf.call(value) > maxBytes) return undefined;
  } catch {
    return undefined;
  }
  return (value as Blob).arrayBuffer().then(readBuffer, () => undefined);
}

/** The hook cuts it at 2,048 units; whoever else speaks is held to that. */
function toGreeting(value: unknown): Payload | undefined {
  if (isText(value)) return { text: toLabel(value) };
  const payload = readPayload(value);
  return payload && 'base64' in payload && payload.base64.length <= MAX_GREETING_CHARS ? payload : undefined;
}

function parseConnections(value: unknown): ConnectionInfo[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, MAX_CONNECTIONS).flatMap((entry: unknown) => {
    if (!Array.isArray(entry)) return [];
    const [id, url, at, subprotocol, greeting, close] = entry as unknown[];
    const head = parseFields({ id, url, at }, { id: isCount, url: isText, at: isTime });
    if (head === undefined) return [];
    return {
      ...head,
      url: toLabel(head.url),
      subprotocol: isText(subprotocol) ? toLabel(subprotocol) : undefined,
      greeting: toGreeting(greeting),
      close: parseClose(close),
    };
  });
}

function parseClose(value: unknown): ConnectionInfo['close'] {
  if (!Array.isArray(value)) return undefined;
  const [at, code, reason, wasClean] = value as unknown[];
  return parseFields(
    { at, code, reason, wasClean },
    { at: isTime, code: isCount, reason: isText, wasClean: isBoolean },
  );
}
