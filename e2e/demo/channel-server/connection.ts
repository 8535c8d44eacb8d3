import { randomInt } from 'node:crypto';
import type { WebSocket } from 'ws';
import {
  allowsClientEvents,
  isChannelName,
  isPresence,
  needsAuth,
  userChannelPrefix,
} from './channel-name.ts';
import {
  type Channels,
  isSubscribed,
  type Member,
  memberOf,
  relay,
  subscribe,
  unsubscribe,
} from './channels.ts';
import type { ServerFrame } from './frames.ts';
import { type ClientFrame, parseClientFrame, parseJson, toErrorFrame, toRecord } from './frames.ts';
import type { AppState } from './http-api.ts';
import { type App, isSignedBy } from './signature.ts';
import { signIn, type Users } from './users.ts';

/** One accepted WebSocket of an app. It is the subscriber that `channels.ts` sends to. */
export type Connection = {
  readonly socketId: string;
  readonly app: App;
  readonly channels: Channels;
  readonly users: Users;
  readonly socket: Pick<WebSocket, 'close'>;
  readonly send: (frame: ServerFrame) => void;
  /** Sends any text, well-formed or not. */
  readonly sendText: (text: string) => void;
  /** Id of the signed-in user. */
  userId?: string;
};

const maxClientEventBytes = 10_240;

/** A connection with a fresh `socket_id`, not yet told to the page. */
export function createConnection({ app, channels, users }: AppState, socket: WebSocket): Connection {
  const socketId = `${randomInt(1, 1_000_000)}.${randomInt(1, 1_000_000_000)}`;
  const sendText = (text: string) => socket.send(text);
  const send = (frame: ServerFrame) => sendText(JSON.stringify(frame));
  return { socketId, app, channels, users, socket, send, sendText };
}

/** Sends `pusher:error` and closes with the same code, as Pusher does for faults it does not forgive. */
export function refuse(connection: Refusable, code: number, message: string): void {
  const { stringifiesErrors } = connection.channels.dialect;
  connection.send(toErrorFrame(code, message, stringifiesErrors));
  connection.socket.close(code, message);
}

type Refusable = {
  readonly channels: Pick<Channels, 'dialect'>;
  readonly socket: Pick<WebSocket, 'close'>;
  readonly send: (frame: ServerFrame) => void;
};

/** Acts on one frame of the page. Faults are answered with `pusher:error`; the connection stays open. */
export function handleFrame(connection: Connection, text: string): void {
  const frame = parseClientFrame(text);
  const fault = frame ? handleEvent(connection, frame) : { code: 4200, message: 'Invalid message format' };
  const { stringifiesErrors } = connection.channels.dialect;
  if (fault) connection.send(toErrorFrame(fault.code, fault.message, stringifiesErrors));
}

// The code is null where Pusher has no number for the fault.
type Fault = { readonly code: number | null; readonly message: string };

function handleEvent(connection: Connection, frame: ClientFrame): Fault | undefined {
  if (frame.event.startsWith('client-')) return handleClientEvent(connection, frame);
  const data = toRecord(frame.data);
  switch (frame.event) {
    case 'pusher:ping':
      connection.send({ event: 'pusher:pong', data: '{}' });
      return undefined;
    case 'pusher:pong':
      return undefined;
    case 'pusher:subscribe':
      return handleSubscribe(connection, data);
    case 'pusher:unsubscribe':
      unsubscribe(connection.channels, String(data.channel), connection);
      return undefined;
    case 'pusher:signin':
      if (!connection.channels.dialect.knowsUsers) return { code: 4200, message: 'Invalid message format' };
      handleSignIn(connection, data);
      return undefined;
    default:
      return { code: null, message: `Unknown event ${frame.event}` };
  }
}

function handleSubscribe(connection: Connection, data: Record<string, unknown>): Fault | undefined {
  const { channel, channel_data: channelData } = data;
  if (!isChannelName(channel)) return { code: null, message: `Invalid channel name ${String(channel)}` };
  if (isSubscribed(connection.channels, channel, connection)) {
    return { code: null, message: `Existing subscription to channel ${channel}` };
  }
  const problem = findAuthProblem(connection, channel, data);
  if (problem && !connection.channels.dialect.sendsSubscriptionErrors)
    return { code: 4009, message: problem };
  if (problem) {
    const answer = { type: 'AuthError', error: problem, status: 401 };
    connection.send({ event: 'pusher:subscription_error', channel, data: answer });
    return undefined;
  }
  const member = isPresence(channel) ? parseMember(channelData) : undefined;
  if (isPresence(channel) && !member)
    return { code: 4009, message: `channel_data of ${channel} has no user_id` };
  subscribe(connection.channels, channel, connection, member);
  return undefined;
}

function findAuthProblem(connection: Connection, channel: string, data: Record<string, unknown>) {
  if (channel.startsWith(userChannelPrefix) && channel !== `${userChannelPrefix}${connection.userId}`) {
    return `Not signed in as the user of ${channel}`;
  }
  if (!needsAuth(channel)) return undefined;
  const channelData = typeof data.channel_data === 'string' ? [data.channel_data] : [];
  const signed = [connection.socketId, channel, ...channelData].join(':');
  if (isSignedBy(connection.app, signed, data.auth)) return undefined;
  return `Invalid signature for channel ${channel}: Expected HMAC SHA256 hex digest of ${signed}`;
}

// `{"user_id":"ada","user_info":{"name":"Ada"}}`; other members are ignored, a number becomes text.
function parseMember(channelData: unknown): Member | undefined {
  if (typeof channelData !== 'string') return undefined;
  const { user_id: userId, user_info: userInfo } = toRecord(parseJson(channelData));
  if (typeof userId !== 'string' && typeof userId !== 'number') return undefined;
  return { userId: String(userId), userInfo };
}

function handleClientEvent(connection: Connection, frame: ClientFrame): Fault | undefined {
  const { channels } = connection;
  const { event, channel, data } = frame;
  if (!channel || !isSubscribed(channels, channel, connection)) {
    return { code: 4301, message: 'Client events need a subscription to their channel' };
  }
  if (!allowsClientEvents(channel)) {
    return { code: 4301, message: 'Client events are for private and presence channels only' };
  }
  const text = typeof data === 'string' ? data : JSON.stringify(data ?? null);
  if (Buffer.byteLength(text) > maxClientEventBytes) {
    return { code: 4301, message: `Client event data exceeds ${maxClientEventBytes} bytes` };
  }
  const member = memberOf(channels, channel, connection);
  const sender = member ? { user_id: member.userId } : {};
  const relayed = channels.dialect.stringifiesClientEvents ? text : data;
  relay(channels, channel, { event, channel, data: relayed, ...sender }, connection);
  return undefined;
}

function handleSignIn(connection: Connection, data: Record<string, unknown>): void {
  const { auth, user_data: userData } = data;
  const { id, watchlist } = toRecord(typeof userData === 'string' ? parseJson(userData) : undefined);
  const signed = `${connection.socketId}::user::${String(userData)}`;
  if (typeof id !== 'string' || id === '' || !isSignedBy(connection.app, signed, auth)) {
    refuse(connection, 4009, 'Connection not authorized');
    return;
  }
  connection.userId = id;
  connection.send({ event: 'pusher:signin_success', data: JSON.stringify({ user_data: userData }) });
  signIn(connection.users, connection, id, Array.isArray(watchlist) ? watchlist.map(String) : []);
}
