import type Pusher from 'pusher';
import type PusherClient from 'pusher-js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPusher } from '../pusher-library.ts';
import { type ChannelServer, startChannelServer } from './channel-server.ts';
import { createClient, nextEvent, subscribed } from './clients.ts';

const app = { id: '7', key: 'app-key', secret: 'app-secret' };
const masterKeyBase64 = Buffer.alloc(32, 9).toString('base64');
let server: ChannelServer;
let pusher: Pusher;
let clients: PusherClient[];

beforeEach(async () => {
  server = await startChannelServer({ apps: [app] });
  pusher = createPusher(app, server.port, masterKeyBase64);
  clients = [];
});

afterEach(async () => {
  for (const client of clients) client.disconnect();
  await server.close();
});

function connect(userId?: string): PusherClient {
  const client = createClient(server.port, app.key, pusher, userId);
  clients.push(client);
  return client;
}

describe('publishing with the real server library', () => {
  it('reaches pusher-js on public, private and encrypted channels', async () => {
    const client = connect();
    for (const name of ['news', 'private-shop', 'private-encrypted-orders']) {
      const channel = await subscribed(client, name);
      const arrived = nextEvent(channel, 'order.created');
      await pusher.trigger(name, 'order.created', { id: 1, note: 'Zoë ☕' });
      expect(await arrived).toEqual({ id: 1, note: 'Zoë ☕' });
    }
  });

  it('reaches several channels, but not the excluded socket', async () => {
    const [sender, other] = [connect(), connect()];
    const news = await subscribed(sender, 'news');
    const arrived = nextEvent(await subscribed(other, 'news'), 'hello');
    const next = nextEvent(news, 'hello');
    await pusher.trigger(['news', 'sport'], 'hello', 'not for me', {
      socket_id: sender.connection.socket_id,
    });
    expect(await arrived).toBe('not for me');
    await pusher.trigger('news', 'hello', 'for all');
    expect(await next).toBe('for all');
  });

  it('takes batches, in order', async () => {
    const client = connect();
    const news = await subscribed(client, 'news');
    const orders = await subscribed(client, 'private-encrypted-orders');
    const arrived = Promise.all([nextEvent(news, 'a'), nextEvent(orders, 'b')]);
    await pusher.triggerBatch([
      { channel: 'news', name: 'a', data: { n: 1 } },
      { channel: 'private-encrypted-orders', name: 'b', data: { n: 2 } },
    ]);
    expect(await arrived).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('answers counts and members', async () => {
    await subscribed(connect('ada'), 'presence-staff');
    await subscribed(connect('ada'), 'presence-staff');
    const counted = await pusher.trigger(
      'presence-staff',
      'e',
      {},
      { info: 'subscription_count,user_count' },
    );
    expect(await counted.json()).toEqual({
      channels: { 'presence-staff': { subscription_count: 2, user_count: 1 } },
    });
    const listed = await pusher.get({ path: '/channels', params: { filter_by_prefix: 'presence-' } });
    expect(await listed.json()).toEqual({ channels: { 'presence-staff': { user_count: 1 } } });
    const users = await pusher.get({ path: '/channels/presence-staff/users' });
    expect(await users.json()).toEqual({ users: [{ id: 'ada' }] });
  });

  it('refuses a wrong secret with 401 and says what it would have signed', async () => {
    const refused = createPusher({ ...app, secret: 'wrong' }, server.port, masterKeyBase64).trigger(
      'news',
      'e',
      {},
    );
    await expect(refused).rejects.toMatchObject({
      status: 401,
      body: expect.stringContaining('/apps/7/events'),
    });
  });

  it.each([
    [413, '/events', { name: 'e', channel: 'news', data: 'x'.repeat(10_241) }],
    [413, '/events', { name: 'e', channel: 'news', data: 'x'.repeat(1_100_000) }],
    [400, '/events', { name: 'e', channel: 'news', data: { not: 'a string' } }],
    [400, '/events', { name: 'e', channels: Array(101).fill('news'), data: '' }],
    [400, '/events', { name: 'e', channel: 'no spaces', data: '' }],
    [400, '/events', { name: '', channel: 'news', data: '' }],
    [400, '/events', { name: 'e', channel: 'news', data: '', socket_id: '1' }],
    [400, '/batch_events', { batch: Array(11).fill({ name: 'e', channel: 'news', data: '' }) }],
    [400, '/batch_events', { batch: [{ name: 'e', channel: 'news' }] }],
    [404, '/nothing', {}],
  ])('answers %i at %s to what is over the limits', async (status, path, body) => {
    // The library's types say string; it serialises whatever it is given.
    const refused = pusher.post({ path, body: body as unknown as string });
    await expect(refused).rejects.toMatchObject({ status, body: expect.stringMatching(/\w+/) });
  });
});
