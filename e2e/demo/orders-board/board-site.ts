import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type Pusher from 'pusher';
import { staff } from './staff.ts';

/** What the page must know to connect; the app secret and the master key stay on the server. */
export type PageConfig = { readonly appKey: string; readonly wsHost: string; readonly wsPort: number };

type Reply = { readonly status: number; readonly type: string; readonly body: string | Buffer };

const pusherScriptPath = createRequire(import.meta.url).resolve(
  'pusher-js/dist/web/pusher-with-encryption.min.js',
);
const maxBodyBytes = 65_536;

/** Serves the page, the real `pusher-js` build and the auth endpoint `POST /pusher/auth`. */
export async function handleSiteRequest(
  pusher: Pusher,
  config: PageConfig,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(`http://localhost${request.url}`);
  const reply =
    request.method === 'POST' && pathname === '/pusher/auth'
      ? authorize(pusher, new URLSearchParams(await readBody(request)))
      : await readPageFile(pathname, config);
  response.writeHead(reply.status, {
    'content-type': `${reply.type}; charset=utf-8`,
    'cache-control': 'no-store',
    ...allowLoopback(request.headers.origin),
  });
  response.end(reply.body);
}

// Other test sites on this machine may subscribe through this endpoint; no site of the internet may.
function allowLoopback(origin: string | undefined): Record<string, string> {
  const isLoopback = origin !== undefined && /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/.test(origin);
  return isLoopback ? { 'access-control-allow-origin': origin } : {};
}

function authorize(pusher: Pusher, form: URLSearchParams): Reply {
  const socketId = form.get('socket_id') ?? '';
  const channel = form.get('channel_name') ?? '';
  // The library throws on malformed values; they are the client's mistake, not ours.
  if (!/^\d+\.\d+$/.test(socketId) || !/^(private|presence)-[\w=@,.;-]{1,190}$/.test(channel)) {
    return toText(400, 'socket_id and channel_name of a private or presence channel are needed');
  }
  if (!channel.startsWith('presence-')) return toJson(pusher.authorizeChannel(socketId, channel));
  const userId = form.get('user') ?? '';
  const person = Object.hasOwn(staff, userId) ? staff[userId] : undefined;
  if (!person) return toText(403, 'No such member of staff');
  return toJson(pusher.authorizeChannel(socketId, channel, { user_id: userId, user_info: person }));
}

async function readPageFile(pathname: string, config: PageConfig): Promise<Reply> {
  switch (pathname) {
    case '/': {
      const html = await readFile(pageFile('index.html'), 'utf8');
      // A key with `</script>` in it must not end the element.
      const json = JSON.stringify(config).replaceAll('<', '\\u003c');
      return { status: 200, type: 'text/html', body: html.replace('"{{config}}"', () => json) };
    }
    case '/page/style.css':
      return { status: 200, type: 'text/css', body: await readFile(pageFile('style.css')) };
    case '/page/page.ts':
    case '/page/views.ts':
      return toScript(await readFile(pageFile(pathname.slice('/page/'.length)), 'utf8'));
    case '/pusher.js':
      return { status: 200, type: 'text/javascript', body: await readFile(pusherScriptPath) };
    case '/favicon.ico':
      return { status: 204, type: 'image/x-icon', body: '' };
    default:
      return toText(404, 'No such page');
  }
}

// Vite is loaded only when a browser asks for the page: it would slow down every test that does not.
async function toScript(source: string): Promise<Reply> {
  const { transformWithOxc } = await import('vite');
  const { code } = await transformWithOxc(source, 'page.ts', { sourcemap: false });
  return { status: 200, type: 'text/javascript', body: code };
}

function pageFile(name: string): URL {
  return new URL(`./page/${name}`, import.meta.url);
}

function toText(status: number, body: string): Reply {
  return { status, type: 'text/plain', body };
}

function toJson(body: unknown): Reply {
  return { status: 200, type: 'application/json', body: JSON.stringify(body) };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let byteLength = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    byteLength += chunk.length;
    if (byteLength > maxBodyBytes) throw new RangeError(`body must be at most ${maxBodyBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
