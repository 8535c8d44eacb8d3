import type { Direction, Payload } from '../../frame';
import type { Fault } from '../../sealed';
import type { Fields } from '../../untrusted';
import type { Content, DecodedEvent, DecodedFrame } from '../protocol';
import { isEncryptedChannel } from './channel-kind';
import { hideCredentials } from './credentials';
import { decodeEnvelope, holdsEnvelope } from './envelope';
import { idOf, textOf, toText } from './json';
import { decodeControl } from './lifecycle';
import { controlName, isPublished, type Prefix, type Wire } from './wire';

/** Event names for frames that are no event. No server can send them as control events: they have no prefix. */
export const NOT_AN_EVENT = {
  unreadable: '(unreadable frame)',
  binary: '(binary frame)',
  omitted: '(frame not kept)',
} as const;

/** A frame whose `event` is a text: the least that makes it one of these protocols. */
export type EventFields = Fields & { readonly event: string };

/** Reads a frame's members; undefined for what is none of these frames: `decodeUnreadable` says what it is. */
export function readEvent(wire: Wire, payload: Payload): EventFields | undefined {
  const fields = wire.read(payload);
  return fields && typeof fields.event === 'string' ? (fields as EventFields) : undefined;
}

/**
 * Says what a frame's members mean: always exactly one event. Never throws.
 *   {"event":"order-created","channel":"private-encrypted-orders","data":"{\"nonce\":\"…\",\"ciphertext\":\"…\"}"}
 */
export function decodeFields(
  frame: EventFields,
  direction: Direction,
  app: string | undefined,
  prefix: Prefix,
): DecodedFrame {
  const { event } = frame;
  const name = controlName(event, prefix);
  if (name === undefined)
    return { events: [decodeAppEvent(frame, app, event.startsWith('client-'))], lifecycle: [] };
  const { channel, lifecycle } = decodeControl(name, frame, direction);
  if (direction === 'received' && isPublished(name)) {
    // A version without data deletes the message; summaries and annotations are the server's, who has no key.
    const isPlain = !name.startsWith('message.') || frame.data === undefined || frame.data === null;
    return { events: [decodeAppEvent(frame, app, isPlain)], lifecycle };
  }
  const text = hideCredentials(toText(frame.data));
  return { events: [{ event, channel, content: { kind: 'control', text } }], lifecycle };
}

/** One event for a frame that is none, so that it stays visible. */
export function decodeUnreadable(wire: Wire, payload: Payload): DecodedFrame {
  if ('omitted' in payload) return malformed(NOT_AN_EVENT.omitted, { kind: 'not-kept' }, '');
  const fault = { kind: 'unreadable', form: wire.form(payload) } as const;
  return 'text' in payload
    ? malformed(NOT_AN_EVENT.unreadable, fault, hideCredentials(payload.text))
    : malformed(NOT_AN_EVENT.binary, fault, payload.base64);
}

/** `isPlain`: no library encrypts this kind of event, so plain data is no leak of the publisher's. */
function decodeAppEvent(frame: EventFields, app: string | undefined, isPlain: boolean): DecodedEvent {
  const channel = textOf(frame.channel);
  const decoded = isEncryptedChannel(channel)
    ? decodeOnEncrypted(frame, channel, app, isPlain)
    : { event: frame.event, channel, content: clearContent(frame.data) };
  // The member of a presence channel who sent it.
  const userId = idOf(frame.user_id);
  if (userId !== undefined) decoded.userId = userId;
  return decoded;
}

function decodeOnEncrypted(
  { event, data }: EventFields,
  channel: string,
  app: string | undefined,
  isPlain: boolean,
): DecodedEvent {
  const isSealed = !isPlain || holdsEnvelope(data);
  const { content, findings } = isSealed
    ? decodeEnvelope(data, app, channel)
    : { content: clearContent(data), findings: [] };
  const decoded: DecodedEvent = { event, channel, content };
  const isClient = event.startsWith('client-');
  if (!isClient && findings.length === 0) return decoded;
  decoded.findings = isClient
    ? [...findings, { id: 'client-event-on-encrypted', sealed: isSealed }]
    : findings;
  return decoded;
}

function clearContent(data: unknown): Content {
  return data instanceof Uint8Array
    ? { kind: 'clear', text: toText(data), binary: true }
    : { kind: 'clear', text: toText(data) };
}

function malformed(event: string, fault: Fault, text: string): DecodedFrame {
  return { events: [{ event, channel: '', content: { kind: 'malformed', fault, text } }], lifecycle: [] };
}
