import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { HANDLERS } from './handlers';
import { RAW_HANDLERS, refusalOf } from './raw-handlers';

const NOT_FOUND = 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';
const MOVED = 'HTTP/1.1 301 Moved\r\nLocation: /echo\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';

/** Lets a server answer upgrades as the test server of the web-platform tests does. */
export function answerSockets(server: Server): void {
  const withDeflate = createEndpoint(true);
  const plain = createEndpoint(false);
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Browsers break off sockets when a page goes; tests are not interested.
    socket.on('error', () => socket.destroy());
    const path = pathOf(request);
    const raw = RAW_HANDLERS[path];
    const handler = HANDLERS[path];
    if (raw) raw(request, socket);
    else if (path === '/echo_raw') answerRawEcho(plain, request, socket, head);
    else if (path === '/basic_auth' && refusalOf(request)) socket.end(refusalOf(request));
    else if (path.endsWith('/redirect_response.py')) socket.end(MOVED);
    else if (!handler) socket.end(NOT_FOUND);
    else {
      const accept = () =>
        (handler.isPlain ? plain : withDeflate).handleUpgrade(request, socket, head, (opened) => {
          opened.on('error', () => opened.terminate());
          handler.open?.(opened, request);
        });
      if (handler.delayMs === undefined) accept();
      else setTimeout(accept, handler.delayMs);
    }
  });
}

const pathOf = ({ url = '' }: IncomingMessage): string => new URL(url, 'http://localhost').pathname;

function createEndpoint(perMessageDeflate: boolean): WebSocketServer {
  const endpoint = new WebSocketServer({ noServer: true, perMessageDeflate, handleProtocols: () => false });
  endpoint.on('headers', (lines, request) => {
    lines.push(...(HANDLERS[pathOf(request)]?.headers?.(request) ?? []));
  });
  return endpoint;
}

/** Sends back what it gets as it is: the test writes frames of its own. */
function answerRawEcho(
  endpoint: WebSocketServer,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  endpoint.handleUpgrade(request, socket, head, (opened) => {
    opened.on('error', () => opened.terminate());
    opened.on('message', (data: Buffer) => {
      if (String(data) === 'exit') opened.close(1000);
      else socket.write(data);
    });
  });
}
