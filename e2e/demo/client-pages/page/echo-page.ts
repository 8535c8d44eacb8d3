import type EchoClass from 'laravel-echo';
import type { ClientPageConfig } from '../kinds.ts';
import { addToFeed, countSubscription, readConfig, showConnection } from './feed.ts';

// Set by the script-tag build: a module object with the class as its default.
declare const Echo: { readonly default: typeof EchoClass };

const config = readConfig<ClientPageConfig>();
const echo = new Echo.default({
  broadcaster: 'reverb',
  key: config.appKey,
  wsHost: '127.0.0.1',
  wsPort: config.wsPort,
  wsPath: config.wsPath,
  forceTLS: false,
  enabledTransports: ['ws'],
  authEndpoint: '/broadcasting/auth',
});
Object.assign(globalThis, { client: echo.connector.pusher, echo });

echo.connector.pusher.connection.bind('state_change', ({ current }: { current: string }) => {
  showConnection(config.title, current);
});
listen('news', echo.channel('news'), ['Headline']);
listen('cache-weather', echo.channel('cache-weather'), ['Report']);
listen('private-shop', echo.private('shop'), ['StockChanged']);
listen('private-encrypted-orders', echo.encryptedPrivate('orders'), ['OrderCreated', 'OrderPaid']);
listen('private-encrypted-cache-status', echo.private('encrypted-cache-status'), ['StatusChanged']);
const staff = echo.join('staff');
staff.here((members: unknown) => addToFeed('presence-staff', 'here', members));
listen('presence-staff', staff, ['ShiftNote']);

type Listening = {
  listen(event: string, callback: (data: unknown) => void): unknown;
  subscribed(callback: () => void): unknown;
};

function listen(name: string, channel: Listening, events: readonly string[]): void {
  channel.subscribed(countSubscription);
  for (const event of events) channel.listen(event, (data) => addToFeed(name, event, data));
}
