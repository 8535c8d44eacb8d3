import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBase64 } from '../../bytes';
import type { Direction, Payload } from '../../frame';
import type { DecodedFrame } from '../protocol';
import { protocol } from './protocol';

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

describe('a frame that is no Pusher event is one malformed event', () => {
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
    expect(decode({ text }, 'received')).toEqual({
      events: [
        {
          event: '(unreadable frame)',
          channel: '',
          content: { kind: 'malformed', fault: { kind: 'unreadable', form: 'JSON' }, text },
        },
      ],
      lifecycle: [],
    });
  });

  it('with its base64 where it is binary', () => {
    const [event] = decode({ base64: 'AAEC' }, 'received').events;
    expect(event).toEqual({
      event: '(binary frame)',
      channel: '',
      content: { kind: 'malformed', fault: { kind: 'unreadable', form: 'JSON' }, text: 'AAEC' },
    });
  });

  it('without text where it was not kept', () => {
    const [event] = decode({ omitted: 'too-large', bytes: 9 }, 'sent').events;
    expect(event).toEqual({
      event: '(frame not kept)',
      channel: '',
      content: { kind: 'malformed', fault: { kind: 'not-kept' }, text: '' },
    });
  });
});

describe('hostile frames', () => {
  it.each(['public', 'private-encrypted-x'])('nested 100,000 deep on %s are decoded', (channel) => {
    const text = `{"event":"e","channel":"${channel}","data":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(decode({ text }, 'received').events).toHaveLength(1);
  });

  it('cannot give members by way of __proto__', () => {
    const text =
      '{"event":"e","channel":"private-encrypted-x","data":{"__proto__":{"nonce":"a","ciphertext":"b"}}}';
    const content = decode({ text }, 'received').events[0]?.content;
    expect(content).toMatchObject({ kind: 'malformed', fault: { kind: 'not-encrypted' } });
    expect(({} as Record<string, unknown>).nonce).toBeUndefined();
  });

  it('that are bytes are taken without throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decode({ base64: toBase64(bytes) }, 'received').events).toHaveLength(1);
      }),
      { numRuns: 2000 },
    );
  });

  it('of 20 MB are decoded', () => {
    const text = JSON.stringify({ event: 'e', channel: 'private-encrypted-c', data: 'x'.repeat(20_000_000) });
    expect(decode({ text }, 'received').events[0]?.content).toMatchObject({
      fault: { kind: 'not-encrypted' },
    });
  });

  it('of any form give exactly one event and never throw', () => {
    const name = fc.constantFrom(
      'e',
      'client-e',
      'pusher:subscribe',
      'pusher:error',
      'pusher:subscription_error',
      'pusher:signin_success',
      'pusher:delta',
      'pusher:delta_cache_sync',
      'pusher_internal:subscription_succeeded',
      'pusher_internal:member_added',
      'pusher_internal:watchlist_events',
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
        expect(decode({ text: value }, direction).events).toHaveLength(1);
        expect(protocol.describe({ text: value }, direction, 0).details).toBeInstanceOf(Array);
      }),
      { numRuns: 2000 },
    );
  });
});

function read(frame: object, direction: Direction = 'received'): DecodedFrame {
  return decode({ text: JSON.stringify(frame) }, direction);
}

function decode(payload: Payload, direction: Direction): DecodedFrame {
  return protocol.createDecoder('app')(payload, direction);
}
