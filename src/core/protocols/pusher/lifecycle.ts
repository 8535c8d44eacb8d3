import type { Direction } from '../../frame';
import { type Fields, toFields } from '../../untrusted';
import type { Lifecycle } from '../protocol';
import { unwrapData } from './json';

/** A problem is a server's text: long enough for every known one, short enough to be kept per channel. */
const MAX_PROBLEM_CHARS = 500;

/** What a control event says, read once: its channel (empty for the connection's own) and what it changes. */
export interface Control {
  channel: string;
  lifecycle: Lifecycle[];
}

/** Reads a `pusher:` or `pusher_internal:` event (names as in pusher-js src/core). */
export function decodeControl(event: string, frame: Fields, direction: Direction): Control {
  const channel = textOf(frame.channel);
  return direction === 'sent' ? decodeSent(event, frame, channel) : decodeReceived(event, frame, channel);
}

// {"event":"pusher:subscribe","data":{"auth":"key:5f…","channel":"private-encrypted-orders"}}
function decodeSent(event: string, frame: Fields, outerChannel: string): Control {
  if (event !== 'pusher:subscribe' && event !== 'pusher:unsubscribe') {
    return { channel: outerChannel, lifecycle: [] };
  }
  const channel = textOf(toFields(unwrapData(frame.data))?.channel);
  if (channel === '') return { channel: outerChannel, lifecycle: [] };
  const kind = event === 'pusher:subscribe' ? 'subscribing' : 'unsubscribed';
  return { channel, lifecycle: [{ kind, channel }] };
}

function decodeReceived(event: string, frame: Fields, channel: string): Control {
  switch (event) {
    case 'pusher:connection_established':
      return { channel, lifecycle: connected(frame) };
    case 'pusher_internal:subscription_succeeded':
      return { channel, lifecycle: channel === '' ? [] : [{ kind: 'subscribed', channel }] };
    case 'pusher:subscription_error':
      return { channel, lifecycle: channel === '' ? [] : [failed(frame, channel)] };
    case 'pusher:error':
      return { channel, lifecycle: [error(frame)] };
    default:
      return { channel, lifecycle: [] };
  }
}

// {"event":"pusher:connection_established","data":"{\"socket_id\":\"123.456\",\"activity_timeout\":120}"}
function connected(frame: Fields): Lifecycle[] {
  const socketId = textOf(toFields(unwrapData(frame.data))?.socket_id);
  return socketId === '' ? [] : [{ kind: 'connected', socketId }];
}

// Soketi: {"event":"pusher:subscription_error","channel":"private-x","data":{"type":"AuthError","error":"…","status":401}}
function failed(frame: Fields, channel: string): Lifecycle {
  const data = toFields(unwrapData(frame.data));
  const said = problemText(data?.error) || 'The server refused the subscription.';
  const status = typeof data?.status === 'number' ? ` (status ${data.status})` : '';
  return { kind: 'failed', channel, problem: `${said}${status}` };
}

// {"event":"pusher:error","data":{"code":4001,"message":"…"}}; code may be null, data may be a string of that
function error(frame: Fields): Lifecycle {
  const data = toFields(unwrapData(frame.data));
  const code = typeof data?.code === 'number' ? data.code : undefined;
  return { kind: 'error', code, problem: problemText(data?.message) || 'The server gave no message.' };
}

function problemText(value: unknown): string {
  return textOf(value).slice(0, MAX_PROBLEM_CHARS);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
