import type Pusher from 'pusher';
import type PusherClient from 'pusher-js';
import type { PresenceChannel } from 'pusher-js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPusher } from '../pusher-library.ts';
import { type ChannelServer, startChannelServer } from './channel-server.ts';
import { createClient, nextEvent, openRaw, subscribed } from './clients.ts';

const app = { id: '7', key: 'app-key', secret: 'app-secret' };
const encryptionMasterKeyBase64 = Buffer.alloc(32, 9).toString('base64');
let server: ChannelServer;
let pusher: Pusher;
let clients: PusherClient[];

beforeEach(async () => {
  server = await startChannelServer({ apps: [app], sendsSubscriptionCounts: true });
  pusher = createPusher(app, server.port, encryptionMasterKeyBase64);
  clients = [];
});

afterEach(async () => {
  for (const client of clients) client.disconnect();
  await server.close();
});

function connect(userId = 'ada', authServer = pusher): PusherClient {
  const client = createClient(server.port, app.key, authServer, userId);
  clients.push(client);
  return client;
}

describe('subscriptions', () => {
  it('are refused with 4009 when signed with another secret', async () => {
    const client = connect(
      'ada',
      createPusher({ ...app, secret: 'wrong' }, server.port, encryptionMasterKeyBase64),
    );
    for (const name of ['private-shop', 'private-encrypted-orders', 'presence-staff', 'private-cache-shop']) {
      const failed = nextEvent(client.connection, 'error');
      client.subscribe(name);
      expect(await failed).toMatchObject({ data: { code: 4009, message: expect.stringContaining(name) } });
    }
  });

  it('are refused without channel_data, twice, with bad names, and on channels of other users', async () => {
    const raw = openRaw(server, '/app/app-key?protocol=7');
    const { data } = await raw.next();
    const { socket_id: socketId } = data as { socket_id: string };
    raw.send('pusher:subscribe', {
      channel: 'presence-staff',
      ...pusher.authorizeChannel(socketId, 'presence-staff'),
    });
    expect(await raw.next()).toMatchObject({ event: 'pusher:error', data: { code: 4009 } });
    raw.send('pusher:subscribe', { channel: '#server-to-user-ada', auth: '' });
    expect(await raw.next()).toMatchObject({ event: 'pusher:error', data: { code: 4009 } });
    raw.send('pusher:subscribe', { channel: 'no spaces' });
    expect(await raw.next()).toMatchObject({ event: 'pusher:error', data: { code: null } });
    raw.send('pusher:subscribe', { channel: 'news' });
    expect(await raw.next()).toMatchObject({
      event: 'pusher_internal:subscription_succeeded',
      channel: 'news',
    });
    expect(await raw.next()).toMatchObject({ event: 'pusher_internal:subscription_count' });
    raw.send('pusher:subscribe', { channel: 'news' });
    expect(await raw.next()).toMatchObject({ event: 'pusher:error', data: { code: null } });
  });

  it('are counted where the app asks for it', async () => {
    const news = connect().subscribe('news');
    expect(await nextEvent(news, 'pusher:subscription_count')).toEqual({ subscription_count: 1 });
    const counted = nextEvent(news, 'pusher:subscription_count');
    const other = connect();
    await subscribed(other, 'news');
    expect(await counted).toEqual({ subscription_count: 2 });
    const recounted = nextEvent(news, 'pusher:subscription_count');
    other.unsubscribe('news');
    expect(await recounted).toEqual({ subscription_count: 1 });
  });

  it('tell members of a presence channel about others, once per member', async () => {
    const ada = (await subscribed(connect('ada'), 'presence-staff')) as PresenceChannel;
    const joined = nextEvent(ada, 'pusher:member_added');
    const secondAda = connect('ada');
    await subscribed(secondAda, 'presence-staff');
    const bob = connect('bob');
    const bobs = (await subscribed(bob, 'presence-staff')) as PresenceChannel;
    expect(await joined).toEqual({ id: 'bob', info: { name: 'BOB' } });
    expect(bobs.members.count).toBe(2);
    expect(bobs.members.members).toEqual({ ada: { name: 'ADA' }, bob: { name: 'BOB' } });
    const left = nextEvent(ada, 'pusher:member_removed');
    secondAda.disconnect();
    bob.unsubscribe('presence-staff');
    expect(await left).toMatchObject({ id: 'bob' });
  });
});

describe('cache channels', () => {
  it.each([
    'cache-weather',
    'private-cache-weather',
    'presence-cache-weather',
    'private-encrypted-cache-weather',
  ])('replay the last event of %s, or say that there is none', async (name) => {
    const early = connect().subscribe(name);
    await nextEvent(early, 'pusher:cache_miss');
    await pusher.trigger(name, 'report', { sky: 'grey' });
    await pusher.trigger(name, 'report', { sky: 'blue' });
    const late = connect().subscribe(name);
    expect(await nextEvent(late, 'report')).toEqual({ sky: 'blue' });
  });

  it('keep what was published before anybody came', async () => {
    await pusher.trigger('cache-weather', 'report', { sky: 'red' });
    const channel = connect().subscribe('cache-weather');
    expect(await nextEvent(channel, 'report')).toEqual({ sky: 'red' });
  });
});

describe('client events', () => {
  it('go to the others only, with the user on presence channels', async () => {
    const [ada, bob] = [connect('ada'), connect('bob')];
    for (const [name, meta] of [
      ['private-shop', {}],
      ['presence-staff', { user_id: 'ada' }],
    ] as const) {
      const [sending, receiving] = [await subscribed(ada, name), await subscribed(bob, name)];
      const seenBySender: string[] = [];
      sending.bind_global((event: string) => seenBySender.push(event));
      const arrived = new Promise((resolve) => {
        receiving.bind('client-typing', (data: unknown, metadata: unknown) => resolve([data, metadata]));
      });
      expect(sending.trigger('client-typing', { length: 3 })).toBe(true);
      expect(await arrived).toEqual([{ length: 3 }, meta]);
      const ended = nextEvent(sending, 'end');
      await pusher.trigger(name, 'end', {});
      await ended;
      expect(seenBySender).not.toContain('client-typing');
    }
  });

  it.each(['news', 'private-encrypted-orders'])('are refused on %s with 4301', async (name) => {
    const client = connect();
    await subscribed(client, name);
    const failed = nextEvent(client.connection, 'error');
    // Not channel.trigger: pusher-js itself refuses to send some of these.
    client.send_event('client-typing', {}, name);
    expect(await failed).toMatchObject({ data: { code: 4301 } });
  });

  it('are refused when too large or without a subscription', async () => {
    const client = connect();
    await subscribed(client, 'private-shop');
    for (const [channel, data] of [
      ['private-shop', 'x'.repeat(10_241)],
      ['private-elsewhere', {}],
    ] as const) {
      const failed = nextEvent(client.connection, 'error');
      client.send_event('client-typing', data, channel);
      expect(await failed).toMatchObject({ data: { code: 4301 } });
    }
  });
});
