import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';

/** What a path answers: a body, or the form that the page has sent and what to say to it. */
export type Reply = { readonly status: number; readonly type: string; readonly body: string | Buffer };

/** What came with a request: the body of a POST as it was, and the query. */
export type Sent = { readonly body: string; readonly query: URLSearchParams };

/** Answers one path; `form` is the body of a POST. */
export type Route = (form: URLSearchParams, sent: Sent) => Promise<Reply> | Reply;

/** A running site of a demo. */
export type PageSite = { readonly url: string; readonly close: () => Promise<void> };

const require = createRequire(import.meta.url);
const maxBodyBytes = 65_536;

/** Serves these paths on 127.0.0.1; port 0 takes any free one. */
export async function startPageSite(
  routes: Readonly<Record<string, Route>>,
  port: number,
): Promise<PageSite> {
  const server = createServer((request, response) => {
    answer(routes, request, response).catch((error: unknown) => {
      console.error('The demo could not answer:', error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An HTML file with `"{{config}}"` in it replaced by JSON for the page's script. */
export function htmlRoute(file: URL, config: unknown): Route {
  // A value with `</script>` in it must not end the element.
  const json = JSON.stringify(config).replaceAll('<', '\\u003c');
  return async () => {
    const html = await readFile(file, 'utf8');
    return { status: 200, type: 'text/html', body: html.replace('"{{config}}"', () => json) };
  };
}

/** A TypeScript file as the JavaScript that a browser runs. */
export function scriptRoute(file: URL): Route {
  return async () => {
    const source = await readFile(file, 'utf8');
    // Vite is loaded only when a browser asks for the page: it would slow down every test that does not.
    const { transformWithOxc } = await import('vite');
    const { code } = await transformWithOxc(source, 'page.ts', { sourcemap: false });
    return { status: 200, type: 'text/javascript', body: code };
  };
}

/** The build of a real client library, by package and path. */
export function libraryRoute(name: string, file: string): Route {
  return async () => {
    // By path and not by name: some packages hide their browser builds from `exports`.
    for (const folder of require.resolve.paths(name) ?? []) {
      const path = `${folder}/${name}/${file}`;
      if (existsSync(path)) return { status: 200, type: 'text/javascript', body: await readFile(path) };
    }
    throw new Error(`${name}/${file} is not installed`);
  };
}

/** The stylesheet that all demo pages share. */
export const styleRoute: Route = async () => ({
  status: 200,
  type: 'text/css',
  body: await readFile(new URL('./orders-board/page/style.css', import.meta.url)),
});

/** A reply in JSON. */
export function toJson(body: unknown): Reply {
  return { status: 200, type: 'application/json', body: JSON.stringify(body) };
}

/** A reply in words. */
export function toText(status: number, body: string): Reply {
  return { status, type: 'text/plain', body };
}

async function answer(
  routes: Readonly<Record<string, Route>>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(`http://localhost${request.url}`);
  const sent = { body: request.method === 'POST' ? await readBody(request) : '', query: searchParams };
  const route = Object.hasOwn(routes, pathname) ? routes[pathname] : undefined;
  const icon = { status: 204, type: 'image/x-icon', body: '' };
  const missing = pathname === '/favicon.ico' ? icon : toText(404, 'No such page');
  const { status, type, body } = route ? await route(new URLSearchParams(sent.body), sent) : missing;
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
    ...allowLoopback(request.headers.origin),
  });
  response.end(body);
}

// Other test sites on this machine may ask these auth endpoints; no site of the internet may.
function allowLoopback(origin: string | undefined): Record<string, string> {
  const isLoopback = origin !== undefined && /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/.test(origin);
  return isLoopback ? { 'access-control-allow-origin': origin } : {};
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
