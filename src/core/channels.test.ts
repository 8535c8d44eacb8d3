import { describe, expect, it } from 'vitest';
import { applyLifecycle, channelOf, endSubscriptions, takeReplay } from './channels';
import type { Channel, Connection, Subscription } from './entry';
import type { Lifecycle, Member } from './protocols/protocol';
import { sampleConnection } from './sample-entry';

describe('a channel', () => {
  it('is made when it is first named, with the kind its protocol gives it', () => {
    const connection = sampleConnection();
    expect(channelOf(connection, 'private-encrypted-a')).toEqual({
      name: 'private-encrypted-a',
      kind: 'encrypted',
      cache: false,
      subscription: 'unknown',
      transitions: [],
      problem: undefined,
      subscribers: undefined,
      members: new Map(),
      memberCount: undefined,
      replay: undefined,
      events: 0,
      opened: 0,
      unverified: 0,
      dark: 0,
      forms: { encrypted: 0, clear: 0, never: 0, empty: 0, unreadable: 0 },
      openings: undefined,
      authExchanges: [],
      findings: [],
      eventFindings: new Map(),
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
    expect(channelOf(sampleConnection(), 'x'.repeat(1_001))).toBeUndefined();
    expect(channelOf(connection, 'channel-7')?.name).toBe('channel-7');
    expect(() => applyLifecycle(connection, { kind: 'subscribing', channel: 'one-more' }, 1)).not.toThrow();
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
    ['is under way once it is asked for', [{ kind: 'subscribing', channel }], 'subscribing', undefined],
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
      'subscribing',
      undefined,
    ],
    [
      'ends when the page leaves',
      [
        { kind: 'subscribed', channel },
        { kind: 'unsubscribed', channel },
      ],
      'unsubscribed',
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

  it('keeps what the server last said was wrong, until it greets anew', () => {
    const error: Lifecycle = { kind: 'error', code: 4001, problem: 'No such app.', remedy: 'Check the key.' };
    expect(changedBy([error]).problem).toEqual({ problem: 'No such app.', remedy: 'Check the key.' });
    expect(changedBy([error, { kind: 'connected', socketId: '1.1' }]).problem).toBeUndefined();
  });

  it('has the user who signed in', () => {
    expect(changedBy([{ kind: 'signed-in', userId: 'ada' }]).userId).toBe('ada');
  });

  it('takes its subscriptions with it when it ends, but for those that had failed', () => {
    const connection = changedBy([
      { kind: 'subscribed', channel: 'a' },
      { kind: 'failed', channel: 'b', problem: 'no' },
    ]);
    endSubscriptions(connection, 9);
    expect(connection.channels.get('a')).toMatchObject({ subscription: 'unsubscribed' });
    expect(connection.channels.get('b')).toMatchObject({ subscription: 'failed', problem: 'no' });
  });
});

describe('the changes of a subscription', () => {
  it('are kept with their times, without repeats', () => {
    const channel = 'a';
    const changes: Lifecycle[] = [
      { kind: 'subscribing', channel },
      { kind: 'subscribed', channel },
      { kind: 'subscribed', channel },
      { kind: 'unsubscribing', channel },
      { kind: 'unsubscribed', channel },
    ];
    expect(changedBy(changes).channels.get(channel)?.transitions).toEqual([
      { to: 'subscribing', at: 1 },
      { to: 'subscribed', at: 2 },
      { to: 'unsubscribing', at: 4 },
      { to: 'unsubscribed', at: 5 },
    ]);
  });

  it('are bounded', () => {
    const changes = Array.from({ length: 500 }, (_, index) => ({
      kind: index % 2 ? ('subscribed' as const) : ('subscribing' as const),
      channel: 'a',
    }));
    const { transitions } = changedBy(changes).channels.get('a') as Channel;
    expect(transitions).toHaveLength(50);
    expect(transitions.at(-1)?.at).toBe(500);
  });
});

describe('a presence channel', () => {
  const channel = 'presence-room';
  const member = (id: string, info?: string): Member => ({ id, name: id, info });
  const list: Lifecycle = {
    kind: 'subscribed',
    channel,
    members: [member('1'), member('2', '{"a":1}')],
    count: 2,
  };
  const state = (...changes: Lifecycle[]) => {
    const { members, memberCount } = changedBy(changes).channels.get(channel) as Channel;
    return [Array.from(members.keys()), memberCount];
  };

  it('has the members that the server lists, with joins and leaves', () => {
    expect(state(list)).toEqual([['1', '2'], 2]);
    expect(state(list, { kind: 'joined', channel, member: member('3') })).toEqual([['1', '2', '3'], 3]);
    expect(state(list, { kind: 'left', channel, id: '1' })).toEqual([['2'], 1]);
  });

  it('counts nobody twice, and nobody out who was not in', () => {
    expect(state(list, { kind: 'joined', channel, member: member('1') })).toEqual([['1', '2'], 2]);
    expect(state(list, { kind: 'left', channel, id: '9' })).toEqual([['1', '2'], 2]);
    expect(state({ kind: 'left', channel, id: '9' })).toEqual([[], undefined]);
    // Opened late: of how many it was, nobody has said.
    expect(state({ kind: 'joined', channel, member: member('1') })).toEqual([['1'], undefined]);
  });

  it('has nobody of before once it is subscribed anew, where no list says who is there', () => {
    const joined: Lifecycle = { kind: 'joined', channel, member: member('3') };
    const anew: Lifecycle = { kind: 'subscribed', channel, isAnew: true };
    expect(state(list, anew)).toEqual([[], undefined]);
    expect(state(list, anew, joined)).toEqual([['3'], undefined]);
    expect(state(list, { kind: 'subscribed', channel }, joined)).toEqual([['1', '2', '3'], undefined]);
  });

  it('takes over what a member says of itself anew', () => {
    const changed = changedBy([list, { kind: 'updated', channel, member: member('1', '"x"') }]);
    expect(changed.channels.get(channel)?.members.get('1')?.info).toBe('"x"');
  });

  it('lists a bounded number, and still counts the rest', () => {
    const joins = Array.from(
      { length: 1200 },
      (_, index): Lifecycle => ({
        kind: 'joined',
        channel,
        member: member(String(index)),
      }),
    );
    const none: Lifecycle = { kind: 'subscribed', channel, members: [], count: 0 };
    const grown = changedBy([none, ...joins]).channels.get(channel) as Channel;
    expect([grown.members.size, grown.memberCount]).toEqual([1000, 1200]);
    const left = changedBy([none, ...joins, { kind: 'left', channel, id: '1150' }]).channels.get(
      channel,
    ) as Channel;
    expect([left.members.size, left.memberCount]).toEqual([1000, 1199]);
  });

  it('counts nobody who only says something anew, listed or not', () => {
    const many = Array.from({ length: 1200 }, (_, index) => member(String(index)));
    const whole: Lifecycle = { kind: 'subscribed', channel, members: many, count: 1200 };
    const [, count] = state(whole, { kind: 'updated', channel, member: member('1150') });
    expect(count).toBe(1200);
  });

  it('has no members where its subscription failed', () => {
    expect(state(list, { kind: 'failed', channel, problem: 'no' })).toEqual([[], undefined]);
  });

  it('is empty after it was left', () => {
    expect(state(list, { kind: 'unsubscribed', channel })).toEqual([[], undefined]);
  });
});

describe('a cache channel', () => {
  const channel = 'cache-prices';
  const subscribed: Lifecycle = { kind: 'subscribed', channel };
  const channelAfter = (...changes: Lifecycle[]) => changedBy(changes).channels.get(channel) as Channel;

  it('replays its last event to a new subscriber: the first that comes, and no other', () => {
    const replaying = channelAfter(subscribed);
    expect([takeReplay(replaying, 10), takeReplay(replaying, 20)]).toEqual([true, false]);
    expect(replaying.replay).toBe('replayed');
  });

  it('replays nothing when it said that it is empty', () => {
    const missed = channelAfter(subscribed, { kind: 'cache-missed', channel });
    expect([takeReplay(missed, 10), missed.replay]).toEqual([false, 'missed']);
  });

  it('replays at once or not at all: what comes later is new', () => {
    const late = channelAfter(subscribed);
    expect([takeReplay(late, 60_000), takeReplay(late, 60_001)]).toEqual([false, false]);
  });

  it('replays nothing before the subscription was seen, and no other channel ever does', () => {
    expect(takeReplay(channelAfter({ kind: 'subscribing', channel }), 10)).toBe(false);
    const other = changedBy([{ kind: 'subscribed', channel: 'a' }]).channels.get('a') as Channel;
    expect(takeReplay(other, 10)).toBe(false);
  });
});

function changedBy(changes: readonly Lifecycle[]): Connection {
  const connection = sampleConnection();
  changes.forEach((change, index) => {
    applyLifecycle(connection, change, index + 1);
  });
  return connection;
}
