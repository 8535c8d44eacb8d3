import type { Direction, Payload } from '../../frame';
import { type Fields, toFields } from '../../untrusted';
import type { Content, DecodedEvent, DecodedFrame } from '../protocol';
import { isEncryptedChannel } from './channel-kind';
import { decodeEnvelope, holdsEnvelope } from './envelope';
import { parseJson, toText } from './json';
import { decodeControl } from './lifecycle';

/** Event names for frames that are no Pusher event. No server can send them as control events: they have no `pusher:`. */
export const NOT_AN_EVENT = {
  unreadable: '(unreadable frame)',
  binary: '(binary frame)',
  omitted: '(frame not kept)',
} as const;

/**
 * Reads one Pusher frame: always exactly one event. Never throws. Protocol 7 sends text only.
 *   {"event":"order-created","channel":"private-encrypted-orders","data":"{\"nonce\":\"…\",\"ciphertext\":\"…\"}"}
 */
export function decode(payload: Payload, direction: Direction, app: string | undefined): DecodedFrame {
  if ('base64' in payload) return unread(NOT_AN_EVENT.binary, payload.base64);
  if ('omitted' in payload) return unread(NOT_AN_EVENT.omitted, '');
  const frame = toFields(parseJson(payload.text));
  if (!frame || typeof frame.event !== 'string') return unread(NOT_AN_EVENT.unreadable, payload.text);
  const event = frame.event;
  if (event.startsWith('pusher:') || event.startsWith('pusher_internal:')) {
    const { channel, lifecycle } = decodeControl(event, frame, direction);
    return {
      events: [{ event, channel, content: { kind: 'control', text: toText(frame.data) } }],
      lifecycle,
    };
  }
  return { events: [decodeAppEvent(event, frame, app)], lifecycle: [] };
}

function decodeAppEvent(event: string, frame: Fields, app: string | undefined): DecodedEvent {
  const channel = typeof frame.channel === 'string' ? frame.channel : '';
  const decoded: DecodedEvent = { event, channel, content: contentOf(event, channel, frame.data, app) };
  // The member who sent it: a string at pusher.com, a number where a server passes the app's own id on.
  if (typeof frame.user_id === 'string') decoded.userId = frame.user_id;
  else if (typeof frame.user_id === 'number') decoded.userId = String(frame.user_id);
  return decoded;
}

function contentOf(event: string, channel: string, data: unknown, app: string | undefined): Content {
  if (!isEncryptedChannel(channel)) return { kind: 'clear', text: toText(data) };
  // Client libraries never encrypt client events, so plain data is no leak of the publisher's.
  if (event.startsWith('client-') && !holdsEnvelope(data)) return { kind: 'clear', text: toText(data) };
  return decodeEnvelope(data, app, channel);
}

function unread(event: string, text: string): DecodedFrame {
  return { events: [{ event, channel: '', content: { kind: 'control', text } }], lifecycle: [] };
}
