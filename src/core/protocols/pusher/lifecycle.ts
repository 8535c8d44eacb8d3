import type { Direction } from '../../frame';
import { parseJson } from '../../json';
import type { Problem } from '../../key-summary';
import { type Fields, isCount, toFields } from '../../untrusted';
import { cutText } from '../cut-text';
import type { Authorisation, Lifecycle } from '../protocol';
import { explainError } from './close-codes';
import { hideSignatures } from './credentials';
import { idOf, textOf, unwrapData } from './json';
import { readMember, readPresence } from './members';

/** A problem is a server's text: long enough for every known one, short enough to be kept per channel. */
const MAX_PROBLEM_CHARS = 500;
/** An app key, a colon and 64 digits; and what servers let a member say of itself, twice over. */
const MAX_AUTH_CHARS = 500;
const MAX_SIGNED_CHARS = 4_000;

/** What a control event says, read once: its channel (empty for the connection's own) and what it changes. */
export interface Control {
  channel: string;
  lifecycle: Lifecycle[];
}

/** Reads a control event. `name` is without prefix: names as in pusher-js src/core, the same in Sockudo V2. */
export function decodeControl(name: string, frame: Fields, direction: Direction): Control {
  const channel = textOf(frame.channel);
  if (direction === 'sent') return decodeSent(name, frame, channel);
  const change = decodeReceived(name, frame, channel);
  return { channel, lifecycle: change ? [change] : [] };
}

// {"event":"pusher:subscribe","data":{"auth":"key:5f…","channel":"private-encrypted-orders"}}
function decodeSent(name: string, frame: Fields, outerChannel: string): Control {
  const data = name === 'signin' || name.endsWith('subscribe') ? toFields(unwrapData(frame.data)) : undefined;
  if (name === 'signin')
    return { channel: outerChannel, lifecycle: [{ kind: 'signing-in', given: given(data, 'user_data') }] };
  const channel = textOf(data?.channel);
  if ((name !== 'subscribe' && name !== 'unsubscribe') || channel === '')
    return { channel: outerChannel, lifecycle: [] };
  if (name === 'subscribe') {
    return { channel, lifecycle: [{ kind: 'subscribing', channel, given: given(data, 'channel_data') }] };
  }
  // No server answers, and the client hands nothing on from here: with the question the channel is left.
  return {
    channel,
    lifecycle: [
      { kind: 'unsubscribing', channel },
      { kind: 'unsubscribed', channel },
    ],
  };
}

/** Undefined without an `auth`, and where it or what was signed is too long to be kept: a signature covers all of it. */
function given(data: Fields | undefined, member: string): Authorisation | undefined {
  const auth = textOf(data?.auth);
  const signed = data?.[member];
  if (auth === '' || auth.length > MAX_AUTH_CHARS) return undefined;
  if (typeof signed !== 'string') return { auth, data: undefined };
  return signed.length > MAX_SIGNED_CHARS ? undefined : { auth, data: signed };
}

function decodeReceived(name: string, frame: Fields, channel: string): Lifecycle | undefined {
  switch (name) {
    case 'connection_established':
      return connected(frame);
    case 'error':
      return { kind: 'error', ...explainErrorFrame(frame) };
    case 'signin_success':
      return { kind: 'signed-in', userId: signedInUser(frame) };
  }
  if (channel === '') return undefined;
  switch (name) {
    case 'subscription_succeeded':
      return { kind: 'subscribed', channel, ...readPresence(frame.data) };
    case 'subscription_error':
      return { kind: 'failed', channel, problem: refusal(frame) };
    case 'subscription_count':
      return counted(frame, channel);
    case 'cache_miss':
      return { kind: 'cache-missed', channel };
    case 'member_added':
    case 'member_removed':
    case 'presence_update':
      return memberChange(name, frame, channel);
  }
  return undefined;
}

// {"event":"pusher:connection_established","data":"{\"socket_id\":\"123.456\",\"activity_timeout\":120}"}
function connected(frame: Fields): Lifecycle | undefined {
  const socketId = textOf(toFields(unwrapData(frame.data))?.socket_id);
  return socketId === '' ? undefined : { kind: 'connected', socketId };
}

// {"event":"pusher:signin_success","data":"{\"user_data\":\"{\\\"id\\\":\\\"7\\\"}\"}"}
function signedInUser(frame: Fields): string | undefined {
  const userData = toFields(unwrapData(frame.data))?.user_data;
  return idOf(toFields(typeof userData === 'string' ? parseJson(userData) : userData)?.id);
}

/**
 * What a `subscription_error` says, for people. Soketi sends it, pusher.com does not:
 *   {"event":"pusher:subscription_error","channel":"private-x","data":{"type":"AuthError","error":"…","status":401}}
 */
export function refusal(frame: Fields): string {
  const data = toFields(unwrapData(frame.data));
  const said =
    problemText(data?.error) || problemText(data?.message) || 'The server refused the subscription.';
  const status = data?.status ?? data?.code;
  return typeof status === 'number' ? `${said} (status ${status})` : said;
}

// {"event":"pusher_internal:subscription_count","channel":"orders","data":"{\"subscription_count\":3}"}
function counted(frame: Fields, channel: string): Lifecycle | undefined {
  const count = toFields(unwrapData(frame.data))?.subscription_count;
  return isCount(count) ? { kind: 'counted', channel, count } : undefined;
}

function memberChange(name: string, frame: Fields, channel: string): Lifecycle | undefined {
  const member = readMember(frame.data);
  if (!member) return undefined;
  if (name === 'member_removed') return { kind: 'left', channel, id: member.id };
  return { kind: name === 'member_added' ? 'joined' : 'updated', channel, member };
}

/**
 * What an error event says, for people. The code may be null, the data a string of this:
 *   {"event":"pusher:error","data":{"code":4001,"message":"App key x does not exist"}}
 */
export function explainErrorFrame(frame: Fields): Problem & { code: number | undefined } {
  const data = toFields(unwrapData(frame.data));
  const code = typeof data?.code === 'number' ? data.code : undefined;
  return { code, ...explainError(code, problemText(data?.message)) };
}

function problemText(value: unknown): string {
  return cutText(hideSignatures(textOf(value)), MAX_PROBLEM_CHARS);
}
