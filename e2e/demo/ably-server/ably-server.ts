// A TEST DOUBLE of Ably's realtime service: JSON and MessagePack over WebSocket, as far as the demo and the
// end-to-end tests need it. It is written from the public source of ably-js, keeps everything in memory, listens on 127.0.0.1
// only, and is no server to deploy. It has no history, no rewind, no resume, no REST but /time, and no comet transport.
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Channel, createChannel } from './channel.ts';
import { type Connection, detachAll, handleMessage, refuse } from './connection.ts';
import { type AblyError, actions, type Entry, type ProtocolMessage } from './protocol-message.ts';
import { siteCode } from './publications.ts';
import { type Format, parseFrame, toFrame } from './wire.ts';

/** Port 0 takes any free one. A credential is a key `<appId>.<keyId>:<secret>` or a token. */
export type AblyServerOptions = {
  readonly credentials: readonly string[];
  readonly port?: number;
  /** How often a silent client hears of the server, at least; default 15 s as at Ably. */
  readonly maxIdleIntervalMs?: number;
  /** Channels to which nobody may publish. */
  readonly readOnlyChannels?: readonly string[];
  /** What OBJECT_SYNC tells new clients of a channel with LiveObjects. */
  readonly objects?: Readonly<Record<string, readonly Entry[]>>;
};

/** A running double, with what a test wants to do behind the protocol's back. */
export type AblyServer = {
  readonly port: number;
  readonly connectionCount: () => number;
  /** How many clients are attached to a channel. */
  readonly attachedCount: (channel: string) => number;
  /** Sends any message to all clients, or to those attached to a channel. */
  readonly send: (message: ProtocolMessage, channel?: string) => void;
  /** DISCONNECTED for everybody, to see clients come back. */
  readonly disconnectAll: (error?: AblyError) => void;
  readonly close: () => Promise<void>;
};

type State = {
  readonly options: AblyServerOptions;
  readonly channels: Map<string, Channel>;
  readonly connections: Set<Connection>;
};

const maxFrameBytes = 524_288;

/** Starts listening on 127.0.0.1 and resolves when clients may come. */
export async function startAblyServer(options: AblyServerOptions): Promise<AblyServer> {
  const state: State = { options, channels: new Map(), connections: new Set() };
  const http = createServer((request, response) => {
    const isTime = request.url?.startsWith('/time') ?? false;
    response.writeHead(isTime ? 200 : 404, {
      'content-type': 'application/json',
      'access-control-allow-origin': '*',
    });
    response.end(isTime ? `[${Date.now()}]` : '{}');
  });
  const sockets = new WebSocketServer({ server: http, maxPayload: maxFrameBytes });
  sockets.on('connection', (socket, request) => accept(state, socket, request));
  await new Promise<void>((resolve, reject) => {
    sockets.once('error', reject);
    http.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return toHandle(state, http, sockets);
}

function toHandle(state: State, http: Server, sockets: WebSocketServer): AblyServer {
  const attached = (name: string) => [...(state.channels.get(name)?.attachments.keys() ?? [])];
  return {
    port: (http.address() as AddressInfo).port,
    connectionCount: () => state.connections.size,
    attachedCount: (name) => attached(name).length,
    send: (message, name) => {
      for (const client of name === undefined ? state.connections : attached(name)) client.send(message);
    },
    disconnectAll: (error) => {
      for (const { send, end } of state.connections) {
        send({ action: actions.disconnected, ...(error ? { error } : {}) });
        end();
      }
    },
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

// `/?key=app.id:secret&format=json&clientId=ada&echo=true&heartbeats=true&v=6`
function accept(state: State, socket: WebSocket, request: IncomingMessage): void {
  socket.on('error', () => socket.terminate());
  const { searchParams: query } = new URL(`http://localhost${request.url}`);
  const format: Format = query.get('format') === 'msgpack' ? 'msgpack' : 'json';
  const connection = createConnection(state, socket, format, query);
  if (!connection.isCredential(query.get('key') ?? query.get('access_token'))) {
    refuse(connection, 40101, 'Invalid credentials');
    return;
  }
  open(state, socket, format, connection);
}

function createConnection(
  state: State,
  socket: WebSocket,
  format: Format,
  query: URLSearchParams,
): Connection {
  const { credentials, readOnlyChannels = [], objects = {}, maxIdleIntervalMs = 15_000 } = state.options;
  const connectionId = randomBytes(6).toString('base64url');
  const connectionKey = `${connectionId}!${randomBytes(12).toString('base64url')}`;
  const clientId = query.get('clientId') ?? undefined;
  const send = (message: ProtocolMessage) => socket.send(toFrame(format, message));
  const connectionDetails = {
    ...(clientId ? { clientId } : {}),
    connectionKey,
    maxMessageSize: 65_536,
    maxInboundRate: 250,
    maxOutboundRate: 100,
    maxFrameSize: maxFrameBytes,
    serverId: 'test-double',
    siteCode,
    connectionStateTtl: 120_000,
    maxIdleInterval: maxIdleIntervalMs,
  };
  return {
    connectionId,
    clientId,
    echoes: query.get('echo') !== 'false',
    send,
    end: () => socket.close(),
    sendConnected: () => send({ action: actions.connected, connectionId, connectionDetails }),
    isCredential: (token) => typeof token === 'string' && credentials.includes(token),
    allowsPublishing: (name) => !readOnlyChannels.includes(name),
    allChannels: () => state.channels.values(),
    channelOf: (name) => {
      const channel = state.channels.get(name) ?? createChannel(name, objects[name] ?? []);
      state.channels.set(name, channel);
      return channel;
    },
  };
}

function open(state: State, socket: WebSocket, format: Format, connection: Connection): void {
  state.connections.add(connection);
  const { maxIdleIntervalMs = 15_000 } = state.options;
  const heartbeat = setInterval(() => connection.send({ action: actions.heartbeat }), maxIdleIntervalMs);
  socket.on('close', () => {
    clearInterval(heartbeat);
    state.connections.delete(connection);
    detachAll(connection);
  });
  socket.on('message', (data, isBinary) => {
    const isExpected = isBinary === (format === 'msgpack') && data instanceof Buffer;
    const message = isExpected ? parseFrame(format, data) : undefined;
    if (message) handleMessage(connection, message);
    else refuse(connection, 40000, `The frame is no ${format} of the protocol`);
  });
  connection.sendConnected();
}
