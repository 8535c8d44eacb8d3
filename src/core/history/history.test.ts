import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuthExchange } from '../auth/exchange';
import { applyLifecycle, channelOf } from '../channels';
import type { Channel, Connection, Entry } from '../entry';
import type { KeySummary } from '../key-summary';
import { protocol as ably } from '../protocols/ably/protocol';
import { sampleConnection, sampleEntry } from '../sample-entry';
import { createHistory } from './history';

const ENCRYPTED = 'private-encrypted-orders';

const masterKey = (id: string, change: Partial<KeySummary> = {}): KeySummary => ({
  id,
  kind: 'pusher-master',
  label: id,
  scope: { app: undefined, channel: undefined },
  remembered: false,
  addedAt: 1,
  ...change,
});

/** A history over a list of entries that stands for the capture. */
function start(connections: Connection[] = [sampleConnection()]) {
  const entries: Entry[] = [];
  const history = createHistory(
    () => entries,
    (entry, findings) => {
      if (entries.includes(entry)) entry.findings = findings;
    },
  );
  history.setKeys([masterKey('a'), masterKey('b', { addedAt: 2 })]);
  const add = (channel: string, change: Partial<Entry> = {}): Entry => {
    const connection = change.connection ?? (connections[0] as Connection);
    if (channel !== '') channelOf(connection, channel);
    const id = entries.length + 1;
    const entry = sampleEntry(id, { at: id * 1000, connection, channel, text: '{}', ...change });
    entries.push(entry);
    history.add(entry);
    return entry;
  };
  /** The frame with which the page subscribes, and the answer to it. */
  const subscribe = (channel: string, connection = connections[0] as Connection) => {
    for (const kind of ['subscribing', 'subscribed'] as const) {
      applyLifecycle(connection, { kind, channel }, (entries.length + 1) * 1000);
      add(channel, { connection, state: 'control', direction: kind === 'subscribing' ? 'sent' : 'received' });
    }
  };
  const open = (entry: Entry, key: string) => {
    Object.assign(entry, { state: 'opened', awaited: false, findings: [] });
    entry.opening = { key, derivation: 'A', detour: undefined };
    history.opened(entry);
  };
  const found = (channel: string, connection = connections[0] as Connection) => {
    history.settle(false);
    return connection.channels.get(channel)?.findings ?? [];
  };
  return { history, entries, add, subscribe, open, found, connection: connections[0] as Connection };
}

const dark = { state: 'dark', awaited: true } as const;
const idsOf = (entries: readonly Entry[]) =>
  entries.map(({ findings }) => findings.map(({ id }) => id).join());

describe('keys of an app', () => {
  it('are followed by channel, and an older one is named on every channel of the app', () => {
    const { add, open, found, history, entries } = start();
    const story: [string, string][] = [
      [ENCRYPTED, 'a'],
      ['private-encrypted-payments', 'a'],
      [ENCRYPTED, 'b'],
      ['private-encrypted-payments', 'a'],
      [ENCRYPTED, 'a'],
    ];
    for (const [channel, key] of story) open(add(channel, dark), key);
    expect(found(ENCRYPTED)).toMatchObject([{ id: 'rotation', from: 'a', to: 'b', at: 3000, stragglers: 1 }]);
    expect(found('private-encrypted-payments')).toEqual([]);
    expect(idsOf(entries)).toEqual(['', '', '', 'previous-key', 'previous-key']);
    history.settle(false);
    expect(found(ENCRYPTED)).toMatchObject([{ stragglers: 1 }]);
  });

  it('of two apps say nothing of each other', () => {
    const other = sampleConnection({ key: 'document:2', app: 'another' });
    const { add, open, entries, history } = start([sampleConnection(), other]);
    open(add(ENCRYPTED, dark), 'a');
    open(add(ENCRYPTED, { ...dark, connection: other }), 'b');
    open(add(ENCRYPTED, dark), 'a');
    history.settle(false);
    expect(idsOf(entries)).toEqual(['', '', '']);
    expect([...other.channels.values()].flatMap(({ findings }) => findings)).toEqual([]);
  });

  it('give the same verdicts whatever the order of the answers, and whenever they are looked at', () => {
    const key = fc.constantFrom('a', 'b', undefined);
    const story = fc.array(fc.record({ key, cached: fc.boolean(), isFirst: fc.boolean() }), {
      maxLength: 25,
    });
    const both = story.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(
          list.map((_, index) => index),
          { minLength: list.length },
        ),
        fc.array(fc.boolean(), { minLength: list.length, maxLength: list.length }),
      ),
    );
    const play = (list: readonly { key: string | undefined; cached: boolean; isFirst: boolean }[]) => {
      const run = start();
      for (const { cached, isFirst } of list)
        run.add(isFirst ? ENCRYPTED : 'private-encrypted-x', { ...dark, cached });
      return run;
    };
    fc.assert(
      fc.property(both, ([list, order, looks]) => {
        const plain = play(list);
        list.forEach(({ key }, index) => {
          if (key) plain.open(plain.entries[index] as Entry, key);
        });
        const late = play(list);
        order.forEach((index, turn) => {
          const key = list[index]?.key;
          if (key) late.open(late.entries[index] as Entry, key);
          if (looks[turn]) late.history.settle(false);
        });
        for (const channel of [ENCRYPTED, 'private-encrypted-x'])
          expect(late.found(channel)).toEqual(plain.found(channel));
        expect(late.entries.map(({ findings }) => findings)).toEqual(
          plain.entries.map(({ findings }) => findings),
        );
      }),
    );
  });

  it('wait to be compared while many more events are being opened', () => {
    const { add, open, history, entries } = start();
    for (const key of ['a', 'b', 'a']) open(add(ENCRYPTED, dark), key);
    history.settle(true);
    expect(idsOf(entries)).toEqual(['', '', '']);
    history.settle(false);
    expect(idsOf(entries)).toEqual(['', '', 'previous-key']);
  });

  it('are forgotten with a clear, and known again when it is taken back', () => {
    const { add, open, found, history, entries, connection } = start();
    for (const key of ['a', 'b', 'a']) open(add(ENCRYPTED, dark), key);
    expect(found(ENCRYPTED)).toHaveLength(1);
    const cleared = entries.splice(0);
    history.clear([connection]);
    expect(found(ENCRYPTED)).toEqual([]);
    expect(connection.channels.get(ENCRYPTED)?.openings).toBeUndefined();
    entries.push(...cleared);
    for (const entry of cleared) history.add(entry);
    expect(found(ENCRYPTED)).toMatchObject([{ id: 'rotation', stragglers: 1 }]);
  });

  it('of a page that was left count no more', () => {
    const old = sampleConnection({ key: 'document:1', document: 'old' });
    const now = sampleConnection({ key: 'document:2', document: 'new' });
    const { add, open, history, entries } = start([old, now]);
    for (const key of ['a', 'b']) open(add(ENCRYPTED, { ...dark, connection: old }), key);
    open(add(ENCRYPTED, { ...dark, connection: now }), 'a');
    history.settle(false);
    expect(idsOf(entries)).toEqual(['', '', 'previous-key']);
    entries.splice(0, 2);
    history.forget([now]);
    history.settle(false);
    expect(idsOf(entries)).toEqual(['']);
  });

  it('that are told of after their events are known by then', () => {
    const { add, open, history, entries } = start();
    history.setKeys([]);
    for (const key of ['c', 'd', 'c']) open(add(ENCRYPTED, dark), key);
    history.setKeys([masterKey('c'), masterKey('d', { addedAt: 2 })]);
    history.settle(false);
    expect(idsOf(entries)).toEqual(['', '', 'previous-key']);
  });
});

describe('an event before the key', () => {
  const greeted = () => sampleConnection({ socketId: '1.2' });

  it('is one that came before the page subscribed', () => {
    const { add, subscribe, history, entries } = start([greeted()]);
    const early = add(ENCRYPTED, dark);
    history.settle(false);
    expect(early.findings).toEqual([]);
    subscribe(ENCRYPTED);
    add(ENCRYPTED, dark);
    history.settle(false);
    expect(early.findings).toEqual([{ id: 'event-before-key', at: 1000, keyAt: 2000, by: 'subscription' }]);
    expect(idsOf(entries.slice(1))).toEqual(['', '', '']);
  });

  it('names the auth reply where that was seen, also when it is told of later', () => {
    const { add, subscribe, history, connection } = start([greeted()]);
    const early = add(ENCRYPTED, dark);
    subscribe(ENCRYPTED);
    history.settle(false);
    const channel = connection.channels.get(ENCRYPTED) as Channel;
    channel.authExchanges = [exchange('9.9', 500, 900), exchange('1.2', 900, 1000)];
    history.settle(false);
    expect(early.findings).toEqual([{ id: 'event-before-key', at: 1000, keyAt: 1900, by: 'auth reply' }]);
  });

  it.each<[string, Partial<Connection>, number]>([
    ['whose greeting was not seen', { socketId: undefined }, 0],
    ['of whose document frames were lost', { socketId: '1.2' }, 3],
  ])('is not told on a connection %s', (_, change, droppedBefore) => {
    const { add, subscribe, history } = start([sampleConnection(change)]);
    const early = add(ENCRYPTED, { ...dark, droppedBefore });
    subscribe(ENCRYPTED);
    history.settle(false);
    expect(early.findings).toEqual([]);
  });

  it('is told of a few, however many come', () => {
    const { add, subscribe, history, entries } = start([greeted()]);
    for (let index = 0; index < 100; index++) add(ENCRYPTED, dark);
    subscribe(ENCRYPTED);
    history.settle(false);
    expect(entries.filter(({ findings }) => findings.length > 0)).toHaveLength(20);
  });
});

it('what was pasted does not say which key is in use now', () => {
  const pasted = sampleConnection({ key: 'pasted:1', url: undefined });
  const { add, open, history, entries } = start([sampleConnection(), pasted]);
  const story: [Partial<Entry>, string][] = [
    [{}, 'a'],
    [{ connection: pasted }, 'b'],
    [{}, 'a'],
  ];
  for (const [change, key] of story) open(add(ENCRYPTED, { ...dark, ...change }), key);
  history.settle(false);
  expect(idsOf(entries)).toEqual(['', '', '']);
});

describe('a name that is nearly the same', () => {
  it.each([
    ['private-orders', ENCRYPTED],
    [ENCRYPTED, 'private-orders'],
    ['orders', 'private-cache-Orders'],
  ])('is told on %s while events come on %s, and counted on', (silent, busy) => {
    const { add, subscribe, found } = start();
    for (const channel of [silent, busy]) subscribe(channel);
    expect(found(silent)).toEqual([]);
    add(busy);
    expect(found(silent)).toEqual([{ id: 'name-near-miss', name: silent, other: busy, events: 1 }]);
    for (let index = 0; index < 3; index++) add(busy);
    expect(found(silent)).toMatchObject([{ events: 4 }]);
    expect(found(busy).filter(({ id }) => id === 'name-near-miss')).toEqual([]);
    add(silent);
    expect(found(silent).filter(({ id }) => id === 'name-near-miss')).toEqual([]);
  });

  it.each([
    ['private-orders', 'private-app.orders'],
    ['private-app.orders', 'private-orders'],
    ['private-orders', 'private-encrypted-orders-live'],
    ['private-orders', 'private-App\\Events\\orders'],
  ])('may have a namespace: %s and %s on another connection', (silent, busy) => {
    const other = sampleConnection({ key: 'document:2' });
    const { add, subscribe, found } = start([sampleConnection(), other]);
    subscribe(silent);
    subscribe(busy, other);
    add(busy, { connection: other });
    expect(found(silent)).toMatchObject([{ id: 'name-near-miss', other: busy }]);
  });

  it.each([
    ['a channel of one thing of many', 'private-orders', 'private-orders.42'],
    ['a namespace that the page listens to as well', 'private-news', 'private-news.sport'],
    ['a presence channel for its members', 'presence-room', 'private-encrypted-room'],
    ['another name', 'private-orders', 'private-payments'],
  ])('is not told of %s', (_, silent, busy) => {
    const { add, subscribe, found } = start();
    for (const channel of [silent, busy]) subscribe(channel);
    add(busy, { event: 'client-x' });
    expect(found(silent)).toEqual([]);
  });

  it('is not told of a channel that had events before a clear, or before the client connected again', () => {
    const second = sampleConnection({ key: 'document:2' });
    const { add, subscribe, found, history, connection } = start([sampleConnection(), second]);
    for (const channel of ['private-orders', ENCRYPTED]) {
      subscribe(channel);
      add(channel);
    }
    history.clear([connection, second]);
    add(ENCRYPTED);
    expect(found('private-orders')).toEqual([]);
    for (const channel of ['private-orders', ENCRYPTED]) subscribe(channel, second);
    expect(found('private-orders', second)).toEqual([]);
  });

  it.each(['left before', 'subscribed later'])('is not told of a namespace that the page %s', (when) => {
    const second = sampleConnection({ key: 'document:2' });
    const { add, subscribe, found, connection } = start([sampleConnection(), second]);
    subscribe('private-news');
    add('private-news');
    if (when === 'left before') {
      applyLifecycle(connection, { kind: 'unsubscribed', channel: 'private-news' }, 1_000_000);
      subscribe('private-news.sport');
      expect(found('private-news.sport')).toEqual([]);
    } else {
      subscribe('private-news.sport', second);
      expect(found('private-news.sport', second)).toMatchObject([{ id: 'name-near-miss' }]);
      subscribe('private-news', second);
      expect(found('private-news.sport', second)).toEqual([]);
    }
  });

  it('is not told across apps, nor of a channel that is not subscribed', () => {
    const other = sampleConnection({ key: 'document:2', app: 'another' });
    const { add, subscribe, found, connection } = start([sampleConnection(), other]);
    subscribe('private-orders');
    subscribe(ENCRYPTED, other);
    add(ENCRYPTED, { connection: other });
    expect(found('private-orders')).toEqual([]);
    applyLifecycle(connection, { kind: 'subscribing', channel: 'orders' }, 1);
    add('private-orders', { event: 'client-x' });
    expect(found('orders')).toEqual([]);
  });
});

describe('events in the clear', () => {
  it('on a private channel say that the known master key encrypts nothing there', () => {
    const { add, found, history } = start();
    add('private-shop');
    expect(found('private-shop')).toEqual([{ id: 'encryption-not-applied', key: 'a' }]);
    history.setKeys([]);
    expect(found('private-shop')).toEqual([]);
    history.setKeys([masterKey('c', { scope: { app: 'app-key', channel: 'private-sh*' } })]);
    expect(found('private-shop')).toEqual([{ id: 'encryption-not-applied', key: 'c' }]);
    history.setKeys([
      masterKey('d', { scope: { app: 'another', channel: undefined } }),
      masterKey('e', { scope: { app: undefined, channel: 'private-encrypted-*' } }),
      masterKey('f', { kind: 'pusher-shared-secret' }),
    ]);
    expect(found('private-shop')).toEqual([]);
  });

  it.each([
    ['public', 'news', {}],
    ['presence', 'presence-room', {}],
    ['encrypted', ENCRYPTED, dark],
    ['private, by a client', 'private-shop', { event: 'client-typing' }],
    ['of one user', '#server-to-user-7', {}],
  ])('are as they should be: %s', (_, channel, change) => {
    const { add, found } = start();
    add(channel, change);
    expect(found(channel)).toEqual([]);
  });

  it('among encrypted ones of Ably are counted, but for what is never encrypted', () => {
    const connection = sampleConnection({ protocol: ably, protocolName: 'ably' });
    const { add, found, history } = start([connection]);
    add('chat');
    expect(found('chat')).toEqual([]);
    add('chat', dark);
    add('chat', dark);
    add('chat', { direction: 'sent' });
    for (const event of ['annotation:create', 'object:map.set', 'message.summary', 'meta:[meta]occupancy'])
      add('chat', { event });
    add('chat', { event: 'message.delete', text: '' });
    expect(found('chat')).toEqual([{ id: 'ably-clear-on-cipher', clear: 1, encrypted: 2 }]);
    history.clear([connection]);
    expect(found('chat')).toEqual([]);
  });

  it('on a channel of Ably without a cipher say nothing', () => {
    const { add, found } = start([sampleConnection({ protocol: ably, protocolName: 'ably' })]);
    for (let index = 0; index < 3; index++) add('news');
    expect(found('news')).toEqual([]);
  });
});

function exchange(socketId: string, at: number, durationMs: number): AuthExchange {
  return {
    at,
    durationMs,
    endpoint: 'http://localhost/pusher/auth',
    method: 'POST',
    status: 200,
    socketId,
    channel: ENCRYPTED,
    reply: { kind: 'answered', app: 'app-key', hasChannelData: false, secret: { kind: 'none' } },
  };
}
