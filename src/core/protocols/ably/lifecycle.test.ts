import { describe, expect, it } from 'vitest';
import type { Direction } from '../../frame';
import type { Lifecycle } from '../protocol';
import { protocol } from './protocol';

const denied = { code: 40160, statusCode: 401, message: 'Channel denied access' };

describe('a protocol message', () => {
  it.each<[string, Direction, Record<string, unknown>, Lifecycle[]]>([
    ['CONNECTED', 'received', { action: 4, connectionId: 'c' }, [{ kind: 'connected', socketId: 'c' }]],
    [
      'CONNECTED for a client',
      'received',
      { action: 4, connectionId: 'c', connectionDetails: { clientId: 'bob' } },
      [
        { kind: 'connected', socketId: 'c' },
        { kind: 'signed-in', userId: 'bob' },
      ],
    ],
    [
      'CONNECTED for anybody',
      'received',
      { action: 4, connectionId: 'c', connectionDetails: { clientId: '*' } },
      [{ kind: 'connected', socketId: 'c' }],
    ],
    ['CONNECTED without an id', 'received', { action: 4 }, []],
    ['ATTACH', 'sent', { action: 10, channel: 'a' }, [{ kind: 'subscribing', channel: 'a' }]],
    ['ATTACH without a channel', 'sent', { action: 10 }, []],
    [
      'ATTACHED',
      'received',
      { action: 11, channel: 'a', flags: 1 },
      [{ kind: 'subscribed', channel: 'a', isAnew: true }],
    ],
    [
      'ATTACHED that is resumed',
      'received',
      { action: 11, channel: 'a', flags: 1 + 4 },
      [{ kind: 'subscribed', channel: 'a' }],
    ],
    [
      'ATTACHED with a qualifier',
      'received',
      { action: 11, channel: '[?rewind=1]a' },
      [{ kind: 'subscribed', channel: 'a', isAnew: true }],
    ],
    ['DETACH', 'sent', { action: 12, channel: 'a' }, [{ kind: 'unsubscribing', channel: 'a' }]],
    ['DETACHED', 'received', { action: 13, channel: 'a' }, [{ kind: 'unsubscribed', channel: 'a' }]],
    [
      'DETACHED with an error',
      'received',
      { action: 13, channel: 'a', error: denied },
      [
        {
          kind: 'failed',
          channel: 'a',
          problem: 'Channel denied access. Ably error 40160: Client lacks the required capability.',
        },
      ],
    ],
    [
      'ERROR of a channel without an error',
      'received',
      { action: 9, channel: 'a' },
      [{ kind: 'failed', channel: 'a', problem: 'The server gave no message.' }],
    ],
    [
      'ERROR of the connection',
      'received',
      { action: 9, error: { code: 80_000_000, message: 'Gone!' } },
      [
        {
          kind: 'error',
          code: 80_000_000,
          problem: 'Gone! Ably error 80000000.',
          remedy: 'Look the code up at https://help.ably.io/error/80000000.',
        },
      ],
    ],
    [
      'DISCONNECTED with an error',
      'received',
      { action: 6, error: { code: 40142, message: 'Key/token status changed (expire)' } },
      [
        {
          kind: 'error',
          code: 40142,
          problem: 'Key/token status changed (expire). Ably error 40142: Token expired.',
          remedy:
            'Wait: the client asks the app for a new token. If it repeats, check authUrl or authCallback.',
        },
      ],
    ],
    ['DISCONNECTED without one', 'received', { action: 6 }, []],
    [
      'PRESENCE',
      'received',
      {
        action: 14,
        channel: 'a',
        presence: [
          { action: 2, clientId: 'ann', connectionId: 'c', data: '{"x":1}', encoding: 'json' },
          { action: 4, clientId: 'ann', data: 'away' },
          { action: 3, clientId: 'bob', data: 'bye' },
          { action: 2 },
          { action: 8, clientId: 'eve' },
        ],
      },
      [
        { kind: 'joined', channel: 'a', member: { id: 'c:ann', name: 'ann', info: '{"x":1}' } },
        { kind: 'updated', channel: 'a', member: { id: ':ann', name: 'ann', info: '"away"' } },
        { kind: 'left', channel: 'a', id: ':bob' },
      ],
    ],
    [
      'SYNC',
      'received',
      { action: 16, channel: 'a', connectionId: 'c', presence: [{ action: 1, clientId: 'ann' }] },
      [{ kind: 'joined', channel: 'a', member: { id: 'c:ann', name: 'ann', info: undefined } }],
    ],
    [
      'PRESENCE that is sent',
      'sent',
      { action: 14, channel: 'a', presence: [{ action: 2, clientId: 'ann' }] },
      [],
    ],
    [
      'MESSAGE of occupancy',
      'received',
      {
        action: 15,
        channel: 'a',
        messages: [{ name: '[meta]occupancy', data: '{"metrics":{"subscribers":3}}', encoding: 'json' }],
      },
      [{ kind: 'counted', channel: 'a', count: 3 }],
    ],
    [
      'MESSAGE of an occupancy that is none',
      'received',
      { action: 15, channel: 'a', messages: [{ name: '[meta]occupancy', data: 'x' }] },
      [],
    ],
    ['MESSAGE', 'received', { action: 15, channel: 'a', messages: [{ name: 'b', data: 'x' }] }, []],
    ['NACK', 'received', { action: 2, msgSerial: 0, count: 1, error: denied }, []],
  ])('%s', (_, direction, frame, lifecycle) => {
    const text = JSON.stringify(frame);
    expect(protocol.createDecoder(undefined)({ text }, direction).lifecycle).toEqual(lifecycle);
  });

  it('with presence data that is encrypted joins a member without info', () => {
    const data = 'ABEiM0RVZneImaq7zN3u/3kqAbPM1GT6/P2RIlHopqE=';
    const presence = [{ action: 2, clientId: 'bob', data, encoding: 'json/utf-8/cipher+aes-128-cbc/base64' }];
    const text = JSON.stringify({ action: 14, channel: 'a', presence });
    expect(protocol.createDecoder(undefined)({ text }, 'received').lifecycle).toEqual([
      { kind: 'joined', channel: 'a', member: { id: ':bob', name: 'bob', info: undefined } },
    ]);
  });

  it('of a client that leaves one of its two connections leaves the other member', () => {
    const bob = (action: number, connectionId: string) => ({ action, clientId: 'bob', connectionId });
    const presence = [bob(2, 'c1'), bob(2, 'c2'), bob(3, 'c1')];
    const text = JSON.stringify({ action: 14, channel: 'a', presence });
    expect(protocol.createDecoder(undefined)({ text }, 'received').lifecycle).toEqual([
      { kind: 'joined', channel: 'a', member: { id: 'c1:bob', name: 'bob', info: undefined } },
      { kind: 'joined', channel: 'a', member: { id: 'c2:bob', name: 'bob', info: undefined } },
      { kind: 'left', channel: 'a', id: 'c1:bob' },
    ]);
  });

  it('of a client with a long id and much to say is cut', () => {
    const presence = [2, 3].map((action) => ({ action, clientId: 'b'.repeat(5000), data: 'x'.repeat(5000) }));
    const text = JSON.stringify({ action: 14, channel: 'a', presence });
    const [joined, left] = protocol.createDecoder(undefined)({ text }, 'received').lifecycle;
    const member = joined?.kind === 'joined' ? joined.member : undefined;
    expect([member?.id.length, member?.name.length, member?.info?.length]).toEqual([201, 201, 1001]);
    expect(left).toEqual({ kind: 'left', channel: 'a', id: member?.id });
  });
});
