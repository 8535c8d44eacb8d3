import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** Decides what a page's WebSocket gets; `request` has the path, the headers and the subprotocols. */
export type SocketHandler = (socket: WebSocket, request: IncomingMessage) => void;

/** A site for the end-to-end tests, whose pages and sockets are set by the test itself. */
export type TestSite = {
  /** `http://127.0.0.1:<port>`; the same port answers as `localhost`, for a second origin. */
  readonly origin: string;
  /** `ws://127.0.0.1:<port>`; every path is a socket. */
  readonly wsUrl: string;
  /** Serves `body` at `path`, as HTML unless the headers say otherwise, and returns the URL. */
  readonly page: (path: string, body: string, headers?: Record<string, string>) => string;
  /** Puts a handler in place of the echo, for sockets to come, and returns its undo. */
  readonly onSocket: (handler: SocketHandler) => () => void;
  readonly close: () => Promise<void>;
};

type Page = { readonly body: string; readonly headers: Record<string, string> };

/** Starts an empty site on 127.0.0.1: no pages yet, sockets echo text and binary frames. */
export async function startTestSite(): Promise<TestSite> {
  const pages = new Map<string, Page>([['/favicon.ico', { body: '', headers: {} }]]);
  const handlers: SocketHandler[] = [echo];
  const server = createServer((request, response) => {
    const found = pages.get(new URL(`http://localhost${request.url}`).pathname);
    response.writeHead(found ? 200 : 404, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      ...found?.headers,
    });
    response.end(found ? found.body : 'No such page');
  });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket, request) => {
    // Browsers break off sockets when a page goes; tests are not interested.
    socket.on('error', () => socket.terminate());
    handlers.at(-1)?.(socket, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin: `http://${host}`,
    wsUrl: `ws://${host}`,
    page: (path, body, headers = {}) => {
      pages.set(path, { body, headers: lowerCaseNames(headers) });
      return `http://${host}${path}`;
    },
    onSocket: (handler) => {
      handlers.push(handler);
      return () => handlers.splice(handlers.indexOf(handler), 1);
    },
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

// Header names are case-insensitive, object keys are not: `Content-Type` must replace the default.
function lowerCaseNames(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function echo(socket: WebSocket): void {
  socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
}
