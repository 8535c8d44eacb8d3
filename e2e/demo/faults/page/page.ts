// The page as an app would be written: it subscribes, binds, and shows what its handlers are given. What the client
// library drops never gets here.
import type PusherClient from 'pusher-js';

/** What the server put into the page. */
interface Config {
  appKey: string;
  wsPort: number;
  channels: { name: string; events: string[] }[];
}

declare const Pusher: typeof PusherClient;

const config = JSON.parse(document.getElementById('config')?.textContent ?? '') as Config;

const pusher = new Pusher(config.appKey, {
  cluster: '',
  wsHost: location.hostname,
  wsPort: config.wsPort,
  forceTLS: false,
  enabledTransports: ['ws'],
  channelAuthorization: { endpoint: '/pusher/auth', transport: 'ajax' },
});

const connection = document.getElementById('connection');
pusher.connection.bind('state_change', ({ current }: { current: string }) => {
  if (!connection) return;
  connection.textContent = current;
  connection.dataset.connection = current;
});

for (const { name, events } of config.channels) {
  const row = addRow(name);
  const channel = pusher.subscribe(name);
  channel.bind('pusher:subscription_succeeded', () => row.say('subscribed'));
  channel.bind('pusher:subscription_error', () => row.say('refused'));
  for (const event of events) channel.bind(event, (data: unknown) => row.count(event, data));
}

/** A line of the table, with what changes in it. */
function addRow(name: string) {
  const row = document.createElement('tr');
  const cells = [name, 'pending', '0', ''].map((text) => {
    const cell = document.createElement('td');
    cell.textContent = text;
    row.append(cell);
    return cell;
  });
  row.dataset.channel = name;
  row.dataset.subscription = 'pending';
  document.getElementById('channels')?.append(row);
  const [, subscription, events, last] = cells;
  let counted = 0;
  return {
    say(state: string) {
      row.dataset.subscription = state;
      if (subscription) subscription.textContent = state;
      if (state !== 'subscribed') return;
      const { dataset } = document.documentElement;
      dataset.subscribed = String(Number(dataset.subscribed ?? 0) + 1);
    },
    count(event: string, data: unknown) {
      counted += 1;
      if (events) events.textContent = String(counted);
      if (last) last.textContent = `${event} ${JSON.stringify(data)}`.slice(0, 80);
    },
  };
}
