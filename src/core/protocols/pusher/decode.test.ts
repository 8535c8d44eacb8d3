import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Direction } from '../../frame';
import type { DecodedFrame } from '../protocol';
import { decode } from './decode';

describe('a control event', () => {
  it.each<[Direction, string, string, DecodedFrame['lifecycle'][number] | undefined]>([
    [
      'received',
      'pusher:connection_established',
      '{"data":"{\\"socket_id\\":\\"1.2\\",\\"activity_timeout\\":120}"}',
      { kind: 'connected', socketId: '1.2' },
    ],
    [
      'received',
      'pusher:connection_established',
      '{"data":{"socket_id":"1.2"}}',
      { kind: 'connected', socketId: '1.2' },
    ],
    ['received', 'pusher:connection_established', '{"data":{"socket_id":12}}', undefined],
    ['sent', 'pusher:subscribe', '{"data":{"auth":"","channel":"c"}}', { kind: 'subscribing', channel: 'c' }],
    ['sent', 'pusher:subscribe', '{"data":"{\\"channel\\":\\"c\\"}"}', { kind: 'subscribing', channel: 'c' }],
    ['sent', 'pusher:subscribe', '{"data":{"channel":7}}', undefined],
    ['received', 'pusher:subscribe', '{"data":{"channel":"c"}}', undefined],
    ['sent', 'pusher:unsubscribe', '{"data":{"channel":"c"}}', { kind: 'unsubscribed', channel: 'c' }],
    [
      'received',
      'pusher_internal:subscription_succeeded',
      '{"channel":"c","data":"{}"}',
      { kind: 'subscribed', channel: 'c' },
    ],
    [
      'received',
      'pusher_internal:subscription_succeeded',
      '{"channel":"c"}',
      { kind: 'subscribed', channel: 'c' },
    ],
    ['received', 'pusher_internal:subscription_succeeded', '{}', undefined],
    ['sent', 'pusher_internal:subscription_succeeded', '{"channel":"c"}', undefined],
    [
      'received',
      'pusher:subscription_error',
      '{"channel":"c","data":{"type":"AuthError","error":"Refused.","status":401}}',
      { kind: 'failed', channel: 'c', problem: 'Refused. (status 401)' },
    ],
    [
      'received',
      'pusher:subscription_error',
      '{"channel":"c"}',
      { kind: 'failed', channel: 'c', problem: 'The server refused the subscription.' },
    ],
    [
      'received',
      'pusher:error',
      '{"data":{"code":4001,"message":"App unknown"}}',
      { kind: 'error', code: 4001, problem: 'App unknown' },
    ],
    [
      'received',
      'pusher:error',
      '{"data":"{\\"code\\":null,\\"message\\":\\"No\\"}"}',
      { kind: 'error', code: undefined, problem: 'No' },
    ],
    [
      'received',
      'pusher:error',
      '{"data":{"code":"4001","message":5}}',
      { kind: 'error', code: undefined, problem: 'The server gave no message.' },
    ],
    ['received', 'pusher:ping', '{}', undefined],
    ['sent', 'pusher:pong', '{"data":{}}', undefined],
    ['sent', 'pusher:signin', '{"data":{"auth":"k:s","user_data":"{}"}}', undefined],
    ['received', 'pusher:signin_success', '{"data":{"user_data":"{}"}}', undefined],
    ['received', 'pusher:cache_miss', '{"channel":"c"}', undefined],
    [
      'received',
      'pusher_internal:subscription_count',
      '{"channel":"c","data":"{\\"subscription_count\\":3}"}',
      undefined,
    ],
    [
      'received',
      'pusher_internal:member_added',
      '{"channel":"c","data":"{\\"user_id\\":\\"1\\"}"}',
      undefined,
    ],
    [
      'received',
      'pusher_internal:member_removed',
      '{"channel":"c","data":"{\\"user_id\\":\\"1\\"}"}',
      undefined,
    ],
    ['received', 'pusher_internal:watchlist_events', '{"data":{"events":[]}}', undefined],
  ])('%s %s %s changes what it should', (direction, event, rest, change) => {
    const frame = read({ event, ...JSON.parse(rest) }, direction);
    expect(frame.lifecycle).toEqual(change ? [change] : []);
    expect(frame.events).toHaveLength(1);
    expect(frame.events[0]).toMatchObject({ event, content: { kind: 'control' } });
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
});

describe('an event of the app', () => {
  it.each([
    ['a string of JSON, one level removed', '{"a":1}', '{"a":1}'],
    ['a text', 'hello', 'hello'],
    ['a JSON string in a string, as it is', '"hello"', '"hello"'],
    ['an object, as JSON', { a: [1, null] }, '{"a":[1,null]}'],
    ['a number', 5, '5'],
    ['null', null, 'null'],
    ['nothing', undefined, ''],
  ])('is clear on an open channel and shows %s', (_, data, text) => {
    expect(read({ event: 'order', channel: 'private-orders', data }).events).toEqual([
      { event: 'order', channel: 'private-orders', content: { kind: 'clear', text } },
    ]);
  });

  it('shows an envelope on an open channel as the text it is: nothing there is encrypted by rule', () => {
    const data = JSON.stringify({ nonce: 'AAAA', ciphertext: 'AAAA' });
    expect(read({ event: 'order', channel: 'private-orders', data }).events[0]?.content).toEqual({
      kind: 'clear',
      text: data,
    });
  });

  it.each([
    ['42', '42'],
    [42, '42'],
    [{ id: 42 }, undefined],
    [null, undefined],
  ])('on a presence channel names the sender %j as %j', (user_id, userId) => {
    const [event] = read({ event: 'client-typing', channel: 'presence-room', data: {}, user_id }).events;
    expect(event?.userId).toBe(userId);
  });

  it.each([
    ['a channel that is no string', { event: 'order', channel: { a: 1 } }],
    ['a channel that is a number', { event: 'order', channel: 5 }],
    ['no channel', { event: 'order' }],
  ])('with %s has an empty channel', (_, frame) => {
    expect(read(frame).events).toEqual([
      { event: 'order', channel: '', content: { kind: 'clear', text: '' } },
    ]);
  });
});

describe('a frame that is no Pusher event is one control event', () => {
  it.each([
    ['no JSON', 'hello'],
    ['an empty text', ''],
    ['JSON that is cut off', '{"event":"a"'],
    ['an array', '[{"event":"a"}]'],
    ['a string', '"event"'],
    ['null', 'null'],
    ['an object without event', '{"channel":"c"}'],
    ['an event that is a number', '{"event":5}'],
    ['an event that is only inherited', '{"__proto__":{"event":"a"}}'],
    ['nesting without end', '['.repeat(100_000)],
  ])('with the raw text: %s', (_, text) => {
    expect(decode({ text }, 'received', undefined)).toEqual({
      events: [{ event: '(unreadable frame)', channel: '', content: { kind: 'control', text } }],
      lifecycle: [],
    });
  });

  it('with its base64 where it is binary', () => {
    const [event] = decode({ base64: 'AAEC' }, 'received', undefined).events;
    expect(event).toEqual({
      event: '(binary frame)',
      channel: '',
      content: { kind: 'control', text: 'AAEC' },
    });
  });

  it('without text where it was not kept', () => {
    const [event] = decode({ omitted: 'too-large', bytes: 9 }, 'sent', undefined).events;
    expect(event).toEqual({ event: '(frame not kept)', channel: '', content: { kind: 'control', text: '' } });
  });
});

describe('hostile frames', () => {
  it.each(['public', 'private-encrypted-x'])('nested 100,000 deep on %s are decoded', (channel) => {
    const text = `{"event":"e","channel":"${channel}","data":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(decode({ text }, 'received', undefined).events).toHaveLength(1);
  });

  it('cannot give members by way of __proto__', () => {
    const text =
      '{"event":"e","channel":"private-encrypted-x","data":{"__proto__":{"nonce":"a","ciphertext":"b"}}}';
    const content = decode({ text }, 'received', undefined).events[0]?.content;
    expect(content).toMatchObject({ kind: 'malformed', fault: { kind: 'not-encrypted' } });
    expect(({} as Record<string, unknown>).nonce).toBeUndefined();
  });

  it('of any form give exactly one event and never throw', () => {
    const name = fc.constantFrom(
      'e',
      'client-e',
      'pusher:subscribe',
      'pusher:error',
      'pusher:subscription_error',
    );
    const channel = fc.constantFrom<unknown>('c', 'private-encrypted-c', 5, null);
    const envelope = fc.record({ nonce: fc.jsonValue(), ciphertext: fc.jsonValue() }, { requiredKeys: [] });
    const inner = fc.oneof(
      fc.jsonValue(),
      envelope,
      envelope.map((value) => JSON.stringify(value)),
    );
    const frame = fc.record(
      { event: name, channel, data: inner, user_id: fc.jsonValue() },
      { requiredKeys: ['event'] },
    );
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      frame.map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(text, fc.constantFrom<Direction>('sent', 'received'), (value, direction) => {
        expect(decode({ text: value }, direction, undefined).events).toHaveLength(1);
      }),
      { numRuns: 2000 },
    );
  });
});

function read(frame: object, direction: Direction = 'received'): DecodedFrame {
  return decode({ text: JSON.stringify(frame) }, direction, 'app');
}
