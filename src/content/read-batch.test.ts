import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRawBatch, type RawBatch, readBlobs, toOccurrences } from './read-batch';

const everyone = () => true;
const bytes = (...values: number[]) => new Uint8Array(values).buffer;

type Item = [kind: unknown, connection: unknown, at: unknown, data: unknown, bytes: number];

/** Table, texts and others of these items, as the hook spreads them. */
function spread(items: Item[]): [string, string, unknown[]] {
  const lines = items.map(([kind, connection, at, data, bytes]) => {
    const weight = typeof data === 'string' ? 64 + data.length : -64 - bytes;
    return `${kind},${connection},${at},${weight},`;
  });
  const [texts, others] = [true, false].map((isText) =>
    items.map(([, , , data]) => data).filter((data) => (typeof data === 'string') === isText),
  );
  return [lines.join(''), (texts as string[]).join(''), others as unknown[]];
}

function rawOf(...items: Item[]): RawBatch {
  const raw = parseRawBatch(['batch', 1, 10, 3, 5, 2, undefined, ...spread(items), items.length]);
  if (raw === undefined) throw new Error('The sample is refused.');
  return raw;
}

describe('a batch of the hook', () => {
  it('is taken with its head, its connections and its items', () => {
    const connections = [
      [1, 'wss://a', 5, '', 'hello', [6, 1000, '', true]],
      [2, 'wss://b', 7],
    ];
    const value = ['batch', 1, 10, 3, 5, 2, connections, '2,1,8,65,', 'a', [], 1];
    expect(parseRawBatch(value)).toEqual({
      stream: 1,
      first: 10,
      framesBefore: 3,
      framesThrough: 5,
      unknownFrames: 2,
      connections: [
        {
          id: 1,
          url: 'wss://a',
          at: 5,
          subprotocol: '',
          greeting: { text: 'hello' },
          close: { at: 6, code: 1000, reason: '', wasClean: true },
        },
        { id: 2, url: 'wss://b', at: 7, subprotocol: undefined, greeting: undefined, close: undefined },
      ],
      count: 1,
      bytes: 65,
      frames: undefined,
      items: [{ kind: 2, connection: 1, at: 8, data: 'a', bytes: 1 }],
    });
  });

  it.each([
    undefined,
    'batch',
    {},
    [],
    ['sample', 1, 10, 3, 5, 2, undefined, '', '', []],
    ['batch', -1, 10, 3, 5, 2, undefined, '', '', []],
    ['batch', 1, '10', 3, 5, 2, undefined, '', '', []],
    ['batch', 1, 10, 3.5, 5, 2, undefined, '', '', []],
    ['batch', 1, 10, 3, 5, Number.NaN, undefined, '', '', []],
    ['batch', 1, 10, 3, 5, 2, undefined],
    ['batch', 1, 10, 3, 5, 2, undefined, [], '', []],
    ['batch', 1, 10, 3, 5, 2, undefined, '', 7, []],
    ['batch', 1, 10, 3, 5, 2, undefined, '', '', 'others'],
    ['batch', 1, 10, 3, 5, 2, undefined, '0,1,8', 'a', []],
    ['batch', 1, 10, 3, 5, 2, undefined, '0,1,8,65', 'a', []],
    ['batch', 1, 10, 3, 5, 2, undefined, '0,1,8,66,', 'a', []],
    ['batch', 1, 10, 3, 5, 2, undefined, '0,1,8,65,', 'ab', []],
    ['batch', 1, 10, 3, 5, 2, undefined, '0,1,8,63,', '', []],
    ['batch', 1, 10, 3, 5, 2, undefined, '0,1,8,x,', '', []],
    ['batch', 1, 10, 3, 5, 2, undefined, '0,1,8,65.5,', 'ab', []],
    ['batch', 1, 10, 3, 5, 2, undefined, '0,1,8,-64,', '', []],
    ['batch', 1, 10, 3, 5, 2, undefined, '', '', [1]],
    ['batch', 1, 10, 3, 5, 2, undefined, '0,1,8,65,'.repeat(257), 'a'.repeat(257), []],
  ])('is refused when it is not of that form: %j', (value) => {
    expect(parseRawBatch(value)).toBeUndefined();
  });

  it('keeps the connections that are readable, and of those what is readable', () => {
    const connections = ['a', [], [1], [1, 'wss://a', 'now'], [2, 'wss://b', 1, 7, null, [1, 2]], null];
    expect(parseRawBatch(['batch', 1, 1, 0, 0, 0, connections, '', '', []])?.connections).toEqual([
      { id: 2, url: 'wss://b', at: 1, subprotocol: undefined, greeting: undefined, close: undefined },
    ]);
  });

  it('weighs what the hook counts: the data, and 64 bytes an item', () => {
    const raw = rawOf([0, 1, 8, 'abc', 3], [4, 1, 9, [9, 1000, 'bye', true], 3]);
    expect([raw.count, raw.bytes]).toEqual([2, 134]);
  });
});

describe('a batch of nothing but frames that are texts', () => {
  const value = (table: string, texts: string, count: unknown) =>
    parseRawBatch(['batch', 1, 10, 3, 5, 2, undefined, table, texts, [], count]);

  it('is left as it came, and weighs the same', () => {
    const frames = { table: '0,1,8,67,1,1,9,65,', texts: 'abcd' };
    expect(value(frames.table, frames.texts, 2)).toMatchObject({ count: 2, bytes: 132, frames, items: [] });
    expect(rawOf([0, 1, 8, 'abc', 3], [1, 1, 9, 'd', 1])).toMatchObject({ frames });
  });

  it('is read one by one all the same where that is needed', () => {
    const raw = rawOf([0, 2, 8, 'secret', 6], [1, 1, 9, 'd', 1]);
    expect(raw.frames).toBeDefined();
    expect(toOccurrences(raw, (connection) => connection === 1)).toMatchObject([
      { seq: 11, connection: 1, direction: 'sent', payload: { text: 'd' } },
    ]);
  });

  it.each<[string, string, unknown]>([
    ['0,1,8,65,2,1,8,65,', 'ab', 2],
    ['0,1,8.5,65,', 'a', 1],
    ['0,1,8,65,', 'a', undefined],
    ['0,1,8,65,', 'a', 257],
  ])('is none with %j', (table, texts, count) => {
    const raw = value(table, texts, count);
    expect(raw?.frames).toBeUndefined();
    expect(raw?.items.length).toBeGreaterThan(0);
  });

  it('is read one by one where it is larger than a port takes', () => {
    const raw = rawOf([0, 1, 1, 'a'.repeat(8_000_001), 8_000_001]);
    expect([raw.frames, raw.items.length]).toEqual([undefined, 1]);
  });
});

describe('occurrences', () => {
  it('are numbered by their place, with frames as text or base64', () => {
    const raw = rawOf(
      [2, 1, 1, 'wss://a', 7],
      [3, 1, 2, 'sub', 3],
      [0, 1, 3, 'text', 4],
      [1, 1, 4, bytes(1, 2, 255), 3],
      [4, 1, 5, [5, 1006, '', false], 0],
    );
    expect(toOccurrences(raw, everyone)).toEqual([
      { kind: 'connecting', seq: 10, connection: 1, at: 1, url: 'wss://a' },
      { kind: 'open', seq: 11, connection: 1, at: 2, subprotocol: 'sub' },
      { kind: 'frame', seq: 12, connection: 1, at: 3, direction: 'received', payload: { text: 'text' } },
      { kind: 'frame', seq: 13, connection: 1, at: 4, direction: 'sent', payload: { base64: 'AQL/' } },
      { kind: 'close', seq: 14, connection: 1, at: 5, code: 1006, reason: '', wasClean: false },
    ]);
  });

  it('tell of an error of the page that means a lack of encryption, at 300 characters, and of no other', () => {
    const message = `Error: no nacl implementation available. ${'x'.repeat(500)}`;
    const raw = rawOf([5, 0, 1, message, 2_048], [5, 0, 2, 'Error: no nacl for you', 2_048]);
    expect(toOccurrences(raw, everyone)).toEqual([
      { kind: 'page-error', seq: 10, connection: 0, at: 1, message: message.slice(0, 300) },
    ]);
  });

  it('leave out the frames of connections that are not known, and keep their numbers', () => {
    const raw = rawOf([2, 2, 1, 'wss://b', 7], [0, 2, 2, 'secret', 6], [0, 1, 3, 'a', 1]);
    const occurrences = toOccurrences(raw, (connection) => connection === 1);
    expect(occurrences.map(({ seq, kind }) => `${seq} ${kind}`)).toEqual(['10 connecting', '12 frame']);
    expect(JSON.stringify(occurrences)).not.toContain('secret');
  });

  it('say that a payload is missing, and how long it was', () => {
    const raw = rawOf(
      [0, 1, 1, 'a'.repeat(8_000_001), 8_000_001],
      [0, 1, 1, 4_000_000, 0],
      [0, 1, 2, {}, 12],
      [0, 1, 3, null, 5],
    );
    const payloads = toOccurrences(raw, everyone).map((one) => one.kind === 'frame' && one.payload);
    expect(payloads).toEqual([
      { omitted: 'too-large', bytes: 8_000_001 },
      { omitted: 'too-large', bytes: 4_000_000 },
      { omitted: 'unread-blob', bytes: 12 },
      { omitted: 'unread-blob', bytes: 5 },
    ]);
  });

  it.each<[Item]>([
    [[9, 1, 1, 'a', 1]],
    [['x', 1, 1, 'a', 1]],
    [[2, 1, 1, {}, 1]],
    [[3, 1, 1, undefined, 1]],
    [[4, 1, 1, 'bye', 1]],
    [[4, 1, 1, [1, 1000, 'bye'], 1]],
    [[5, 0, 1, ['no nacl implementation available'], 1]],
    [[6, 1, 1, 'a', 1]],
    [[0, -1, 1, 'a', 1]],
    [[0, 1, Number.NaN, 'a', 1]],
  ])('are left out when their item is malformed: %j', (item) => {
    expect(toOccurrences(rawOf(item), everyone)).toEqual([]);
  });
});

describe('Blobs', () => {
  it('are read into their places', async () => {
    const raw = rawOf([0, 1, 1, new Blob(['ab']), 2], [0, 1, 2, 'c', 1], [1, 1, 3, new Blob(['d']), 1]);
    await readBlobs(raw);
    const payloads = toOccurrences(raw, everyone).map((one) => one.kind === 'frame' && one.payload);
    expect(payloads).toEqual([{ base64: 'YWI=' }, { text: 'c' }, { base64: 'ZA==' }]);
  });

  it('that can not be read are reported as such', async () => {
    const blob = new Blob(['ab']);
    blob.arrayBuffer = () => Promise.reject(new Error('gone'));
    const raw = rawOf([0, 1, 1, blob, 2]);
    await readBlobs(raw);
    expect(toOccurrences(raw, everyone)).toMatchObject([{ payload: { omitted: 'unread-blob', bytes: 2 } }]);
  });

  it('are not waited for when there are none', () => {
    expect(readBlobs(rawOf([0, 1, 1, 'a', 1], [0, 1, 1, bytes(1), 1]))).toBeUndefined();
  });
});

/** What has no text, such as an object without prototype, stands as nothing in the table. */
function spreadSafely(items: Item[]): unknown[] {
  const toText = (value: unknown) => {
    try {
      return String(value);
    } catch {
      return '';
    }
  };
  return spread(
    items.map(([kind, connection, at, data, bytes]) => [
      toText(kind),
      toText(connection),
      toText(at),
      data,
      bytes,
    ]),
  );
}

describe('any message over the port', () => {
  it('is read or refused, and never throws', () => {
    const anything = fc.anything({ withNullPrototype: true, withBigInt: true, withTypedArray: true });
    const batches = fc
      .tuple(fc.array(anything), fc.array(fc.tuple(anything, anything, anything, anything, fc.integer())))
      .map(([connections, items]) => [...['batch', 1, 1, 0, 0, 0], connections, ...spreadSafely(items)]);
    fc.assert(
      fc.property(fc.oneof(anything, batches), (value) => {
        const raw = parseRawBatch(value);
        if (raw === undefined) return;
        expect(raw.count).toBeLessThanOrEqual(256);
        expect(raw.bytes).toBeGreaterThanOrEqual(0);
        for (const { seq } of toOccurrences(raw, everyone)) expect(seq).toBeGreaterThanOrEqual(raw.first);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('bytes of the hook', () => {
  it('are read from a buffer of another realm, as Firefox hands it over', () => {
    const foreign = runInNewContext('new Uint8Array([1, 0, 255]).buffer') as ArrayBuffer;
    expect(foreign instanceof ArrayBuffer).toBe(false);
    const [frame] = toOccurrences(rawOf([0, 1, 8, foreign, 3]), everyone);
    expect(frame).toMatchObject({ payload: { base64: 'AQD/' } });
  });

  it('are not read from what only calls itself a buffer, or was given away', () => {
    const fake = { [Symbol.toStringTag]: 'ArrayBuffer', length: 3 };
    const given = runInNewContext('new ArrayBuffer(3)') as ArrayBuffer;
    structuredClone(given, { transfer: [given] });
    for (const data of [fake, given]) {
      const [frame] = toOccurrences(rawOf([0, 1, 8, data, 3]), everyone);
      expect(frame).toMatchObject({ payload: { omitted: 'unread-blob', bytes: 3 } });
    }
  });
});
