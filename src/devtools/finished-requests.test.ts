import { beforeEach, expect, it, vi } from 'vitest';
import { onFinishedRequest } from './finished-requests';

type Listener = (entry: unknown) => void;

const network = vi.hoisted(() => ({
  listeners: [] as Listener[],
  getHAR: undefined as unknown,
}));

vi.mock('webextension-polyfill', () => ({
  default: {
    devtools: {
      network: {
        onRequestFinished: { addListener: (listener: Listener) => network.listeners.push(listener) },
        get getHAR() {
          return network.getHAR;
        },
      },
    },
  },
}));

function entry(url: string, more: object = {}): object {
  return {
    startedDateTime: '2024-01-02T03:04:05.678Z',
    time: 1,
    request: { url, method: 'GET' },
    response: { status: 200, content: { size: 2 } },
    ...more,
  };
}

let bodies: [string, string | undefined][];
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const take = () =>
  onFinishedRequest(async ({ request, readBody }) => {
    bodies.push([request.url, await readBody()]);
  });

beforeEach(() => {
  bodies = [];
  network.listeners.length = 0;
  network.getHAR = () => Promise.resolve({ entries: [] });
});

it.each<[string, unknown, string | undefined]>([
  ['a callback', (call?: (...values: unknown[]) => void) => call?.('{}', ''), '{}'],
  ['a promise of a pair', () => Promise.resolve(['{}', 'application/json']), '{}'],
  ['a promise of an object', () => Promise.resolve({ content: 'e30=', encoding: 'base64' }), '{}'],
  [
    'a promise that takes no callback',
    (...values: unknown[]) => {
      if (values.length > 0) throw new TypeError('Expected at most 0 arguments');
      return Promise.resolve(['{}', '']);
    },
    '{}',
  ],
  ['an empty text for what was thrown away', () => Promise.resolve(['', 'text/html']), undefined],
  ['nothing', () => Promise.resolve(undefined), undefined],
])('a reply comes by %s', async (_, getContent, body) => {
  take();
  network.listeners[0]?.(entry('https://a/', { getContent }));
  await settled();
  expect(bodies).toEqual([['https://a/', body]]);
});

it('what DevTools had before comes once, though it ends meanwhile', async () => {
  const inline = { response: { status: 200, content: { size: 2, text: '[]' } } };
  network.getHAR = () =>
    Promise.resolve({ entries: [entry('https://early/', inline), entry('https://a/', inline)] });
  take();
  network.listeners[0]?.(entry('https://a/', inline));
  await settled();
  expect(bodies.map(([url]) => url)).toEqual(['https://a/', 'https://early/']);
});

it('two requests that are alike are two', async () => {
  const inline = { response: { status: 200, content: { size: 2, text: '[]' } } };
  take();
  network.listeners[0]?.(entry('https://a/', inline));
  network.listeners[0]?.(entry('https://a/', inline));
  await settled();
  expect(bodies).toHaveLength(2);
});

it.each<[string, unknown]>([
  ['there is none', undefined],
  ['it fails', () => Promise.reject(new Error('no'))],
  ['it comes by a callback', (call?: (log: unknown) => void) => call?.({ entries: [null, 'x'] })],
  ['it is none', () => Promise.resolve('log')],
])('a log of before is no condition: %s', async (_, getHAR) => {
  network.getHAR = getHAR;
  take();
  network.listeners[0]?.(null);
  await settled();
  expect(bodies).toEqual([]);
});
