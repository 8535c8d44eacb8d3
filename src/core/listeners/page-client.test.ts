import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parsePageClients } from './page-client';

const nothing = { names: [], all: false };
const client = { app: 'key', socketId: '1.2', own: nothing, channels: [] };
const names = (count: number) => Array.from({ length: count }, (_, index) => `event-${index}`);

it('a client is taken with what it has bound, and with nothing else', () => {
  const orders = { name: 'orders', names: ['shipped'], all: false };
  expect(
    parsePageClients({ clients: [{ ...client, secret: 1, channels: [{ ...orders, key: 'x' }] }] }),
  ).toEqual([{ ...client, channels: new Map([['orders', { names: ['shipped'], all: false }]]) }]);
});

it.each([
  undefined,
  'client',
  {},
  [null],
  [{ ...client, app: 1 }],
  [{ ...client, socketId: undefined }],
  [{ ...client, own: undefined }],
  [{ ...client, own: { names: [], all: 'yes' } }],
  [{ ...client, own: { names: [1], all: false } }],
  [{ ...client, own: { names: names(201), all: false } }],
  [{ ...client, own: { names: ['x'.repeat(201)], all: false } }],
  [{ ...client, channels: {} }],
])('what is no client is left out: %j', (value) => {
  expect(parsePageClients({ clients: value })).toEqual([]);
});

it('channels that can not be read are left out, those that are too many as well', () => {
  const channels = names(600).map((name) => ({ name, ...nothing }));
  const [parsed] = parsePageClients({
    clients: [{ ...client, channels: [null, { name: 7, ...nothing }, ...channels] }],
  });
  expect(parsed?.channels.size).toBe(498);
});

it('anything is read or left out, and never throws', () => {
  const anything = fc.anything({ withNullPrototype: true, withBigInt: true, withTypedArray: true });
  const nearly = fc.tuple(anything, fc.array(anything), anything).map(([own, channels, bound]) => [
    { ...client, own },
    { ...client, channels: [...channels, { name: 'a', names: bound }] },
  ]);
  fc.assert(
    fc.property(fc.oneof(anything, nearly), (value) => {
      expect([parsePageClients(value), parsePageClients({ clients: value })].every(Array.isArray)).toBe(true);
    }),
  );
});
