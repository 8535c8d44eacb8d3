import { outerMembers } from '../../json-text';
import type { Recognizer } from '../protocol';
import { eventName, headOf, protocolNumber } from '../pusher/recognize';

/** Bytes of a frame that are looked at. */
const MAX_HEAD_BYTES = 2048;

const CONTROL_EVENT = /^sockudo(?:_internal)?:/;
/** Members that are texts in every event of protocol 2, the rarest elsewhere first. */
const OWN_TEXTS = ['message_id', 'channel', 'event'];
/** MessagePack's marks: an array of 15, one of 2, nil, and texts of up to 31 (the length in the mark) and 255 bytes. */
const ARRAY_15 = 0x9f;
const ARRAY_2 = 0x92;
const NIL = 0xc0;
const TEXT_8 = 0xd9;
/** Protobuf's tag of field 1 (event) as a text; its wire types by number of field, 1 to 15: `2` is a text or a message. */
const EVENT_TAG = 0x0a;
const WIRE_TYPES = [2, 2, 2, 2, 2, 2, 0, 2, 2, 2, 0, 2, 2, 0, 2];

/** Tells a connection that speaks Sockudo's protocol 2, in any of its three forms; V1 is Pusher. */
export const sockudoRecognizer = {
  id: 'sockudo',
  // wss://host/app/key?protocol=2&client=js&version=2.2.0&flash=false&format=messagepack
  recognizeUrl: (url: URL): boolean => protocolNumber(url) === 2,
  recognizeFrame(frame: string | Uint8Array): boolean {
    if (typeof frame === 'string') return looksText(headOf(frame));
    if (frame[0] === ARRAY_15) return looksPacked(frame.subarray(0, MAX_HEAD_BYTES));
    return frame[0] === EVENT_TAG && looksProtobuf(frame.subarray(0, MAX_HEAD_BYTES));
  },
} as const satisfies Recognizer;

// {"event":"sockudo:connection_established",…} or {"event":"order","channel":"c",…,"message_id":"m-1","stream_id":"s-1"}
function looksText(head: string): boolean {
  // Nearly every frame of another protocol stops here, and the rest a line below. A search for a quote stops at each.
  if (head.includes('sockudo') && CONTROL_EVENT.test(eventName(head) ?? '')) return true;
  return OWN_TEXTS.every((name) => head.includes(`${name}"`)) && hasOwnMembers(head);
}

/** True for an event with members that only protocol 2 has. A V1 server may send `message_id` and `serial` too. */
function hasOwnMembers(head: string): boolean {
  const members = new Map(outerMembers(head));
  const areTexts = OWN_TEXTS.every((name) => members.get(name)?.startsWith('"'));
  return areTexts && (members.has('stream_id') || members.has('extras'));
}

// 9f ad "sockudo:pong" …  or  9f ad "order.created" a6 "orders" 92 a6 "string" …
function looksPacked(head: Uint8Array): boolean {
  const event = packedText(head, 1);
  if (!event || event.end === event.start || !isName(head, event.start, event.end)) return false;
  if (isControl(head, event.start)) return true;
  const channel = packedText(head, event.end);
  if (!channel && head[event.end] !== NIL) return false;
  const data = channel?.end ?? event.end + 1;
  return head[data] === NIL || (head[data] === ARRAY_2 && packedText(head, data + 1) !== undefined);
}

function packedText(head: Uint8Array, at: number): { start: number; end: number } | undefined {
  const mark = head[at] ?? 0;
  if (mark >= 0xa0 && mark <= 0xbf) return { start: at + 1, end: at + 1 + mark - 0xa0 };
  return mark === TEXT_8 ? { start: at + 2, end: at + 2 + (head[at + 1] ?? 0) } : undefined;
}

// 0a 0d "order.created" 12 06 "orders" 1a …: fields in ascending order up to the end of the frame, or of the head
function looksProtobuf(head: Uint8Array): boolean {
  const isCut = head.length === MAX_HEAD_BYTES;
  let before = 0;
  let hasChannel = false;
  for (let at = 0; at < head.length; ) {
    const field = (head[at] ?? 0) >> 3;
    const type = (head[at] ?? 0) & 7;
    if (field < before || WIRE_TYPES[field - 1] !== type) return false;
    const value = varint(head, at + 1);
    if (!value) return isCut && before > 0;
    const end = type === 0 ? value.end : value.end + value.number;
    if (field === 1) {
      // Short enough for a name, and all there.
      if (before === 1 || value.number === 0 || !isName(head, value.end, end)) return false;
      if (isControl(head, value.end)) return true;
    }
    hasChannel ||= field === 2;
    if (end > head.length) return isCut && hasChannel;
    before = field;
    at = end;
  }
  return hasChannel;
}

function varint(head: Uint8Array, start: number): { number: number; end: number } | undefined {
  let number = 0;
  for (let at = start; at < start + 10; at++) {
    const byte = head[at];
    if (byte === undefined) return undefined;
    number += (byte & 0x7f) * 2 ** (7 * (at - start));
    if (byte < 0x80) return { number, end: at + 1 };
  }
  return undefined;
}

/** True where all of an event's name is here and none of it is a control character. */
function isName(head: Uint8Array, start: number, end: number): boolean {
  if (end > head.length) return false;
  for (let at = start; at < end; at++) {
    const byte = head[at] ?? 0;
    if (byte < 0x20 || byte === 0x7f) return false;
  }
  return true;
}

function isControl(head: Uint8Array, start: number): boolean {
  return CONTROL_EVENT.test(String.fromCharCode(...head.subarray(start, start + 18)));
}
