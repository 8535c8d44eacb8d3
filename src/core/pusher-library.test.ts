import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import PusherServer from 'pusher';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toBase64, toHex } from './bytes';
import { deriveSharedSecret } from './crypto/shared-secret';
import type { Key } from './keyring';
import { createSecretCache, openSealed } from './opening';
import { protocol } from './protocols/pusher/protocol';

// The released server library seals and publishes; this server takes the place of the Pusher API and keeps the events.
const masterKey = Uint8Array.from({ length: 32 }, (_, index) => 255 - index);
const channel = 'private-encrypted-orders';
const key: Key = {
  id: 'master',
  kind: 'pusher-master',
  label: 'demo',
  scope: { app: undefined, channel: undefined },
  remembered: false,
  addedAt: 0,
  bytes: masterKey,
};
const published: { name: string; data: string; channels: string[] }[] = [];
let server: Server;
let library: PusherServer;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    published.push(JSON.parse(body));
    response.setHeader('content-type', 'application/json').end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  library = new PusherServer({
    appId: '1',
    key: 'app',
    secret: 'secret',
    host: '127.0.0.1',
    port: String((server.address() as AddressInfo).port),
    useTLS: false,
    encryptionMasterKeyBase64: toBase64(masterKey),
  });
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

describe('what the pusher library seals', () => {
  it.each([
    ['an object', { id: 7, name: 'Zoë 🔑' }],
    ['a string, which it makes JSON', 'hello'],
    ['an empty string', ''],
    ['a payload of 7,619 bytes, the most that fits', 'x'.repeat(7_617)],
  ])('opens again: %s', async (_, data) => {
    await library.trigger(channel, 'order-created', data);
    const event = published.at(-1);
    const text = JSON.stringify({ event: event?.name, channel: event?.channels[0], data: event?.data });
    const [decoded] = decode(text).events;
    expect(decoded).toMatchObject({ event: 'order-created', channel });
    if (decoded?.content.kind !== 'sealed') throw new Error(`not sealed but ${decoded?.content.kind}`);
    expect(openSealed(decoded.content.sealed, [key], createSecretCache())).toEqual({
      outcome: 'opened',
      plaintext: { text: JSON.stringify(data) },
      key: 'master',
      derivation: 'A',
      remaining: '',
    });
  });

  it('is clear on a channel without the prefix', async () => {
    await library.trigger('private-orders', 'order-created', { id: 7 });
    const text = JSON.stringify({
      event: 'order-created',
      channel: 'private-orders',
      data: published.at(-1)?.data,
    });
    expect(decode(text).events[0]?.content).toEqual({
      kind: 'clear',
      text: '{"id":7}',
    });
  });
});

it('the shared secret of its auth reply is the one that is derived', () => {
  const reply = library.authorizeChannel('1.2', channel);
  const secret = Buffer.from(reply.shared_secret ?? '', 'base64');
  expect(toHex(deriveSharedSecret('A', channel, masterKey))).toBe(toHex(secret));
});

function decode(text: string) {
  return protocol.createDecoder('app')({ text }, 'received');
}
