import type Pusher from 'pusher';
import type PusherClient from 'pusher-js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPusher } from '../pusher-library.ts';
import { type ChannelServer, type ChannelServerOptions, startChannelServer } from './channel-server.ts';
import { createClient, nextEvent, openRaw } from './clients.ts';

const app = { id: '7', key: 'app-key', secret: 'app-secret' };
const socketPath = '/app/app-key?protocol=7';
let server: ChannelServer;
let pusher: Pusher;
let clients: PusherClient[];

beforeEach(async () => {
  server = await startChannelServer({ apps: [app] });
  pusher = createPusher(app, server.port);
  clients = [];
});

afterEach(async () => {
  for (const client of clients) client.disconnect();
  await server.close();
});

async function restart(options: Omit<ChannelServerOptions, 'apps'>): Promise<void> {
  await server.close();
  server = await startChannelServer({ apps: [app], ...options });
}

describe('connections', () => {
  it.each([
    [4001, '/app/unknown?protocol=7'],
    [4005, '/elsewhere'],
    [4006, '/app/app-key?protocol=seven'],
    [4007, '/app/app-key?protocol=99'],
    [4008, '/app/app-key'],
  ])('close with %i at %s', async (code, path) => {
    const raw = openRaw(server, path);
    expect(await raw.next()).toMatchObject({ event: 'pusher:error', data: { code } });
    expect(await raw.closed).toBe(code);
  });

  it('make pusher-js give up when the app key is unknown', async () => {
    const client = createClient(server.port, 'unknown', pusher);
    clients.push(client);
    const failed = nextEvent(client.connection, 'error');
    await nextEvent(client.connection, 'disconnected');
    expect(await failed).toMatchObject({ error: { data: { code: 4001 } } });
  });

  it('answer pings and complain about what is no frame', async () => {
    const raw = openRaw(server, socketPath);
    const established = { socket_id: expect.stringMatching(/^\d+\.\d+$/), activity_timeout: 120 };
    expect(await raw.next()).toEqual({ event: 'pusher:connection_established', data: established });
    raw.send('pusher:ping', {});
    expect(await raw.next()).toEqual({ event: 'pusher:pong', data: {} });
    raw.socket.send('{');
    expect(await raw.next()).toMatchObject({ event: 'pusher:error', data: { code: 4200 } });
    raw.socket.send(Buffer.from('{}'));
    expect(await raw.next()).toMatchObject({ event: 'pusher:error', data: { code: 4200 } });
    expect(server.connectionCount()).toBe(1);
    server.disconnectAll(4200, 'come back');
    expect(await raw.closed).toBe(4200);
  });

  it('are pinged whenever they are silent, as long as they answer', async () => {
    await restart({ activityTimeoutSeconds: 0.02 });
    const raw = openRaw(server, socketPath);
    await raw.next();
    for (let pings = 0; pings < 3; pings += 1) {
      expect(await raw.next()).toEqual({ event: 'pusher:ping', data: {} });
      raw.send('pusher:pong', {});
    }
  });

  it('are closed with 4201 when they do not answer', async () => {
    await restart({ activityTimeoutSeconds: 0.02, pongTimeoutSeconds: 0.02 });
    const raw = openRaw(server, socketPath);
    await raw.next();
    expect(await raw.next()).toMatchObject({ event: 'pusher:ping' });
    expect(await raw.next()).toMatchObject({ event: 'pusher:error', data: { code: 4201 } });
    expect(await raw.closed).toBe(4201);
  });

  it('pass raw text on as it is', async () => {
    const raw = openRaw(server, socketPath);
    await raw.next();
    raw.send('pusher:subscribe', { channel: 'news' });
    await raw.next();
    server.sendRaw('{"event":"odd","channel":"nobody"}', 'nobody');
    server.sendRaw('{"event":"odd","channel":"news"}', 'news');
    expect(await raw.next()).toEqual({ event: 'odd', channel: 'news' });
    server.publish('news', 'plain', '"text"');
    expect(await raw.next()).toEqual({ event: 'plain', channel: 'news', data: 'text' });
  });

  it('sign users in, whose own channel then works', async () => {
    const client = createClient(server.port, app.key, pusher, 'ada');
    clients.push(client);
    client.signin();
    await client.user.signinDonePromise;
    const arrived = nextEvent(client.user, 'greeting');
    await nextEvent(client.user.serverToUserChannel, 'pusher:subscription_succeeded');
    await pusher.sendToUser('ada', 'greeting', { hello: 'Ada' });
    expect(await arrived).toEqual({ hello: 'Ada' });
  });

  it('close with 4009 after a forged sign-in', async () => {
    const raw = openRaw(server, socketPath);
    await raw.next();
    raw.send('pusher:signin', { auth: 'app-key:00', user_data: '{"id":"ada"}' });
    expect(await raw.closed).toBe(4009);
  });
});
