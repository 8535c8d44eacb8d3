import { describe, expect, it } from 'vitest';
import type { Direction } from '../../frame';
import type { Description } from '../protocol';
import { protocol } from './protocol';

const channel = 'private-encrypted-orders';
const envelope = {
  nonce: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYX',
  ciphertext: 'F5DrhxWg5CB4xzaQnYSE+Q6S6ezXNzc=',
};

describe('the detail of an event on an encrypted channel', () => {
  it('says what is never encrypted', () => {
    expect(describeFrame({ event: 'order', channel, data: envelope })).toEqual({
      details: [{ name: 'never encrypted', value: 'event name, channel, user_id, time and size' }],
      encoding: undefined,
      notice: undefined,
    });
  });

  it.each<[Direction, object]>([
    ['received', { event: 'pusher:cache_miss', channel }],
    ['sent', { event: 'pusher:subscribe', data: { channel, auth: 'key:5f' } }],
  ])('says of a control event that it has no key: %s %j', (direction, frame) => {
    expect(describeFrame(frame, direction).details.at(-1)).toEqual({
      name: 'never encrypted',
      value: 'control events: server and client write them without a key',
    });
  });
});

describe('the detail of an event elsewhere', () => {
  it('has nothing to add to an event of the app', () => {
    expect(describeFrame({ event: 'order', channel: 'orders', data: '{}' }).details).toEqual([]);
  });

  it('says nothing of what is no frame', () => {
    const nothing = { details: [], encoding: undefined, notice: undefined };
    expect(protocol.describe({ text: 'hello' }, 'received', 0)).toEqual(nothing);
    expect(protocol.describe({ base64: 'AAEC' }, 'received', 0)).toEqual(nothing);
    expect(protocol.describe({ omitted: 'too-large', bytes: 1 }, 'received', 0)).toEqual(nothing);
  });

  it('lists who of a watchlist is online', () => {
    const events = [
      { name: 'online', user_ids: ['1', 2] },
      { name: 'offline', user_ids: [] },
      { name: 5 },
      null,
    ];
    expect(describeFrame({ event: 'pusher_internal:watchlist_events', data: { events } }).details).toEqual([
      { name: 'online', value: '1, 2' },
      { name: 'offline', value: '' },
    ]);
  });

  it.each([
    [
      'pusher:connection_established',
      { socket_id: '1.2', activity_timeout: 30 },
      'activity timeout in s',
      '30',
    ],
    ['pusher_internal:subscription_succeeded', { presence: { count: 3 } }, 'members', '3'],
    ['pusher:cache_miss', undefined, 'cache', 'holds no event to replay'],
  ])('names what matters in %s', (event, data, name, value) => {
    expect(describeFrame({ event, channel: 'c', data }).details).toEqual([{ name, value }]);
  });

  it.each([
    ['pusher:error', { code: 4009, message: 'No' }, /not authorised/],
    ['pusher:subscription_error', { error: 'Refused.', status: 401 }, /Refused\. \(status 401\)/],
  ])('explains %s', (event, data, problem) => {
    expect(describeFrame({ event, channel: 'c', data }).notice?.problem).toMatch(problem);
    expect(describeFrame({ event, channel: 'c', data }, 'sent').notice).toBeUndefined();
  });
});

function describeFrame(frame: object, direction: Direction = 'received'): Description {
  return protocol.describe({ text: JSON.stringify(frame) }, direction, 0);
}
