import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Batch, FromBridge, RawAuth } from './messages';
import {
  isSocketNotice,
  isWatchNotice,
  parseCandidates,
  parseFromBridge,
  parseRawAuth,
} from './parse-messages';

const ID = '01234567-89ab-cdef-0123-456789abcdef';

const close = { at: 3, code: 1000, reason: 'bye', wasClean: true };
const connection = {
  id: 1,
  url: 'wss://ws.example/app/key',
  at: 1.5,
  subprotocol: '',
  greeting: { text: '{}' },
  protocol: 'pusher',
  close,
};
const frame = {
  kind: 'frame',
  seq: 2,
  connection: 1,
  at: 2,
  direction: 'received',
  payload: { text: 'a' },
} as const;
const batch: Batch = {
  document: ID,
  first: 1,
  last: 4,
  bytes: 500,
  framesBefore: 0,
  framesThrough: 2,
  unknownFrames: 0,
  connections: [connection],
  late: [frame],
  occurrences: [
    { kind: 'connecting', seq: 1, connection: 1, at: 1, url: 'wss://ws.example' },
    frame,
    { kind: 'open', seq: 3, connection: 1, at: 2, subprotocol: 'a' },
    { kind: 'close', seq: 4, connection: 1, ...close },
    { kind: 'page-error', seq: 5, connection: 0, at: 3, message: 'no nacl' },
  ],
};
const messages: FromBridge[] = [
  { type: 'hello', document: ID, startedAt: 1_700_000_000_000.5 },
  { type: 'watching' },
  { type: 'batch', batch },
];

const withBatch = (change: object) => ({ type: 'batch', batch: { ...batch, ...change } });
const withFrame = (change: object) => withBatch({ occurrences: [{ ...frame, ...change }] });
const withConnection = (change: object) => withBatch({ connections: [{ ...connection, ...change }] });
const without = (name: string, from: object) =>
  Object.fromEntries(Object.entries(from).filter(([key]) => key !== name));

describe('what a bridge says', () => {
  it.each(messages)('is taken as it is when it is well formed: $type', (message) => {
    expect(parseFromBridge(structuredClone(message))).toEqual(message);
  });

  it('may have its frames as texts', () => {
    const message = withBatch({ occurrences: [], frames: { table: '0,1,1,65,', texts: 'a' } });
    expect(parseFromBridge(structuredClone(message))).toEqual(message);
  });

  it.each([
    undefined,
    null,
    0,
    'hello',
    [],
    [{ type: 'watching' }],
    {},
    { type: 'watch' },
    { type: ['watching'] },
    { type: 'hello' },
    { type: 'hello', document: ID },
    { type: 'hello', document: 'a', startedAt: 1 },
    { type: 'hello', document: `${ID}\n`, startedAt: 1 },
    { type: 'hello', document: ID.toUpperCase(), startedAt: 1 },
    { type: 'hello', document: ID, startedAt: -1 },
    { type: 'hello', document: ID, startedAt: Number.POSITIVE_INFINITY },
    { type: 'hello', document: ID, startedAt: '1' },
    { type: 'batch' },
    { type: 'batch', batch: [] },
    ...Object.keys(batch).map((name) => ({ type: 'batch', batch: without(name, batch) })),
    withBatch({ document: 'constructor' }),
    withBatch({ first: 1.5 }),
    withBatch({ last: -1 }),
    withBatch({ bytes: '500' }),
    withBatch({ framesBefore: 2 ** 53 }),
    withBatch({ occurrences: { 0: frame, length: 1 } }),
    withBatch({ occurrences: [frame, null] }),
    withBatch({ occurrences: Array.from({ length: 4_097 }, () => frame) }),
    withBatch({ connections: Array.from({ length: 4_097 }, () => connection) }),
    withBatch({ frames: null }),
    withBatch({ frames: { table: '0,1,1,65', texts: 'a' } }),
    withFrame({ kind: 'message' }),
    withFrame({ kind: '__proto__' }),
    withFrame({ seq: Number.NaN }),
    withFrame({ connection: '1' }),
    withFrame({ at: null }),
    withFrame({ direction: 'in' }),
    withFrame({ payload: 'a' }),
    withFrame({ payload: {} }),
    withFrame({ payload: { text: 1 } }),
    withFrame({ payload: { bytes: 1 } }),
    withFrame({ payload: { omitted: 'lost', bytes: 1 } }),
    withFrame({ payload: { omitted: 'too-large', bytes: -1 } }),
    withFrame({ kind: 'connecting' }),
    withFrame({ kind: 'open', subprotocol: 'a'.repeat(8_193) }),
    withFrame({ kind: 'close', code: 1000, reason: 'a' }),
    withFrame({ kind: 'close', code: 1000, reason: 1, wasClean: true }),
    withFrame({ kind: 'page-error' }),
    withFrame({ kind: 'page-error', message: 'a'.repeat(301) }),
    withConnection({ id: -1 }),
    withConnection({ url: undefined }),
    withConnection({ url: 'a'.repeat(8_193) }),
    withConnection({ at: 'now' }),
  ])('is refused when it is not of that form: %j', (value) => {
    expect(parseFromBridge(value)).toBeUndefined();
  });

  it.each([
    [{ subprotocol: 1 }, { subprotocol: undefined }],
    [{ greeting: null }, { greeting: undefined }],
    [{ protocol: null }, { protocol: null }],
    [{ protocol: 7 }, { protocol: undefined }],
    [{ close: { ...close, code: 'a' } }, { close: undefined }],
    [{ close: 'a' }, { close: undefined }],
  ])('of a connection is taken as far as it is readable: %j', (change, expected) => {
    const message = parseFromBridge(withConnection(change));
    expect(message).toEqual(withConnection(expected));
  });
});

describe('any value', () => {
  const anything = fc.anything({
    withNullPrototype: true,
    withBigInt: true,
    withDate: true,
    withTypedArray: true,
  });

  it('is parsed or refused, and never throws', () => {
    fc.assert(
      fc.property(anything, (value) => {
        parseFromBridge(value);
        parseFromBridge({ type: 'batch', batch: value });
        parseFromBridge(withBatch({ occurrences: value, connections: [value] }));
        expect(isSocketNotice(value) && isWatchNotice(value)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it('put anywhere into a message lets no member through that is not named', () => {
    const names = fc.constantFrom('__proto__', 'constructor', 'toJSON', 'then', 'key', 'plaintext', 'length');
    fc.assert(
      fc.property(fc.constantFrom(...messages), names, anything, fc.nat(), (message, name, value, at) => {
        const foreign = structuredClone(message);
        const objects = objectsIn(foreign);
        // As JSON makes it: an own member, also when it is called `__proto__`.
        Object.defineProperty(objects[at % objects.length], name, {
          value,
          enumerable: true,
          configurable: true,
        });
        const parsed = parseFromBridge(foreign);
        expect(parsed).toEqual(message);
        expect(objectsIn(parsed).every((one) => !Object.hasOwn(one, name) || Array.isArray(one))).toBe(true);
        expect(objectsIn(parsed).some((one) => objects.includes(one))).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});

/** The value and every object inside it, arrays left out. */
function objectsIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? inside : [value, ...inside];
}

describe('a notice', () => {
  it('is known by its type alone', () => {
    expect([{ type: 'socket' }, { type: 'watched' }, null, 'socket', []].map(isSocketNotice)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    expect([{ type: 'watched' }, { type: 'socket' }, undefined].map(isWatchNotice)).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('a request to an auth endpoint', () => {
  const request: RawAuth = {
    at: 1.5,
    durationMs: 2,
    url: 'https://app.example/auth',
    method: 'POST',
    status: 200,
    body: 'a=b',
    contentType: '',
    reply: '{}',
  };

  it('is rebuilt with the members that it names', () => {
    const message = { type: 'auth', tab: 3, request: { ...request, more: 1 } };
    expect(parseRawAuth(message)).toEqual({ tab: 3, request });
  });

  it.each([
    null,
    { type: 'auth', tab: '3', request },
    { type: 'candidates', texts: [] },
    { type: 'auth', tab: 3 },
    ...Object.keys(request).map((name) => ({
      type: 'auth',
      tab: 3,
      request: { ...request, [name]: undefined },
    })),
  ])('is none without one of them: %j', (value) => {
    expect(parseRawAuth(value)).toBeUndefined();
  });
});

describe('texts that may be keys', () => {
  it('are taken as they are', () => {
    expect(parseCandidates({ type: 'candidates', texts: ['a', 'b'], more: 1 })).toEqual(['a', 'b']);
  });

  it.each([
    null,
    { type: 'auth', texts: ['a'] },
    { type: 'candidates', texts: ['a', 1] },
    { type: 'candidates' },
    { type: 'candidates', texts: Array(1_000).fill('a') },
  ])('are none in %j', (value) => {
    expect(parseCandidates(value)).toBeUndefined();
  });
});
