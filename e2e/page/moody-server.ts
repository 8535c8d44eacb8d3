import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { SocketHandler } from '../demo/test-pages';

/** What becomes of a handshake: a handler takes it, everything else is a way to fail. */
export type Mood = SocketHandler | 'refuse' | 'drop' | 'hold' | 'wrong-key' | 'unasked-subprotocol';

/** A server that decides at each handshake what becomes of it. */
export interface MoodyServer {
  readonly port: number;
  /** `ws://127.0.0.1:<port>`. */
  readonly wsUrl: string;
  close(): Promise<void>;
}

/** Starts one on 127.0.0.1; `answer` is for requests that ask for no socket, by default with 404. */
export async function startMoodyServer(
  decide: (request: IncomingMessage) => Mood,
  answer: RequestListener = (_request, response) => response.writeHead(404).end(),
): Promise<MoodyServer> {
  const sockets = new WebSocketServer({ noServer: true });
  const raw = new Set<Duplex>();
  const server = createServer(answer);
  server.on('upgrade', (request: IncomingMessage, duplex: Duplex, head: Buffer) => {
    raw.add(duplex);
    duplex.once('close', () => raw.delete(duplex)).on('error', () => duplex.destroy());
    const mood = decide(request);
    if (typeof mood !== 'function') fail(mood, request, duplex);
    else
      sockets.handleUpgrade(request, duplex, head, (socket) => {
        socket.on('error', () => socket.terminate());
        mood(socket, request);
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    wsUrl: `ws://127.0.0.1:${port}`,
    close: async () => {
      for (const duplex of raw) duplex.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

// RFC 6455, section 1.3.
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const SWITCH = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n';

function fail(mood: Exclude<Mood, SocketHandler>, request: IncomingMessage, duplex: Duplex): void {
  if (mood === 'drop') duplex.destroy();
  if (mood === 'refuse')
    duplex.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
  if (mood === 'wrong-key') duplex.end(`${SWITCH}Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n`);
  if (mood === 'unasked-subprotocol') {
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key']}${GUID}`)
      .digest('base64');
    duplex.write(`${SWITCH}Sec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: unasked\r\n\r\n`);
    // Firefox opens it all the same.
    duplex.once('data', () => duplex.destroy());
  }
}
