import * as vcdiff from '@ably/vcdiff-decoder';
import type * as Ably from 'ably';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AblyServer, startAblyServer } from './ably-server.ts';
import { createAblyClient, listen } from './clients.ts';

const key = 'app.key:secret';
const cipherKey = Buffer.alloc(32, 7).toString('base64');
let server: AblyServer;
let clients: Ably.Realtime[];

beforeEach(async () => {
  server = await startAblyServer({ credentials: [key, 'a-token'], readOnlyChannels: ['notices'] });
  clients = [];
});

afterEach(async () => {
  for (const client of clients) client.close();
  await server.close();
});

function connect(options: Ably.ClientOptions = {}): Ably.Realtime {
  const client = createAblyClient(server.port, key, options);
  clients.push(client);
  return client;
}

describe('connections', () => {
  it('are refused with 40101 for another key', async () => {
    const client = connect({ key: 'app.key:wrong' });
    const failed = await client.connection.whenState('failed');
    expect(failed).toMatchObject({ reason: { code: 40101, statusCode: 401 } });
  });

  it('tell who one is, answer pings and close', async () => {
    const client = connect({ clientId: 'ada' });
    await client.connection.once('connected');
    expect(client.auth.clientId).toBe('ada');
    expect(await client.connection.ping()).toBeGreaterThanOrEqual(0);
    client.close();
    await client.connection.whenState('closed');
  });

  it('take a new token while they live', async () => {
    const client = createAblyClient(server.port, key, { authCallback: (_, done) => done(null, 'a-token') });
    clients.push(client);
    await client.connection.once('connected');
    expect(await client.auth.authorize()).toMatchObject({ token: 'a-token' });
  });

  it('come back after DISCONNECTED', async () => {
    const client = connect({ disconnectedRetryTimeout: 10 });
    await client.connection.once('connected');
    const back = client.connection.once('connected');
    server.disconnectAll();
    await back;
  });

  it('tell the time', async () => {
    const client = connect();
    expect(Math.abs((await client.time()) - Date.now())).toBeLessThan(5000);
  });
});

describe.each([
  ['JSON', false],
  ['MessagePack', true],
])('in %s', (_, useBinaryProtocol) => {
  it('text, objects and bytes arrive as they were, at the sender too', async () => {
    const [ada, bob] = [connect({ useBinaryProtocol, clientId: 'ada' }), connect({ useBinaryProtocol })];
    const next = [await listen(ada.channels.get('chat')), await listen(bob.channels.get('chat'))];
    const bytes = Buffer.from([0, 255, 1]);
    const { serials } = await ada.channels
      .get('chat')
      .publish([
        { name: 'text', data: 'Zoë' },
        { name: 'object', data: { n: 1 } },
        { name: 'bytes', data: bytes },
        { name: 'nothing' },
      ]);
    expect(new Set(serials).size).toBe(4);
    for (const read of next) {
      expect(await read()).toMatchObject({ name: 'text', data: 'Zoë', clientId: 'ada', serial: serials[0] });
      expect(await read()).toMatchObject({ name: 'object', data: { n: 1 } });
      expect(await read()).toMatchObject({ name: 'bytes', data: bytes });
      expect((await read()).data ?? null).toBeNull();
    }
  });

  it('ciphertext opens with the key and stays closed without', async () => {
    const [ada, bob, eve] = [0, 1, 2].map(() => connect({ useBinaryProtocol })) as [
      Ably.Realtime,
      Ably.Realtime,
      Ably.Realtime,
    ];
    const sealed = { cipher: { key: cipherKey } };
    const channel = ada.channels.get('orders', sealed);
    const next = await listen(bob.channels.get('orders', sealed));
    const dark = await listen(eve.channels.get('orders'));
    await channel.publish('created', { id: 7 });
    expect(await next()).toMatchObject({ name: 'created', data: { id: 7 } });
    expect(await dark()).toMatchObject({ encoding: 'json/utf-8/cipher+aes-256-cbc' });
  });

  it.each([
    ['clear', {}],
    ['encrypted', { cipher: { key: cipherKey } }],
  ])('%s payloads come as deltas to those who ask', async (_kind, options) => {
    const ada = connect({ useBinaryProtocol });
    const bob = connect({ useBinaryProtocol, plugins: { vcdiff } });
    const next = await listen(bob.channels.get('stock', { ...options, params: { delta: 'vcdiff' } }));
    const channel = ada.channels.get('stock', options);
    for (const left of [12, 11, 10]) {
      await channel.publish('left', { sku: 'MUG-02', left });
      const { data, extras } = await next();
      expect(data).toEqual({ sku: 'MUG-02', left });
      expect(Boolean(extras?.delta)).toBe(left < 12);
    }
    await channel.publish('note', 'plain text');
    await channel.publish('note', 'plain text, longer');
    expect([(await next()).data, (await next()).data]).toEqual(['plain text', 'plain text, longer']);
  });

  it('members enter, update, are synchronised and leave', async () => {
    const [ada, bob] = [connect({ useBinaryProtocol, clientId: 'ada' }), connect({ useBinaryProtocol })];
    const sealed = { cipher: { key: cipherKey } };
    await ada.channels.get('staff', sealed).presence.enter({ role: 'orders' });
    const { presence } = bob.channels.get('staff', sealed);
    expect(await presence.get()).toMatchObject([{ clientId: 'ada', data: { role: 'orders' } }]);
    const updated = new Promise((resolve) => presence.subscribe('update', resolve));
    await ada.channels.get('staff', sealed).presence.update('at lunch');
    expect(await updated).toMatchObject({ clientId: 'ada', data: 'at lunch' });
    const left = new Promise((resolve) => presence.subscribe('leave', resolve));
    ada.close();
    expect(await left).toMatchObject({ clientId: 'ada' });
  });
});

describe('channels', () => {
  it('are left by DETACH', async () => {
    const channel = connect().channels.get('chat');
    await channel.attach();
    expect(server.attachedCount('chat')).toBe(1);
    await channel.detach();
    expect(server.attachedCount('chat')).toBe(0);
  });

  it('refuse with NACK 40160 what may not be published', async () => {
    const refused = connect().channels.get('notices').publish('hello', 'world');
    await expect(refused).rejects.toMatchObject({ code: 40160, statusCode: 401 });
  });

  it('carry updates and deletions of a message under its serial', async () => {
    const channel = connect().channels.get('chat');
    const next = await listen(channel);
    await channel.publish('note', 'first');
    const first = await next();
    await channel.updateMessage({ ...first, data: 'second' });
    expect(await next()).toMatchObject({ action: 'message.update', serial: first.serial, data: 'second' });
    await channel.deleteMessage(first);
    expect(await next()).toMatchObject({ action: 'message.delete', serial: first.serial });
  });

  it('carry annotations to those who ask for them', async () => {
    const modes = ['SUBSCRIBE', 'PUBLISH', 'ANNOTATION_PUBLISH', 'ANNOTATION_SUBSCRIBE'] as const;
    const channel = connect({ clientId: 'ada' }).channels.get('chat', { modes: [...modes] });
    const next = await listen(channel);
    const arrived = new Promise((resolve) => channel.annotations.subscribe(resolve));
    await channel.publish('note', 'hello');
    await channel.annotations.publish(await next(), { type: 'reaction:distinct.v1', name: '👍' });
    expect(await arrived).toMatchObject({ type: 'reaction:distinct.v1', name: '👍', clientId: 'ada' });
  });

  it('do not send back what a client publishes that does not want it', async () => {
    const channel = connect({ echoMessages: false }).channels.get('chat');
    const next = await listen(channel);
    await channel.publish('mine', '');
    await connect().channels.get('chat').publish('other', '');
    expect(await next()).toMatchObject({ name: 'other' });
  });
});
