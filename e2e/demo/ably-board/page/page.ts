import type * as AblyApi from 'ably';
import type { LiveObjects } from 'ably/liveobjects';
import type { ChannelPlan } from '../channels.ts';

// Set by the script-tag builds.
declare const Ably: typeof AblyApi;
declare const AblyLiveObjectsPlugin: { LiveObjects: typeof LiveObjects };
declare const vcdiffDecoder: unknown;

type Config = { readonly port: number; readonly key: string; readonly channels: readonly ChannelPlan[] };

const maxFeed = 30;
const config: Config = JSON.parse(byId('config').textContent ?? '');
const query = new URLSearchParams(location.search);
const useBinaryProtocol = query.has('binary');
const client = new Ably.Realtime({
  key: config.key,
  clientId: query.get('as') ?? 'amina',
  endpoint: '127.0.0.1',
  port: config.port,
  tls: false,
  disableConnectivityCheck: true,
  useBinaryProtocol,
  plugins: { vcdiff: vcdiffDecoder, LiveObjects: AblyLiveObjectsPlugin.LiveObjects },
});
Object.assign(globalThis, { client });

byId('format').textContent = useBinaryProtocol ? 'MessagePack' : 'JSON';
client.connection.on(({ current }) => {
  byId('connection').textContent = current;
  byId('connection').dataset.connection = current;
});
await Promise.all(config.channels.map(attach));
await goOnShift();
await countParcels();
answerSupport();
document.documentElement.dataset.ready = 'true';

async function attach(plan: ChannelPlan): Promise<void> {
  const channel = client.channels.get(plan.name, {
    ...(plan.cipherKey ? { cipher: { key: plan.cipherKey } } : {}),
    ...(plan.hasDeltas ? { params: { delta: 'vcdiff' } } : {}),
    ...(plan.modes ? { modes: plan.modes } : {}),
  });
  await channel.subscribe((message) => show(plan.name, message));
}

async function goOnShift(): Promise<void> {
  const { presence } = client.channels.get('staff');
  await presence.subscribe(async () => {
    const members = await presence.get();
    byId('staff').replaceChildren(
      ...members.map((member) => item(`${member.data?.name ?? member.clientId}, ${member.data?.role ?? ''}`)),
    );
  });
  await presence.enter({ name: 'Amina Diallo', role: 'orders' });
}

async function countParcels(): Promise<void> {
  const root = await client.channels.get('basket').object.get();
  const showCount = () => {
    byId('parcels').textContent = String(root.get('parcels').value());
  };
  root.subscribe(showCount);
  showCount();
  await client.channels.get('orders').subscribe('order.created', () => root.get('parcels').increment(1));
}

function answerSupport(): void {
  const input = byId('note') as HTMLInputElement;
  byId('note-form').addEventListener('submit', async (submit) => {
    submit.preventDefault();
    const { value } = input;
    input.value = '';
    if (value !== '') await client.channels.get('support').publish('answer', { text: value });
  });
}

// `encoding` is what ably-js could not undo: the message is of another key.
function show(channel: string, { name, data, encoding }: AblyApi.InboundMessage): void {
  const isDark = encoding?.includes('cipher+') ?? false;
  const text = isDark ? '(not readable here)' : toText(data);
  const entry = item(`${channel}: ${name} ${text}`);
  Object.assign(entry.dataset, { channel, event: name, isDark });
  byId('feed').prepend(entry);
  while (byId('feed').children.length > maxFeed) byId('feed').lastElementChild?.remove();
  const id = `state-${channel}`;
  document.getElementById(id)?.remove();
  byId('state').append(Object.assign(item(`${channel}: ${name}`), { id }));
}

function toText(data: unknown): string {
  if (data instanceof ArrayBuffer) return `${data.byteLength} bytes`;
  return typeof data === 'string' ? data : JSON.stringify(data);
}

function item(text: string): HTMLLIElement {
  return Object.assign(document.createElement('li'), { textContent: text });
}

function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`index.html has no #${id}`);
  return element;
}
