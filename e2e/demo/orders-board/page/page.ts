import type PusherClient from 'pusher-js/with-encryption';
import type { PresenceChannel } from 'pusher-js/with-encryption';
import { appendToFeed, byId, handleBoardEvent, showStaff, showText, toRecord } from './views.ts';

// Set by the script-tag build of pusher-js.
declare const Pusher: typeof PusherClient;

type PageConfig = { readonly appKey: string; readonly wsHost: string; readonly wsPort: number };

const typingIntervalMs = 1000;
const staffIds = ['amina', 'bjorn', 'chiara', 'dev'];
const plainChannels = [
  'news',
  'private-shop',
  'private-encrypted-orders.42',
  'private-encrypted-payments',
  'private-encrypted-cache-status',
];

const config: PageConfig = JSON.parse(byId('config').textContent ?? '');
const me =
  new URLSearchParams(location.search).get('as') ?? staffIds[Date.now() % staffIds.length] ?? 'amina';
const pusher = new Pusher(config.appKey, {
  cluster: '',
  wsHost: config.wsHost,
  wsPort: config.wsPort,
  forceTLS: false,
  enabledTransports: ['ws'],
  channelAuthorization: { transport: 'ajax', endpoint: '/pusher/auth', params: { user: me } },
});

pusher.connection.bind('state_change', ({ current }: { current: string }) => {
  showText('connection', current);
  byId('connection').dataset.connection = current;
});
for (const name of plainChannels) {
  pusher.subscribe(name).bind_global((event: string, data: unknown) => handleEvent(name, event, data));
}
subscribeToStaff();
sendNotes();

function subscribeToStaff(): void {
  const channel = pusher.subscribe('presence-staff') as PresenceChannel;
  channel.bind_global((event: string, data: unknown) => {
    if (event.startsWith('pusher:')) showStaff(channel.members.members, me);
    handleEvent('presence-staff', event, data);
  });
}

function handleEvent(channel: string, event: string, data: unknown): void {
  if (event.startsWith('pusher:')) return;
  appendToFeed(channel, event, data);
  if (event === 'client-typing') showText('typing', `${toRecord(data).by} is typing …`);
  else if (event === 'client-note') showText('typing', `${toRecord(data).by}: ${toRecord(data).text}`);
  else handleBoardEvent(event, data);
}

function sendNotes(): void {
  const shop = pusher.channel('private-shop');
  const input = byId('note') as HTMLInputElement;
  let lastTypingMs = 0;
  input.addEventListener('input', () => {
    // Pusher takes at most ten client events a second from a connection.
    if (!shop.subscribed || Date.now() - lastTypingMs < typingIntervalMs) return;
    lastTypingMs = Date.now();
    shop.trigger('client-typing', { by: me, length: input.value.length });
  });
  byId('note-form').addEventListener('submit', (submit) => {
    submit.preventDefault();
    if (input.value === '' || !shop.subscribed) return;
    shop.trigger('client-note', { by: me, text: input.value });
    input.value = '';
  });
}
