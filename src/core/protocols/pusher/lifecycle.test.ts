import { describe, expect, it } from 'vitest';
import type { Direction } from '../../frame';
import type { DecodedFrame, Lifecycle } from '../protocol';
import { protocol } from './protocol';

const presence = { ids: ['1', 2], hash: { 1: { name: 'Ana' }, 2: null }, count: 2 };
const members = [
  { id: '1', name: '1', info: '{"name":"Ana"}' },
  { id: '2', name: '2', info: undefined },
];

describe('a control event', () => {
  it.each<[Direction, string, object, ...Lifecycle[]]>([
    [
      'received',
      'pusher:connection_established',
      { data: '{"socket_id":"1.2","activity_timeout":120}' },
      { kind: 'connected', socketId: '1.2' },
    ],
    [
      'received',
      'pusher:connection_established',
      { data: { socket_id: '1.2' } },
      { kind: 'connected', socketId: '1.2' },
    ],
    ['received', 'pusher:connection_established', { data: { socket_id: 12 } }],
    ['sent', 'pusher:subscribe', { data: { auth: '', channel: 'c' } }, { kind: 'subscribing', channel: 'c' }],
    [
      'sent',
      'pusher:subscribe',
      { channel: 'c', data: { channel: 'c' } },
      { kind: 'subscribing', channel: 'c' },
    ],
    ['sent', 'pusher:subscribe', { data: '{"channel":"c"}' }, { kind: 'subscribing', channel: 'c' }],
    ['sent', 'pusher:subscribe', { data: { channel: 7 } }],
    ['received', 'pusher:subscribe', { data: { channel: 'c' } }],
    [
      'sent',
      'pusher:unsubscribe',
      { data: { channel: 'c' } },
      { kind: 'unsubscribing', channel: 'c' },
      { kind: 'unsubscribed', channel: 'c' },
    ],
    [
      'received',
      'pusher_internal:subscription_succeeded',
      { channel: 'c', data: '{}' },
      { kind: 'subscribed', channel: 'c' },
    ],
    [
      'received',
      'pusher_internal:subscription_succeeded',
      { channel: 'c' },
      { kind: 'subscribed', channel: 'c' },
    ],
    [
      'received',
      'pusher_internal:subscription_succeeded',
      { channel: 'presence-c', data: JSON.stringify({ presence }) },
      { kind: 'subscribed', channel: 'presence-c', members, count: 2 },
    ],
    [
      'received',
      'pusher_internal:subscription_succeeded',
      { channel: 'presence-c', data: { presence } },
      { kind: 'subscribed', channel: 'presence-c', members, count: 2 },
    ],
    [
      'received',
      'pusher_internal:subscription_succeeded',
      { channel: 'presence-c', data: { presence: { hash: { 1: 'x' } } } },
      { kind: 'subscribed', channel: 'presence-c', members: [{ id: '1', name: '1', info: '"x"' }], count: 1 },
    ],
    [
      'received',
      'pusher_internal:subscription_succeeded',
      { channel: 'presence-c', data: { presence: { ids: [null, {}], hash: [], count: -1 } } },
      { kind: 'subscribed', channel: 'presence-c', members: [], count: 2 },
    ],
    ['received', 'pusher_internal:subscription_succeeded', {}],
    ['sent', 'pusher_internal:subscription_succeeded', { channel: 'c' }],
    [
      'received',
      'pusher:subscription_error',
      { channel: 'c', data: { type: 'AuthError', error: 'Refused.', status: 401 } },
      { kind: 'failed', channel: 'c', problem: 'Refused. (status 401)' },
    ],
    [
      'received',
      'pusher:subscription_error',
      { channel: 'c' },
      { kind: 'failed', channel: 'c', problem: 'The server refused the subscription.' },
    ],
    [
      'received',
      'pusher_internal:subscription_count',
      { channel: 'c', data: '{"subscription_count":3}' },
      { kind: 'counted', channel: 'c', count: 3 },
    ],
    ['received', 'pusher_internal:subscription_count', { channel: 'c', data: { subscription_count: -1 } }],
    [
      'received',
      'pusher_internal:member_added',
      { channel: 'presence-c', data: '{"user_id":"1","user_info":{"name":"Ana"}}' },
      { kind: 'joined', channel: 'presence-c', member: { id: '1', name: '1', info: '{"name":"Ana"}' } },
    ],
    [
      'received',
      'pusher_internal:member_added',
      { channel: 'presence-c', data: { user_id: 1 } },
      { kind: 'joined', channel: 'presence-c', member: { id: '1', name: '1', info: undefined } },
    ],
    ['received', 'pusher_internal:member_added', { channel: 'presence-c', data: {} }],
    [
      'received',
      'pusher_internal:member_removed',
      { channel: 'presence-c', data: '{"user_id":"1"}' },
      { kind: 'left', channel: 'presence-c', id: '1' },
    ],
    ['received', 'pusher:cache_miss', { channel: 'c' }, { kind: 'cache-missed', channel: 'c' }],
    ['received', 'pusher:cache_miss', {}],
    [
      'received',
      'pusher:signin_success',
      { data: '{"user_data":"{\\"id\\":\\"7\\"}"}' },
      { kind: 'signed-in', userId: '7' },
    ],
    [
      'received',
      'pusher:signin_success',
      { data: { user_data: { id: 7 } } },
      { kind: 'signed-in', userId: '7' },
    ],
    [
      'received',
      'pusher:signin_success',
      { data: { user_data: '{' } },
      { kind: 'signed-in', userId: undefined },
    ],
    ['received', 'pusher:ping', {}],
    ['sent', 'pusher:pong', { data: {} }],
    [
      'sent',
      'pusher:signin',
      { data: { auth: 'k:s', user_data: '{}' } },
      { kind: 'signing-in', given: { auth: 'k:s', data: '{}' } },
    ],
    ['sent', 'pusher:signin', { data: {} }, { kind: 'signing-in', given: undefined }],
    [
      'sent',
      'pusher:subscribe',
      { data: { auth: 'k:s', channel: 'presence-c', channel_data: '{"user_id":1}' } },
      { kind: 'subscribing', channel: 'presence-c', given: { auth: 'k:s', data: '{"user_id":1}' } },
    ],
    [
      'sent',
      'pusher:subscribe',
      { data: { auth: 'k:s', channel: 'presence-c', channel_data: 'x'.repeat(5_000) } },
      { kind: 'subscribing', channel: 'presence-c' },
    ],
    ['received', 'pusher_internal:watchlist_events', { data: { events: [] } }],
    ['received', 'pusher:of_tomorrow', { channel: 'c' }],
  ])('%s %s %j changes what it should', (direction, event, rest, ...changes) => {
    const frame = read({ event, ...rest }, direction);
    expect(frame.lifecycle).toEqual(changes);
    expect(frame.events).toHaveLength(1);
    expect(frame.events[0]).toMatchObject({ event, content: { kind: 'control' } });
  });

  it.each([
    [{ data: { code: 4001, message: 'App unknown' } }, 4001, /app key.*“App unknown”/],
    [{ data: '{"code":null,"message":"No"}' }, undefined, /reports an error.*“No”\.$/],
    [{ data: { code: '4001', message: 5 } }, undefined, /The server gave no message\.$/],
    [{}, undefined, /The server gave no message\.$/],
  ])('of an error says what it means: %j', (rest, code, problem) => {
    const [error] = read({ event: 'pusher:error', ...rest }).lifecycle;
    expect(error).toMatchObject({
      kind: 'error',
      code,
      problem: expect.stringMatching(problem),
      remedy: expect.any(String),
    });
  });

  it('stays control on an encrypted channel', () => {
    const channel = 'private-encrypted-c';
    const [event] = read({ event: 'pusher:cache_miss', channel }).events;
    expect(event).toEqual({ event: 'pusher:cache_miss', channel, content: { kind: 'control', text: '' } });
  });

  it('of a subscription names the channel that it is about', () => {
    const sent = { event: 'pusher:subscribe', data: { auth: '', channel: 'c' } };
    expect(read(sent, 'sent').events[0]?.channel).toBe('c');
  });

  it('lists a thousand members of a channel and counts them all', () => {
    const ids = Array.from({ length: 12_000 }, (_, id) => String(id));
    const data = JSON.stringify({ presence: { ids, hash: {}, count: ids.length } });
    const [change] = read({
      event: 'pusher_internal:subscription_succeeded',
      channel: 'presence-c',
      data,
    }).lifecycle;
    expect(change).toMatchObject({ kind: 'subscribed', count: 12_000 });
    expect(change?.kind === 'subscribed' && change.members).toHaveLength(1000);
  });

  it('cuts what a member says of itself, and its id when it leaves, too', () => {
    const user_id = 'u'.repeat(5000);
    const [joined, left] = ['member_added', 'member_removed'].flatMap((name) => {
      const data = JSON.stringify({ user_id, user_info: 'x'.repeat(5000) });
      return read({ event: `pusher_internal:${name}`, channel: 'presence-c', data }).lifecycle;
    });
    const member = joined?.kind === 'joined' ? joined.member : undefined;
    expect(member).toEqual({
      id: `${'u'.repeat(200)}…`,
      name: `${'u'.repeat(200)}…`,
      info: `"${'x'.repeat(999)}…`,
    });
    expect(left).toEqual({ kind: 'left', channel: 'presence-c', id: member?.id });
  });

  it('takes a member with a name from the prototype for what it is', () => {
    const data = '{"presence":{"ids":["__proto__","toString"],"hash":{"__proto__":{"a":1}},"count":2}}';
    const [change] = read({
      event: 'pusher_internal:subscription_succeeded',
      channel: 'presence-c',
      data,
    }).lifecycle;
    expect(change).toMatchObject({
      members: [
        { id: '__proto__', info: '{"a":1}' },
        { id: 'toString', info: undefined },
      ],
    });
  });
});

function read(frame: object, direction: Direction = 'received'): DecodedFrame {
  return protocol.createDecoder('app')({ text: JSON.stringify(frame) }, direction);
}
