type Config = { readonly wsPort: number; readonly appKey: string };
type PreparedFrame = { readonly text: string } | { readonly base64: string };

const maxFeed = 30;
const config: Config = JSON.parse(byId('config').textContent ?? '');
const format = new URLSearchParams(location.search).get('format') ?? 'json';
const socket = new WebSocket(
  `ws://127.0.0.1:${config.wsPort}/app/${config.appKey}?protocol=2&client=plain&version=0&format=${format}`,
);
socket.binaryType = 'arraybuffer';
byId('format').textContent = format;

let subscriptions = 0;
socket.addEventListener('message', async ({ data }: MessageEvent<string | ArrayBuffer>) => {
  const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
  show(data, text);
  // In all three forms the data of control events is text, so the id can be read without a decoder.
  const [, socketId] = /socket_id\\*":\\*"(\d+\.\d+)/.exec(text) ?? [];
  if (socketId) await subscribe(socketId);
  if (text.includes('subscription_succeeded')) subscriptions += 1;
  document.documentElement.dataset.subscriptions = String(subscriptions);
});
socket.addEventListener('close', () => showState('closed'));
Object.assign(globalThis, { socket });

async function subscribe(socketId: string): Promise<void> {
  showState('connected');
  const body = new URLSearchParams({ socket_id: socketId, format });
  const response = await fetch('/sockudo/frames', { method: 'POST', body });
  const frames: PreparedFrame[] = await response.json();
  for (const frame of frames) socket.send('text' in frame ? frame.text : toBytes(frame.base64));
}

function toBytes(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function show(data: string | ArrayBuffer, text: string): void {
  const entry = document.createElement('li');
  const [event] = /[\w.:-]{3,}/.exec(text) ?? [''];
  entry.textContent =
    typeof data === 'string'
      ? text
      : `${data.byteLength} bytes: ${event} ${text.replace(/[^\x20-\x7e]/g, '·')}`;
  byId('feed').prepend(entry);
  while (byId('feed').children.length > maxFeed) byId('feed').lastElementChild?.remove();
}

function showState(state: string): void {
  byId('connection').textContent = state;
  byId('connection').dataset.connection = state;
}

function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`index.html has no #${id}`);
  return element;
}

export {};
