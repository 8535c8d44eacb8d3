import { expect, it } from 'vitest';
import { readFinished } from './finished-requests';

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
  const finished = readFinished({
    startedDateTime: '2024-01-02T03:04:05.678Z',
    time: 1,
    request: { url: 'https://a/', method: 'GET' },
    response: { status: 200, content: { size: 2 } },
    getContent,
  });
  expect(await finished?.readBody()).toBe(body);
});
