import type PusherClient from 'pusher-js/with-encryption';
import type { AuthPageConfig } from '../channels.ts';
import { authorizationFor } from './ask.ts';

// Set by the script-tag build.
declare const Pusher: typeof PusherClient;

const { appKey, wsPort, clients }: AuthPageConfig = JSON.parse(byId('config').textContent ?? '');

for (const { way, channels } of clients) {
  const client = new Pusher(appKey, {
    cluster: '',
    wsHost: '127.0.0.1',
    wsPort,
    forceTLS: false,
    enabledTransports: ['ws'],
    channelAuthorization: authorizationFor(way),
    userAuthentication: { transport: 'ajax', endpoint: '/users/sign-in' },
  });
  if (way === 'form') client.signin();
  for (const name of channels) show(client, name);
}

/** Lists a channel with what becomes of it; `data-events` counts what the app gets, for tests. */
function show(client: PusherClient, name: string): void {
  const item = document.createElement('li');
  const tell = (state: string) => {
    item.textContent = `${name}: ${state}`;
    item.dataset.state = state;
  };
  item.dataset.channel = name;
  tell('pending');
  byId('channels').append(item);
  const channel = client.subscribe(name);
  channel.bind('pusher:subscription_succeeded', () => tell('subscribed'));
  channel.bind('pusher:subscription_error', () => tell('failed'));
  channel.bind_global((event: string) => {
    if (!event.startsWith('pusher:')) item.dataset.events = String(Number(item.dataset.events ?? 0) + 1);
  });
}

function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`index.html has no #${id}`);
  return element;
}
