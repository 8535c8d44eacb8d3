// A TEST DOUBLE of a Sockudo server that speaks protocol 2 in JSON, MessagePack and protobuf. Subscriptions, members and
// the signed HTTP API are those of the channel server beside it; this adds the names, the three forms, numbers and fossil deltas,
// and replays recorded bytes. It listens on 127.0.0.1 only. No recovery, no filters, no tokens, no conflation; deltas in JSON only.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { createChannels, isSubscribed, publish, unsubscribeAll } from '../channel-server/channels.ts';
import { type Connection, createConnection, handleFrame, refuse } from '../channel-server/connection.ts';
import { pusherDialect } from '../channel-server/dialect.ts';
import type { ServerFrame } from '../channel-server/frames.ts';
import { type AppState, handleApiRequest } from '../channel-server/http-api.ts';
import type { App } from '../channel-server/signature.ts';
import { createDeltaSender, type DeltaSender } from './deltas.ts';
import { type Format, type SockudoFrame, toFormat } from './frames.ts';
import { createStamps, type Stamps, toPusherName, toSockudoFrame } from './names.ts';
import { parseWire, toWire } from './wire.ts';

/** A running double; `port` is for WebSockets and for the HTTP API of the app. */
export type SockudoServer = {
  readonly port: number;
  readonly app: AppState;
  /** How many pages are subscribed to a channel. */
  readonly subscriberCount: (channel: string) => number;
  /** Publishes a frame with whatever members it has; the double adds the ids and serials that are missing. */
  readonly publish: (frame: SockudoFrame & { readonly channel: string }) => void;
  /** Sends bytes as they are to the subscribers of a channel: one for each form, none where there is none. */
  readonly replay: (channel: string, bytes: Readonly<Partial<Record<Format, string | Uint8Array>>>) => void;
  readonly close: () => Promise<void>;
};

type Page = { readonly connection: Connection; readonly format: Format; readonly socket: WebSocket };

const dialect = { ...pusherDialect, stringifiesErrors: false };

/** Starts listening on any free port of 127.0.0.1 and resolves when pages may come. */
export async function startSockudoServer(app: App): Promise<SockudoServer> {
  const state: AppState = { app, channels: createChannels(false, dialect), users: new Map() };
  const pages = new Set<Page>();
  const stamps = createStamps();
  const http = createServer((request, response) => {
    handleApiRequest([state], request, response).catch(() => response.destroy());
  });
  const sockets = new WebSocketServer({ server: http });
  sockets.on('connection', (socket, request) => accept(state, stamps, pages, socket, request));
  await new Promise<void>((resolve, reject) => {
    sockets.once('error', reject);
    http.listen(0, '127.0.0.1', resolve);
  });
  const subscribers = (channel: string) =>
    [...pages].filter(({ connection }) => isSubscribed(state.channels, channel, connection));
  return {
    port: (http.address() as AddressInfo).port,
    app: state,
    subscriberCount: (channel) => subscribers(channel).length,
    publish: (frame) => publish(state.channels, frame.channel, frame),
    replay: (channel, bytes) => {
      for (const { format, socket } of subscribers(channel)) {
        const frame = bytes[format];
        if (frame !== undefined) socket.send(frame);
      }
    },
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

// `/app/<key>?protocol=2&client=js&version=2.2.0&format=messagepack`
function accept(
  state: AppState,
  stamps: Stamps,
  pages: Set<Page>,
  socket: WebSocket,
  request: IncomingMessage,
): void {
  socket.on('error', () => socket.terminate());
  const url = new URL(`http://localhost${request.url}`);
  const format = toFormat(url.searchParams.get('format'));
  const deltas = createDeltaSender();
  const send = (frame: ServerFrame) => {
    const own = toSockudoFrame(frame, stamps);
    socket.send(toWire(format, format === 'json' ? deltas.take(own) : own));
  };
  const connection = { ...createConnection(state, socket), send };
  const problem = findProblem(state.app.key, url);
  if (problem) {
    refuse(connection, ...problem);
    return;
  }
  const page = { connection, format, socket };
  pages.add(page);
  socket.on('close', () => {
    pages.delete(page);
    unsubscribeAll(state.channels, connection);
  });
  socket.on('message', (bytes: Buffer) => handle(page, deltas, bytes));
  const data = JSON.stringify({ socket_id: connection.socketId, activity_timeout: 120 });
  send({ event: 'pusher:connection_established', data });
}

function findProblem(appKey: string, url: URL): readonly [code: number, message: string] | undefined {
  if (url.pathname !== `/app/${appKey}`) return [4001, 'App key not in this cluster'];
  return url.searchParams.get('protocol') === '2' ? undefined : [4007, 'This double speaks protocol 2 only'];
}

function handle({ connection, format }: Page, deltas: DeltaSender, bytes: Buffer): void {
  const frame = parseWire(format, bytes);
  if (frame?.event === 'sockudo:enable_delta_compression') {
    deltas.enable();
    const data = { enabled: true, algorithm: 'fossil' };
    connection.send({ event: 'pusher:delta_compression_enabled', data });
    return;
  }
  handleFrame(connection, JSON.stringify(frame && { ...frame, event: toPusherName(frame.event) }));
}
