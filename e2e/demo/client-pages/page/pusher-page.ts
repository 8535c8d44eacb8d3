import type PusherClient from 'pusher-js/with-encryption';
import type { ClientPageConfig } from '../kinds.ts';
import { addToFeed, countSubscription, readConfig, showConnection } from './feed.ts';

// Set by the script-tag build, whichever version the page has loaded.
declare const Pusher: typeof PusherClient;

const config = readConfig<ClientPageConfig>();
const client = new Pusher(config.appKey, {
  cluster: '',
  wsHost: '127.0.0.1',
  wsPort: config.wsPort,
  wsPath: config.wsPath,
  forceTLS: false,
  enabledTransports: ['ws'],
  // Up to 6 spelled so; still read today. Before 6 statistics had to be turned off.
  authEndpoint: '/pusher/auth',
  disableStats: true,
  ...(config.signsIn ? { userAuthentication: { transport: 'ajax', endpoint: '/pusher/user-auth' } } : {}),
});
Object.assign(globalThis, { client });

client.connection.bind('state_change', ({ current }: { current: string }) => {
  showConnection(config.title, current);
});
if (config.signsIn) client.signin();
for (const name of config.channels) subscribe(name);

function subscribe(name: string): void {
  try {
    const channel = client.subscribe(name);
    channel.bind('pusher:subscription_succeeded', countSubscription);
    channel.bind_global((event: string, data: unknown) => {
      if (!event.startsWith('pusher:')) addToFeed(name, event, data);
    });
  } catch (error) {
    // The build without encryption refuses encrypted channels by an exception.
    addToFeed(name, '(refused)', String(error));
  }
}
