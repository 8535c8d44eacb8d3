import { describe, expect, it } from 'vitest';
import { protocol } from './protocol';

describe('the URL of a connection', () => {
  it.each([
    [
      'wss://ws-eu.pusher.com:443/app/278d425bdf160c739803?protocol=7&client=js&version=8.6.0&flash=false',
      '278d425bdf160c739803',
      'pusher-js 8.6.0',
      '7',
    ],
    ['ws://localhost/prefix/app/key/', 'key', undefined, undefined],
    ['ws://localhost/app/key?client=java-client&protocol=5', 'key', 'java-client', '5'],
    ['ws://localhost/app/key?client=js', 'key', 'pusher-js', undefined],
    ['ws://localhost/socket?version=1', undefined, '1', undefined],
    ['ws://localhost/app/', undefined, undefined, undefined],
  ])('%s names app key, client library and version', (url, app, client, version) => {
    expect(protocol.describeUrl(new URL(url))).toEqual({ app, client, version });
  });
});

describe('the name of a channel', () => {
  it.each([
    ['orders', 'public'],
    ['cache-orders', 'public'],
    ['private-orders', 'private'],
    ['private-cache-orders', 'private'],
    ['private-encryptedorders', 'private'],
    ['presence-orders', 'presence'],
    ['presence-cache-orders', 'presence'],
    ['presence-encrypted-orders', 'presence'],
    ['private-encrypted-orders', 'encrypted'],
    ['private-encrypted-cache-orders', 'encrypted'],
    ['Private-encrypted-orders', 'public'],
    ['#server-to-user-7', 'private'],
    ['', 'public'],
  ])('%j makes it %s', (name, kind) => {
    expect(protocol.channelKind(name)).toBe(kind);
  });
});

describe('a cache channel', () => {
  it.each(['cache-a', 'private-cache-a', 'presence-cache-a', 'private-encrypted-cache-a'])(
    'is %s',
    (name) => {
      expect(protocol.isCacheChannel(name)).toBe(true);
    },
  );

  it.each(['orders', 'cachea', 'private-a-cache-b', 'presence-encrypted-cache-a', ''])(
    'is not %j',
    (name) => {
      expect(protocol.isCacheChannel(name)).toBe(false);
    },
  );
});

it('shows no binary frame, for it has none', () => {
  expect(protocol.showBinary({ base64: 'AAEC' })).toBeUndefined();
});
