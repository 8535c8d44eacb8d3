import { describe, expect, it } from 'vitest';
import type { Channel, Entry } from '../core/entry';
import type { Occurrence, Payload } from '../core/frame';
import { loadProtocol, protocolOf } from '../core/protocols';
import { readContent } from '../core/read-content';
import { connectionOf, createDocument, type DocumentState, takeBatch } from './documents';
import { createIntake, type Taken } from './intake';
import { DOCUMENT, encryptedText, eventText, sampleBatch, sampleFrame, sampleKnown } from './sample-traffic';

const close = { kind: 'close', connection: 1, at: 9, code: 4001, reason: 'No app', wasClean: true } as const;

describe('an entry', () => {
  it('of a clear event has its data as text', () => {
    const [taken] = takeIn([sampleFrame(1, eventText('shipped', 'orders', { id: 7 }))]);
    expect(taken?.entry).toMatchObject({
      id: 1,
      at: 1001,
      direction: 'received',
      event: 'shipped',
      channel: 'orders',
      state: 'clear',
      awaited: false,
      findings: [],
      text: '{"id":7}',
    });
    expect(taken?.sealed).toBeUndefined();
  });

  it('of an encrypted event is dark and waits, with its payload beside it', () => {
    const [taken] = takeIn([sampleFrame(1, encryptedText('paid'))]);
    expect(taken?.entry).toMatchObject({ state: 'dark', awaited: true, findings: [], text: '' });
    expect(taken?.sealed).toMatchObject({ cipher: 'secretbox', app: 'app-key', nonce: 'A'.repeat(32) });
  });

  it('of a malformed envelope is dark and says why; nothing is left to open', () => {
    const text = eventText('paid', 'private-encrypted-orders', { ciphertext: 'AAAA' });
    const [taken] = takeIn([sampleFrame(1, text)]);
    const findings = [{ id: 'partial-envelope', missing: 'nonce' }];
    expect(taken?.entry).toMatchObject({ state: 'dark', awaited: false, findings });
    expect(taken?.sealed).toBeUndefined();
  });

  it.each<[string, Payload, number]>([
    ['a text counts its bytes as UTF-8', { text: 'aé€🔑' }, 10],
    ['bytes count themselves', { base64: 'AAEC' }, 3],
    [
      'a payload that was not kept counts what it had',
      { omitted: 'too-large', bytes: 70_000_000 },
      70_000_000,
    ],
  ])('has the size of its frame: %s', (_, payload, size) => {
    const [taken] = takeIn([{ ...sampleFrame(1, ''), payload } as Occurrence]);
    expect(taken?.entry).toMatchObject({ size, payload });
  });

  it('of a protocol that could not be loaded stays in sight', () => {
    const state = start();
    const connection = connectionOf(state, 7);
    connection.protocolName = 'ably-of-another-time';
    const [taken] = takeIn([{ ...sampleFrame(1, '{}'), connection: 7 } as Occurrence], state);
    expect(taken?.entry).toMatchObject({
      state: 'dark',
      findings: [{ id: 'not-loaded' }],
    });
  });

  it('has a number that goes up over all documents', () => {
    const toEntries = createIntake();
    const [one, other] = [start(), start('00000000-0000-4000-8000-000000000002')];
    const ids = [one, other, one].flatMap((state, index) =>
      toEntries(state, sampleFrame(index + 1, eventText('e', 'c', {}))).map(({ entry }) => entry.id),
    );
    expect(ids).toEqual([1, 2, 3]);
  });

  it('stands after the frames that were lost before it, and only the first one says so', () => {
    const state = start();
    Object.assign(state, { droppedBefore: 5, droppedBeforeEvent: 5 });
    const taken = takeIn([sampleFrame(1, '{"event":"a"}'), sampleFrame(2, '{"event":"b"}')], state);
    expect(taken.map(({ entry }) => entry.droppedBefore)).toEqual([5, 0]);
  });

  it('says so too where a control event came first, which may be folded away', () => {
    const state = start();
    Object.assign(state, { droppedBefore: 5, droppedBeforeEvent: 5 });
    const names = ['pusher:pong', 'pusher:pong', 'a', 'b'];
    const taken = takeIn(
      names.map((event, index) => sampleFrame(index + 1, JSON.stringify({ event }))),
      state,
    );
    expect(taken.map(({ entry }) => [entry.state, entry.droppedBefore])).toEqual([
      ['control', 5],
      ['control', 0],
      ['clear', 5],
      ['clear', 0],
    ]);
  });
});

describe('the first event of a cache channel', () => {
  const channel = 'cache-prices';
  const subscribed = `{"event":"pusher_internal:subscription_succeeded","channel":"${channel}"}`;
  const cached = (texts: string[]) =>
    takeIn(texts.map((text, index) => sampleFrame(index + 1, text))).map(({ entry }) => entry.cached);

  it('is marked as cached: it comes straight after the subscription', () => {
    const price = eventText('price', channel, 1);
    expect(cached([subscribed, price, price])).toEqual([false, true, false]);
  });

  it('is none of a client: servers keep what servers publish', () => {
    const typing = eventText('client-typing', channel, {});
    expect(cached([subscribed, typing, eventText('price', channel, 1)])).toEqual([false, false, true]);
  });

  it('is none when the channel said that it is empty', () => {
    const miss = `{"event":"pusher:cache_miss","channel":"${channel}"}`;
    expect(cached([subscribed, miss, eventText('price', channel, 1)])).toEqual([false, false, false]);
  });
});

describe('an event that came as a delta', () => {
  it('keeps what it stood for: its frame alone does not say it', async () => {
    await loadProtocol('ably');
    const frames = [
      '{"action":15,"id":"m:0","channel":"c","messages":[{"id":"m:0:0","data":"{\\"foo\\":\\"bar\\",\\"count\\":1,\\"status\\":\\"active\\"}","encoding":"json"}]}',
      '{"action":15,"id":"m:1","channel":"c","messages":[{"id":"m:1:0","data":"1sPEAAABKQANKQABBQIyExUCExMAFg==","encoding":"json/vcdiff/base64","extras":{"delta":{"from":"m:0:0","format":"vcdiff"}}}]}',
    ];
    await protocolOf('ably')?.prepare({ text: frames[1] as string });
    const [whole, delta] = takeIn(
      frames.map((text, index) => sampleFrame(index + 1, text)),
      start(DOCUMENT, 'ably'),
    );
    expect(whole?.entry.restored).toBeUndefined();
    expect(delta?.entry).toMatchObject({ state: 'clear', text: '{"foo":"bar","count":2,"status":"active"}' });
    expect(readContent(delta?.entry as Entry)).toMatchObject({ kind: 'clear', text: delta?.entry.text });
  });
});

describe('the channels of a connection', () => {
  it('are subscribing once the page subscribes', () => {
    const state = start();
    const text = '{"event":"pusher:subscribe","data":{"channel":"private-a","auth":"x"}}';
    takeIn([{ ...sampleFrame(1, text), direction: 'sent' } as Occurrence], state);
    expect(channelsOf(state)).toMatchObject([{ name: 'private-a', subscription: 'subscribing' }]);
  });

  it('are gone when the connection is', () => {
    const state = start();
    const text = '{"event":"pusher_internal:subscription_succeeded","channel":"orders","data":"{}"}';
    takeIn([sampleFrame(1, text), { ...close, seq: 2 }], state);
    expect(channelsOf(state)).toMatchObject([{ subscription: 'unsubscribed' }]);
  });
});

describe('opening and closing', () => {
  it('are rows of the table like control events', () => {
    const state = start();
    const open: Occurrence = { kind: 'open', seq: 1, connection: 1, at: 1, subprotocol: '' };
    const taken = takeIn([open, { ...close, seq: 2 }], state);
    expect(taken.map(({ entry }) => [entry.event, entry.state, entry.text, entry.size])).toEqual([
      ['(open)', 'control', 'localhost', 0],
      ['(closed 4001)', 'control', '{"code":4001,"reason":"No app"}', 0],
    ]);
    expect(state.connections.get(1)).toMatchObject({ state: 'closed', close: { code: 4001 } });
  });

  it('change the connection of a socket whose protocol is not known, and make no row', () => {
    const state = start(DOCUMENT, null);
    expect(takeIn([{ ...close, seq: 1 }], state)).toEqual([]);
    expect(state.connections.get(1)?.state).toBe('closed');
  });
});

it('frames of a socket that speaks no known protocol make no entries', () => {
  expect(takeIn([sampleFrame(1, eventText('a', 'b', {}))], start(DOCUMENT, null))).toEqual([]);
});

it('a name that comes often is one string', () => {
  const taken = takeIn([1, 2].map((seq) => sampleFrame(seq, eventText('shipped', 'orders', {}))));
  expect(taken[0]?.entry.channel).toBe(taken[1]?.entry.channel);
});

function start(document = DOCUMENT, protocol: string | null = 'pusher'): DocumentState {
  const state = createDocument(document, 1000, true);
  takeBatch(state, sampleBatch([], { document, connections: [sampleKnown({ protocol })] }));
  return state;
}

function takeIn(occurrences: readonly Occurrence[], state = start()): Taken[] {
  const toEntries = createIntake();
  return occurrences.flatMap((occurrence) => toEntries(state, occurrence));
}

function channelsOf(state: DocumentState): Channel[] {
  return Array.from(state.connections.get(1)?.channels.values() ?? []);
}
