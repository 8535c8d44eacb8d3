// A TEST DOUBLE of a Pusher Channels server: protocol 7 over WebSocket and the signed HTTP API, as far as the
// demo and the end-to-end tests need them. It is written from public sources of the clients, keeps everything in memory, listens
// on 127.0.0.1 only, and is no server to deploy.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { createChannels, isSubscribed, publish, unsubscribeAll } from './channels.ts';
import { type Connection, createConnection, handleFrame, refuse } from './connection.ts';
import { type Dialect, pusherDialect } from './dialect.ts';
import { toErrorFrame } from './frames.ts';
import { type AppState, handleApiRequest } from './http-api.ts';
import { type LivenessLimits, watchLiveness } from './liveness.ts';
import type { App } from './signature.ts';
import { signOut } from './users.ts';

/** Port 0 takes any free one. Timeouts may be fractions, so that tests of silence are short. */
export type ChannelServerOptions = {
  readonly apps: readonly App[];
  readonly port?: number;
  /** Whose ways the server has; default pusher.com's. */
  readonly dialect?: Dialect;
  /** Default: the dialect's. */
  readonly activityTimeoutSeconds?: number;
  readonly pongTimeoutSeconds?: number;
  readonly sendsSubscriptionCounts?: boolean;
};

/** A running channel server, with what a test wants to do behind the protocol's back. */
export type ChannelServer = {
  readonly port: number;
  /** Origin for WebSockets, `ws://127.0.0.1:<port>`. */
  readonly url: string;
  /** Number of open connections which were accepted. */
  readonly connectionCount: () => number;
  /** Publishes without the HTTP API and its checks; `data` goes out as it is. */
  readonly publish: (channel: string, event: string, data: string) => void;
  /** Sends any text, well-formed or not, to all connections or to the subscribers of a channel. */
  readonly sendRaw: (text: string, channel?: string) => void;
  /** Closes every connection with this code, to see clients come back or give up. */
  readonly disconnectAll: (code: number, reason?: string) => void;
  readonly close: () => Promise<void>;
};

type State = {
  readonly apps: readonly AppState[];
  readonly dialect: Dialect;
  readonly connections: Set<Connection>;
};

const maxFrameBytes = 1_048_576;
const protocols = [5, 6, 7];

/** Starts listening on 127.0.0.1 and resolves when clients may come. */
export async function startChannelServer(options: ChannelServerOptions): Promise<ChannelServer> {
  const { dialect = pusherDialect, pongTimeoutSeconds = 30, sendsSubscriptionCounts = false } = options;
  const { activityTimeoutSeconds = dialect.activityTimeoutSeconds } = options;
  const state: State = {
    apps: options.apps.map((app) => {
      return { app, channels: createChannels(sendsSubscriptionCounts, dialect), users: new Map() };
    }),
    dialect,
    connections: new Set(),
  };
  const http = createServer((request, response) => {
    handleApiRequest(state.apps, request, response).catch((error: unknown) =>
      response.destroy(toError(error)),
    );
  });
  const sockets = new WebSocketServer({ server: http, maxPayload: maxFrameBytes });
  const limits = {
    activityTimeoutMs: activityTimeoutSeconds * 1000,
    pongTimeoutMs: pongTimeoutSeconds * 1000,
  };
  sockets.on('connection', (socket, request) => accept(state, limits, socket, request));
  await new Promise<void>((resolve, reject) => {
    sockets.once('error', reject);
    http.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return toHandle(state, http, sockets);
}

function toHandle(state: State, http: Server, sockets: WebSocketServer): ChannelServer {
  const { port } = http.address() as AddressInfo;
  return {
    port,
    url: `ws://127.0.0.1:${port}`,
    connectionCount: () => state.connections.size,
    publish: (channel, event, data) => {
      for (const { channels } of state.apps) publish(channels, channel, { event, data });
    },
    sendRaw: (text, channel) => {
      for (const connection of state.connections) {
        const isMeant = channel === undefined || isSubscribed(connection.channels, channel, connection);
        if (isMeant) connection.sendText(text);
      }
    },
    disconnectAll: (code, reason) => {
      for (const { socket } of state.connections) socket.close(code, reason);
    },
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

function accept(state: State, limits: LivenessLimits, socket: WebSocket, request: IncomingMessage): void {
  // A client that breaks off is not the server's fault; `close` follows and does the cleaning.
  socket.on('error', () => socket.terminate());
  const { dialect } = state;
  const target = findApp(state, new URL(`http://localhost${request.url}`));
  const send = (frame: unknown) => socket.send(JSON.stringify(frame));
  if ('code' in target) refuse({ channels: { dialect }, socket, send }, target.code, target.message);
  else open(state, limits, socket, createConnection(target, socket));
}

type Refusal = { readonly code: number; readonly message: string };

function findApp({ apps, dialect }: State, url: URL): AppState | Refusal {
  const { pathPrefix, needsProtocol } = dialect;
  const path = url.pathname.startsWith(pathPrefix) ? url.pathname.slice(pathPrefix.length) : '';
  const [, key] = /^\/app\/([^/]+)\/?$/.exec(path) ?? [];
  if (!key) return { code: 4005, message: 'Path not found' };
  const fault = needsProtocol ? findProtocolFault(url.searchParams.get('protocol')) : undefined;
  if (fault) return fault;
  const found = apps.find(({ app }) => app.key === key);
  return found ?? { code: 4001, message: `App key ${key.slice(0, 40)} not in this cluster` };
}

function findProtocolFault(protocol: string | null): Refusal | undefined {
  if (!protocol) return { code: 4008, message: 'No protocol version supplied' };
  if (!/^\d+$/.test(protocol)) return { code: 4006, message: 'Invalid version string format' };
  if (!protocols.includes(Number(protocol))) return { code: 4007, message: 'Unsupported protocol version' };
  return undefined;
}

function open(state: State, limits: LivenessLimits, socket: WebSocket, connection: Connection): void {
  const { socketId, channels, users } = connection;
  state.connections.add(connection);
  socket.on('close', () => {
    state.connections.delete(connection);
    unsubscribeAll(channels, connection);
    signOut(users, connection);
  });
  socket.on('message', (data, isBinary) => {
    if (isBinary) connection.send(toErrorFrame(4200, 'Binary frames are not part of protocol 7'));
    else handleFrame(connection, data.toString());
  });
  watchLiveness(
    socket,
    limits,
    () => connection.send({ event: 'pusher:ping', data: '{}' }),
    () => refuse(connection, 4201, 'Pong reply not received in time'),
  );
  const data = JSON.stringify({ socket_id: socketId, activity_timeout: limits.activityTimeoutMs / 1000 });
  connection.send({ event: 'pusher:connection_established', data });
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
