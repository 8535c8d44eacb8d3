import { describe, expect, it } from 'vitest';
import { channelKind } from './channel-kind';
import { pusher } from './pusher';

describe('the URL of a connection', () => {
  it.each([
    [
      'wss://ws-eu.pusher.com:443/app/278d425bdf160c739803?protocol=7&client=js&version=8.6.0&flash=false',
      '278d425bdf160c739803',
      'js 8.6.0',
    ],
    ['ws://localhost/prefix/app/key/', 'key', undefined],
    ['ws://localhost/app/key?client=java-client', 'key', 'java-client'],
    ['ws://localhost/socket?version=1', undefined, '1'],
    ['ws://localhost/app/', undefined, undefined],
  ])('%s names app key and client library', (url, app, client) => {
    expect(pusher.describeUrl(new URL(url))).toEqual({ app, client });
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
    expect(channelKind(name)).toBe(kind);
  });
});
