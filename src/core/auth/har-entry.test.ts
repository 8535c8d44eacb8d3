import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MAX_REPLY_CHARS, readHarEntry, readText } from './har-entry';

const text = 'socket_id=1.2&channel_name=private-a';

function entry(change: { request?: object; response?: object } = {}): unknown {
  return {
    startedDateTime: '2024-01-02T03:04:05.678Z',
    time: 12.5,
    request: {
      url: 'https://app.example/auth',
      method: 'post',
      postData: { mimeType: 'application/x-www-form-urlencoded', text, params: [] },
      ...change.request,
    },
    response: { status: 200, content: { size: 90 }, ...change.response },
  };
}

it('an entry is read as it is in both browsers', () => {
  expect(readHarEntry(entry())).toEqual({
    url: 'https://app.example/auth',
    method: 'POST',
    body: text,
    contentType: 'application/x-www-form-urlencoded',
    at: Date.parse('2024-01-02T03:04:05.678Z'),
    durationMs: 12.5,
    status: 200,
    bodyBytes: 90,
    inline: undefined,
  });
});

it('a form may come as its parameters alone', () => {
  const params = [{ name: 'socket_id', value: '1.2' }, { name: 'channel_name', value: 'private-a' }, null];
  expect(readHarEntry(entry({ request: { postData: { params } } }))?.body).toBe(text);
});

it('a request that failed has no status, whatever the browser writes there', () => {
  expect(readHarEntry(entry({ response: { status: 200, _error: 'net::ERR_FAILED' } }))?.status).toBe(0);
  expect(readHarEntry(entry({ response: { status: '' } }))?.status).toBe(0);
});

it.each<[string, unknown]>([
  [
    'a request that was given up with its page',
    entry({ response: { status: 0, _error: 'net::ERR_ABORTED' } }),
  ],
  ['a body that is too large', entry({ request: { postData: { text: 'x'.repeat(70_000) } } })],
  ['an address that is too long', entry({ request: { url: `https://a/${'x'.repeat(20_000)}` } })],
  ['no request', { response: {} }],
  ['a text', 'entry'],
])('nothing is read of %s', (_, value) => {
  expect(readHarEntry(value)).toBeUndefined();
});

it.each<[string, unknown, unknown, string | undefined]>([
  ['text in Chrome', '{}', '', '{}'],
  ['base64 in Chrome', 'e30=', 'base64', '{}'],
  ['text in Firefox', 'e30=', 'application/json; charset=utf-8', 'e30='],
  ['base64 in Firefox', 'e30=', 'application/octet-stream', '{}'],
  ['what is no base64 after all', '{}', 'application/octet-stream', '{}'],
  ['a body that is gone', null, '', undefined],
])('a body is read: %s', (_, body, second, expected) => {
  expect(readText(body, second)).toBe(expected);
});

it('a body is kept up to a bound', () => {
  expect(readText('x'.repeat(MAX_REPLY_CHARS + 1), '')).toHaveLength(MAX_REPLY_CHARS);
});

it('no entry makes it throw', () => {
  const anything = fc.anything();
  fc.assert(
    fc.property(anything, anything, anything, (request, response, time) => {
      readHarEntry({ request, response, time, startedDateTime: time });
      readHarEntry(entry({ request: { postData: request }, response: { content: response } }));
    }),
  );
});
