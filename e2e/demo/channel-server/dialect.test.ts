import type Pusher from 'pusher';
import type PusherClient from 'pusher-js';
import { afterEach, describe, expect, it } from 'vitest';
import { createPusher } from '../pusher-library.ts';
import { type ChannelServer, startChannelServer } from './channel-server.ts';
import { createClient, nextEvent, openRaw, subscribed } from './clients.ts';
import { type Dialect, reverbDialect, soketiDialect } from './dialect.ts';

const app = { id: '7', key: 'app-key', secret: 'app-secret' };
const undo: (() => unknown)[] = [];

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function start(dialect: Dialect) {
  const server = await startChannelServer({ apps: [app], dialect });
  undo.push(() => server.close());
  return { server, pusher: createPusher(app, server.port) };
}

function connect(server: ChannelServer, pusher: Pusher): PusherClient {
  const client = createClient(server.port, app.key, pusher);
  undo.push(() => client.disconnect());
  return client;
}

describe('a server like Soketi', () => {
  it('asks for no protocol, waits 30 s, and answers subscriptions and cache misses without data', async () => {
    const { server } = await start(soketiDialect);
    const raw = openRaw(server, '/app/app-key');
    expect(await raw.next()).toMatchObject({ data: { activity_timeout: 30 } });
    raw.send('pusher:subscribe', { channel: 'cache-news' });
    const answers = [await raw.nextText(), await raw.nextText()];
    expect(answers.map((text) => JSON.parse(text))).toEqual([
      { event: 'pusher_internal:subscription_succeeded', channel: 'cache-news' },
      { event: 'pusher:cache_miss', channel: 'cache-news' },
    ]);
  });

  it('puts objects into errors and refuses subscriptions by an event of its own', async () => {
    const { server } = await start(soketiDialect);
    const raw = openRaw(server, '/app/app-key');
    await raw.next();
    raw.send('nonsense', {});
    expect(JSON.parse(await raw.nextText())).toMatchObject({ event: 'pusher:error', data: { code: null } });
    raw.send('pusher:subscribe', { channel: 'private-shop', auth: 'app-key:wrong' });
    expect(JSON.parse(await raw.nextText())).toMatchObject({
      event: 'pusher:subscription_error',
      channel: 'private-shop',
      data: { type: 'AuthError', status: 401 },
    });
  });

  it('passes client events on as the page sent them', async () => {
    const { server, pusher } = await start(soketiDialect);
    const sender = await subscribed(connect(server, pusher), 'private-shop');
    const receiver = connect(server, pusher);
    await subscribed(receiver, 'private-shop');
    const arrived = nextEvent(receiver.channel('private-shop'), 'client-typing');
    sender.trigger('client-typing', { length: 3 });
    expect(await arrived).toEqual({ length: 3 });
  });
});

describe('a server like Reverb', () => {
  it('lives behind its path only', async () => {
    const { server } = await start(reverbDialect);
    expect(await openRaw(server, '/app/app-key').closed).toBe(4005);
    expect(await openRaw(server, '/realtime/app/app-key').next()).toMatchObject({
      event: 'pusher:connection_established',
    });
  });

  it('keeps no event of an encrypted cache channel and knows no users', async () => {
    const { server, pusher } = await start(reverbDialect);
    const raw = openRaw(server, '/realtime/app/app-key');
    const { data } = await raw.next();
    const channel = 'private-encrypted-cache-status';
    const { socket_id: socketId } = data as { socket_id: string };
    const { auth } = createPusher(app, server.port, Buffer.alloc(32, 1).toString('base64')).authorizeChannel(
      socketId,
      channel,
    );
    raw.send('pusher:subscribe', { channel, auth });
    raw.send('pusher:signin', pusher.authenticateUser(socketId, { id: 'ada' }));
    expect([JSON.parse(await raw.nextText()), await raw.next()]).toMatchObject([
      { event: 'pusher_internal:subscription_succeeded' },
      { event: 'pusher:error', data: { code: 4200 } },
    ]);
  });
});
