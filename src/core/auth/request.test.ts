import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAuthRequest } from './request';

const url = 'https://app.example/any/path?x=1#y';
const socket = 'socket_id=123.456';

describe('a request to an auth endpoint', () => {
  it.each<[string, string, string[]]>([
    ['form of pusher-js', `${socket}&channel_name=private-a`, ['private-a']],
    [
      'form with parameters around',
      `_token=a&channel_name=presence-a%3Bb&${socket}&user=1`,
      ['presence-a;b'],
    ],
    [
      'numbered batch',
      `${socket}&channel_name%5B0%5D=private-a&channel_name[1]=private-b`,
      ['private-a', 'private-b'],
    ],
    [
      'batch of a list',
      `${socket}&channel_name[]=private-a&channel_name[]=private-b`,
      ['private-a', 'private-b'],
    ],
    ['form with one name twice', `${socket}&channel_name=private-a&channel_name=private-a`, ['private-a']],
    ['JSON', '{"socket_id":"123.456","channel_name":"private-a"}', ['private-a']],
    ['JSON in camel case', ' {"socketId":"123.456","channelName":"private-a"}', ['private-a']],
    [
      'JSON with a list',
      '{"socket_id":"123.456","channel_names":["private-a",7,"private-b"]}',
      ['private-a', 'private-b'],
    ],
    [
      'form data',
      '--b1\r\nContent-Disposition: form-data; name="socket_id"\r\n\r\n123.456\r\n--b1\r\nContent-Disposition: form-data; name="channel_name"\r\n\r\nprivate-a\r\n--b1--\r\n',
      ['private-a'],
    ],
  ])('is told by its content: %s', (_, body, channels) => {
    expect(readAuthRequest({ url, method: 'POST', body })).toEqual({
      socketId: '123.456',
      channels,
      endpoint: 'https://app.example/any/path',
      isScript: false,
      isCertain: true,
    });
  });

  it('is a script where a query asks for a callback', () => {
    const query = "?callback=Pusher.auth_callbacks%5B'1'%5D&socket_id=1.2&channel_name=private-a";
    expect(readAuthRequest({ url: `https://u:p@app.example/a${query}`, method: 'GET', body: '' })).toEqual({
      socketId: '1.2',
      channels: ['private-a'],
      endpoint: 'https://app.example/a',
      isScript: true,
      isCertain: true,
    });
  });

  it('is for a user where no channel is named, certain only by its path', () => {
    const read = (path: string) =>
      readAuthRequest({ url: `https://app.example${path}`, method: 'POST', body: socket });
    expect(read('/pusher/user-auth')).toMatchObject({ channels: [], isCertain: true });
    expect(read('/messages')).toMatchObject({ channels: [], isCertain: false });
  });

  it('is uncertain where the channel has another name: an app sends socket_id to leave out a receiver', () => {
    const body = '{"socket_id":"1.2","channel":"private-chat","message":"hi"}';
    expect(readAuthRequest({ url, method: 'POST', body })).toMatchObject({
      channels: ['private-chat'],
      isCertain: false,
    });
  });

  it.each([
    ['no socket id', 'POST', 'channel_name=private-a'],
    ['a socket id of another form', 'POST', 'socket_id=abc&channel_name=private-a'],
    ['a preflight', 'OPTIONS', `${socket}&channel_name=private-a`],
    ['JSON that is broken', 'POST', '{"socket_id":"1.2"'],
    ['JSON of no text', 'POST', '{"socket_id":1.2,"channel_name":"private-a"}'],
  ])('is none: %s', (_, method, body) => {
    expect(readAuthRequest({ url, method, body })).toBeUndefined();
  });

  it.each(['blob:https://app.example/1', 'data:text/plain,socket_id=1.2', 'no url socket_id'])(
    'is none at %s',
    (address) => {
      const body = `${socket}&channel_name=a`;
      expect(readAuthRequest({ url: address, method: 'POST', body })).toBeUndefined();
    },
  );

  it('keeps a bounded number of channels, and no name that is too long', () => {
    const names = Array.from({ length: 500 }, (_, i) => `channel_name[]=private-${i}`).join('&');
    const body = `${socket}&channel_name[]=${'x'.repeat(2_000)}&${names}`;
    const read = readAuthRequest({ url, method: 'POST', body });
    expect(read?.channels).toHaveLength(200);
    expect(read?.channels[0]).toBe('private-0');
  });

  it('never throws, whatever is sent', () => {
    const part = fc.constantFrom(
      'socket_id',
      '=',
      '1.2',
      '&',
      '{',
      '}',
      '"',
      ':',
      '--b',
      '\r\n',
      'name="',
      '[',
      ']',
    );
    const body = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(part).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string()), body, (address, sent) => {
        const read = readAuthRequest({ url: `${address}?socket_id=1.2`, method: 'POST', body: sent });
        if (read !== undefined) expect(read.socketId).toMatch(/^\d+\.\d+$/);
      }),
    );
  });
});
