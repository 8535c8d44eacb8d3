import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import path from 'node:path';
import type { Certificate } from './certificate';
import { ENDINGS, pageFor, REPORTER, type Scope, workerFor } from './pages';
import { answerSockets } from './sockets';

/** What a page of tests has told of itself. */
export interface Report {
  page: string;
  status: number;
  message: string | null;
  results: { name: string; status: number; message: string | null }[];
}

/** The test server: pages of a checkout over HTTP and HTTPS, and the sockets that they ask for. */
export interface TestServer {
  /** The address of a page. */
  address(page: string, isHttps: boolean): string;
  /** The same text with the server's own ports by name: they differ from run to run. */
  withoutPorts(text: string): string;
  /** Listens to what pages tell, in place of who did before. */
  onReport(listener: (report: Report) => void): void;
  close(): Promise<void>;
}

export const HOST = 'web-platform.test';
export const OTHER_HOST = 'not-web-platform.test';

const TYPES: Record<string, string> = { html: 'text/html', js: 'text/javascript', json: 'application/json' };

type Ports = Record<'http' | 'https' | 'ws' | 'wss', number>;

/** Starts a server for one browser. */
export async function startTestServer(checkout: string, certificate: Certificate): Promise<TestServer> {
  let listener: (report: Report) => void = () => undefined;
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    if (request.url === '/cipherscope-report')
      void takeReport(request, response, (report) => listener(report));
    else void answerFile(checkout, ports, request, response);
  };
  const sockets = new Set<Socket>();
  const servers = {
    http: createServer(answer),
    https: createSecureServer(certificate, answer),
    ws: createServer(answer),
    wss: createSecureServer(certificate, answer),
  };
  for (const server of Object.values(servers)) {
    answerSockets(server);
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }
  const ports = Object.fromEntries(
    Object.entries(servers).map(([name, server]) => [name, (server.address() as AddressInfo).port]),
  ) as Ports;
  return {
    address: (page, isHttps) =>
      isHttps ? `https://${HOST}:${ports.https}${page}` : `http://${HOST}:${ports.http}${page}`,
    withoutPorts: (text) =>
      Object.entries(ports).reduce((rest, [name, port]) => rest.replaceAll(`:${port}`, `:<${name}>`), text),
    onReport: (next) => {
      listener = next;
    },
    close: async () => {
      const closed = Object.values(servers).map(closeServer);
      // Those of WebSockets are the server's no more, and some handlers never end theirs.
      for (const socket of sockets) socket.destroy();
      await Promise.all(closed);
    },
  };
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

async function takeReport(
  request: IncomingMessage,
  response: ServerResponse,
  tell: (report: Report) => void,
): Promise<void> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  response.end();
  tell(JSON.parse(text) as Report);
}

async function answerFile(
  checkout: string,
  ports: Ports,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, search, searchParams } = new URL(request.url ?? '', 'http://localhost');
  if (pathname.endsWith('/set-cookie.py')) {
    response.setHeader('Set-Cookie', decodeURIComponent(search.slice(1)));
    response.setHeader('Content-Type', 'text/plain').end();
  } else if (pathname.endsWith('/check.py'))
    response.end('sec-websocket-key' in request.headers ? 'FAIL' : 'PASS');
  else {
    const found = contentOf(checkout, pathname);
    const pause = /trickle\(d(\d+)\)/.exec(searchParams.get('pipe') ?? '')?.[1];
    if (pause !== undefined) await new Promise((resolve) => setTimeout(resolve, Number(pause) * 1_000));
    const type = TYPES[pathname.split('.').at(-1) ?? ''] ?? 'text/plain';
    response.writeHead(found === undefined ? 404 : 200, {
      'Content-Type': type,
      'Cache-Control': 'no-store',
      ...headersOf(checkout, pathname),
    });
    response.end(found === undefined ? '' : pathname.includes('.sub.') ? substitute(found, ports) : found);
  }
}

/** The text at a path: a file, or what is made around a test script. */
function contentOf(checkout: string, pathname: string): string | Buffer | undefined {
  if (pathname === '/resources/testharnessreport.js') return REPORTER;
  const file = pathname === '/resources/WebIDLParser.js' ? '/resources/webidl2/lib/webidl2.js' : pathname;
  return read(checkout, file) ?? wrapped(checkout, pathname);
}

function read(checkout: string, pathname: string): Buffer | undefined {
  const file = path.join(checkout, path.normalize(decodeURIComponent(pathname)));
  try {
    return readFileSync(file);
  } catch {
    // No such file: the browser is told so.
    return undefined;
  }
}

function wrapped(checkout: string, pathname: string): string | undefined {
  if (pathname.endsWith('.any.worker.js')) {
    const script = pathname.replace(/\.worker\.js$/, '.js');
    const text = read(checkout, script);
    return text && workerFor(script, String(text));
  }
  // The longer endings first: `.html` ends them all.
  for (const scope of Object.keys(ENDINGS).reverse() as Scope[]) {
    const isAny = pathname.endsWith(`.any${ENDINGS[scope]}`);
    const isOwn = pathname.endsWith(scope === 'window' ? '.window.html' : '.worker.html');
    if (!isAny && !isOwn) continue;
    const script = isAny
      ? `${pathname.slice(0, -ENDINGS[scope].length)}.js`
      : pathname.replace(/html$/, 'js');
    const text = read(checkout, script);
    if (text) return pageFor(script, String(text), !isAny && scope !== 'window' ? 'dedicatedworker' : scope);
  }
  return undefined;
}

function headersOf(checkout: string, pathname: string): Record<string, string> {
  const lines = String(read(checkout, `${pathname}.headers`) ?? '').split('\n');
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value]];
    }),
  );
}

/** Puts names and ports in place of what a `.sub.` file asks for. */
function substitute(text: string | Buffer, ports: Ports): string {
  return String(text).replaceAll(/\{\{(\w+)((?:\[\w*\])*)\}\}/g, (whole, name: string, keys: string) => {
    const [first = '', second = ''] = Array.from(keys.matchAll(/\[(\w*)\]/g), ([, key = '']) => key);
    if (name === 'host') return HOST;
    if (name === 'ports') return String(ports[first as keyof Ports] ?? 9);
    if (name === 'domains') return `${first}.${HOST}`;
    if (name !== 'hosts') return whole;
    return `${second && `${second}.`}${first === 'alt' ? OTHER_HOST : HOST}`;
  });
}
