import { describe, expect, it } from 'vitest';
import { describeUrl } from './url';

const jwt = (header: unknown) => `${Buffer.from(JSON.stringify(header)).toString('base64url')}.e30.c2ln`;

describe('the URL of a connection', () => {
  it.each([
    [
      'key=xVLyHw.A-pwh7%3Asecret&format=json&v=6&agent=ably-js%2F2.28.0%20browser',
      { app: 'xVLyHw', client: 'ably-js 2.28.0', version: '6, JSON' },
    ],
    [
      'access_token=xVLyHw.DTSukCWq&format=msgpack&v=3&agent=my-app%2F1.0%20ably-js%2F2.9.0',
      { app: 'xVLyHw', client: 'ably-js 2.9.0', version: '3, MessagePack' },
    ],
    ['v=1.1&lib=js-web-1.1.25', { app: undefined, client: 'js-web-1.1.25', version: '1.1' }],
    ['agent=laravel-echo%2F1.3.4', { app: undefined, client: 'laravel-echo 1.3.4', version: undefined }],
    ['', { app: undefined, client: undefined, version: undefined }],
  ])('%s', (query, facts) => {
    expect(describeUrl(new URL(`wss://main.realtime.ably.net/?${query}`))).toEqual(facts);
  });
});

describe('the app of a credential', () => {
  it.each([
    ['a key', 'xVLyHw.A-pwh7:secret', 'xVLyHw'],
    ['a token', 'xVLyHw.DTSukCWq', 'xVLyHw'],
    ['a JWT', jwt({ typ: 'JWT', alg: 'HS256', kid: 'xVLyHw.A-pwh7' }), 'xVLyHw'],
    ['a JWT without a key id', jwt({ typ: 'JWT', alg: 'HS256' }), undefined],
    ['a JWT with another key id', jwt({ kid: 'key-1' }), undefined],
    ['a JWT of no JSON', 'eyJ.e30.x', undefined],
    ['a key that is none', 'secret', undefined],
    ['a key with a strange app', 'a b.c:d', undefined],
    ['a long text', 'x'.repeat(20_000), undefined],
  ])('%s', (_, credential, app) => {
    const url = new URL('wss://main.realtime.ably.net/');
    url.searchParams.set('access_token', credential);
    expect(describeUrl(url).app).toBe(app);
  });
});
