import type PusherClient from 'pusher-js';
import { expect, it, onTestFinished } from 'vitest';
import { createPusher } from '../pusher-library.ts';
import { type ChannelServer, startChannelServer } from './channel-server.ts';
import { createClient, nextEvent } from './clients.ts';

const app = { id: '7', key: 'app-key', secret: 'app-secret' };

function signIn(server: ChannelServer, id: string, watchlist: string[]): PusherClient {
  const pusher = createPusher(app, server.port);
  const signer = Object.create(pusher, {
    authenticateUser: { value: (socketId: string) => pusher.authenticateUser(socketId, { id, watchlist }) },
  });
  const client = createClient(server.port, app.key, signer, id);
  onTestFinished(() => client.disconnect());
  client.signin();
  return client;
}

it('a user hears who of the watchlist is there, comes and goes', async () => {
  const server = await startChannelServer({ apps: [app] });
  onTestFinished(() => server.close());
  const ada = signIn(server, 'ada', ['bob', 'eve']);
  expect(await nextEvent(ada.user.watchlist, 'offline')).toMatchObject({ user_ids: ['bob', 'eve'] });
  const cameOnline = nextEvent(ada.user.watchlist, 'online');
  const bob = signIn(server, 'bob', ['ada']);
  expect(await nextEvent(bob.user.watchlist, 'online')).toMatchObject({ user_ids: ['ada'] });
  expect(await cameOnline).toMatchObject({ user_ids: ['bob'] });
  const wentOffline = nextEvent(ada.user.watchlist, 'offline');
  bob.disconnect();
  expect(await wentOffline).toMatchObject({ user_ids: ['bob'] });
});
