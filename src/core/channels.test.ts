import { describe, expect, it } from 'vitest';
import { applyLifecycle, channelOf } from './channels';
import type { Connection, Subscription } from './entry';
import type { Lifecycle } from './protocols/protocol';
import { sampleConnection } from './sample-entry';

describe('a channel', () => {
  it('is made when it is first named, with the kind its protocol gives it', () => {
    const connection = sampleConnection();
    expect(channelOf(connection, 'private-encrypted-a')).toEqual({
      name: 'private-encrypted-a',
      kind: 'encrypted',
      subscription: 'unknown',
      problem: undefined,
      events: 0,
      opened: 0,
      dark: 0,
    });
    expect(channelOf(connection, 'presence-a')?.kind).toBe('presence');
  });

  it('is the same object the next time', () => {
    const connection = sampleConnection();
    expect(channelOf(connection, 'a')).toBe(channelOf(connection, 'a'));
  });

  it('is not made when the page has named thousands already', () => {
    const connection = sampleConnection();
    for (let index = 0; index < 6000; index++) channelOf(connection, `channel-${index}`);
    expect(connection.channels.size).toBe(5000);
    expect(channelOf(connection, 'one-more')).toBeUndefined();
    expect(channelOf(connection, 'channel-7')?.name).toBe('channel-7');
    expect(() => applyLifecycle(connection, { kind: 'subscribing', channel: 'one-more' })).not.toThrow();
  });

  it('may have any name an object has members of', () => {
    const connection = sampleConnection();
    for (const name of ['__proto__', 'constructor', 'toString']) {
      expect(channelOf(connection, name)?.name).toBe(name);
    }
  });
});

describe('a subscription', () => {
  const channel = 'private-a';
  const failure: Lifecycle = { kind: 'failed', channel, problem: 'No access (status 403)' };
  it.each<[string, Lifecycle[], Subscription, string | undefined]>([
    ['is pending once it is asked for', [{ kind: 'subscribing', channel }], 'pending', undefined],
    [
      'stands when the server says so',
      [
        { kind: 'subscribing', channel },
        { kind: 'subscribed', channel },
      ],
      'subscribed',
      undefined,
    ],
    ['stands also when its request was dropped', [{ kind: 'subscribed', channel }], 'subscribed', undefined],
    ['fails with what the server said', [failure], 'failed', 'No access (status 403)'],
    [
      'forgets why it failed when it is tried again',
      [failure, { kind: 'subscribing', channel }],
      'pending',
      undefined,
    ],
    [
      'is gone when the page leaves',
      [
        { kind: 'subscribed', channel },
        { kind: 'unsubscribed', channel },
      ],
      'gone',
      undefined,
    ],
  ])('%s', (_, changes, subscription, problem) => {
    expect(changedBy(changes).channels.get(channel)).toMatchObject({ subscription, problem });
  });
});

describe('a connection', () => {
  it('has the socket_id of its latest greeting', () => {
    const connection = changedBy([
      { kind: 'connected', socketId: '1.1' },
      { kind: 'connected', socketId: '2.2' },
    ]);
    expect(connection.socketId).toBe('2.2');
  });

  it('is not changed by an error of the server', () => {
    expect(changedBy([{ kind: 'error', code: 4001, problem: 'No such app' }])).toEqual(sampleConnection());
  });
});

function changedBy(changes: readonly Lifecycle[]): Connection {
  const connection = sampleConnection();
  for (const change of changes) applyLifecycle(connection, change);
  return connection;
}
