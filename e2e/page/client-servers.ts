import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import type { WebSocket } from 'ws';
import { type Mood, type MoodyServer, startMoodyServer } from './moody-server';
import { ESTABLISHED } from './pusher-socket';

/** A server with a plan for each client, by the name that the client gives itself. */
export interface PlannedServer extends MoodyServer {
  /** What it was asked for, by client. */
  asked: Map<string, string[]>;
}

/** Follows the plan handshake by handshake, and its last step from then on. */
export async function startPlannedServer(
  nameOf: (url: URL) => string,
  plan: readonly Mood[],
  answer: RequestListener = (_request, response) => response.writeHead(404, CORS).end('{}'),
): Promise<PlannedServer> {
  const asked = new Map<string, string[]>();
  const rounds = new Map<string, number>();
  const note = ({ url, headers, method }: IncomingMessage, kind: string) => {
    const parsed = new URL(`http://localhost${url}`);
    const name = nameOf(parsed);
    const host = headers.host?.replace(/:\d+/, '');
    const path = parsed.pathname.replace(name, 'name').replace(/\/\d+\/\w+\//, '/session/');
    asked.set(name, [...(asked.get(name) ?? []), `${kind} ${method} ${host} ${path}`]);
    return name;
  };
  const server = await startMoodyServer(
    (request) => {
      const name = note(request, 'socket');
      const round = rounds.get(name) ?? 0;
      rounds.set(name, round + 1);
      return plan[Math.min(round, plan.length - 1)] as Mood;
    },
    (request, response) => {
      note(request, 'request');
      answer(request, response);
    },
  );
  return { ...server, asked };
}

const CORS = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };

/** Greets as Pusher, then does this when the client has subscribed. */
export const greetThen =
  (act: (socket: WebSocket) => void) =>
  (socket: WebSocket): void => {
    socket.send(ESTABLISHED);
    socket.once('message', () => act(socket));
  };

/** The streaming fallback of a Pusher server: each stream greets, says what the client has sent, and ends if that says so. */
export function answerStreams(): RequestListener {
  const streams = new Map<string, ServerResponse>();
  return (request, response) => {
    const [, session = '', act] = /\/(\d+\/\w+)\/(xhr_\w+)/.exec(request.url ?? '') ?? [];
    if (act === 'xhr_streaming' && request.method === 'POST') {
      // Chromium would wait for more, to guess what it is.
      response.writeHead(200, { ...CORS, 'content-type': 'application/javascript' });
      streams.set(session, response);
      response.write(`o\na${JSON.stringify([ESTABLISHED])}\n`);
      return;
    }
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      response.writeHead(204, CORS).end();
      const stream = streams.get(session);
      if (body.includes('subscribe')) stream?.end();
    });
  };
}

/** Greets as Ably with a connection id, then does this when the client has said something. */
export const connectThen =
  (connectionId: string, act: (socket: WebSocket) => void) =>
  (socket: WebSocket): void => {
    const connectionDetails = {
      connectionKey: `${connectionId}!key`,
      maxIdleInterval: 15_000,
      siteCode: 'test',
    };
    socket.send(JSON.stringify({ action: 4, connectionId, connectionDetails }));
    socket.once('message', () => act(socket));
  };

/**
 * A real Socket.IO server. A client may upgrade to a WebSocket when it comes first, and not when it comes for the second
 * time; it is torn off, or disconnected, when it asks for that.
 */
export async function startSocketIo(): Promise<{ url: string; close(): Promise<void> }> {
  const rounds = new Map<string, number>();
  const http = createServer();
  const io = new Server(http, { cors: { origin: '*' } });
  io.engine.use(({ url = '' }: IncomingMessage, _response: ServerResponse, next: (error?: Error) => void) => {
    const { searchParams: query } = new URL(`http://localhost${url}`);
    const name = query.get('name') ?? '';
    if (!query.has('sid')) rounds.set(name, (rounds.get(name) ?? 0) + 1);
    const isRefused = query.get('transport') === 'websocket' && rounds.get(name) === 2;
    next(isRefused ? new Error('No socket this time') : undefined);
  });
  io.on('connection', (socket) => {
    socket.on('tear', () => socket.conn.close());
    socket.on('disconnect me', () => socket.disconnect());
    socket.on('echo', (data: unknown, answer: (data: unknown) => void) => answer(data));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    close: async () => {
      http.closeAllConnections();
      await io.close();
    },
  };
}
