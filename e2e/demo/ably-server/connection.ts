import { attach, type Channel, type Client } from './channel.ts';
import { changePresence, leaveAll } from './presence.ts';
import { actions, type ProtocolMessage, toAblyError } from './protocol-message.ts';
import { publishMessages, relay } from './publications.ts';

/** A client and what it may touch. */
export type Connection = Client & {
  readonly channelOf: (name: string) => Channel;
  readonly allChannels: () => Iterable<Channel>;
  /** Whether clients may publish here; where they may not, NACK 40160. */
  readonly allowsPublishing: (channel: string) => boolean;
  readonly isCredential: (token: unknown) => boolean;
  readonly sendConnected: () => void;
  readonly end: () => void;
};

/** Acts on one message of a client. */
export function handleMessage(connection: Connection, message: ProtocolMessage): void {
  const { action, channel: name } = message;
  if (name !== undefined) {
    handleChannelMessage(connection, connection.channelOf(name), message);
    return;
  }
  switch (action) {
    case actions.heartbeat:
      connection.send({ action, ...(message.id ? { id: message.id } : {}) });
      break;
    case actions.close:
      connection.send({ action: actions.closed });
      connection.end();
      break;
    case actions.disconnect:
      connection.end();
      break;
    case actions.auth:
      authenticate(connection, message);
      break;
    default:
      refuse(connection, 40000, `Action ${action} needs a channel or is unknown`);
  }
}

/** Sends ERROR, which fails the connection for good, and ends it. */
export function refuse(connection: Pick<Connection, 'send' | 'end'>, code: number, message: string): void {
  connection.send({ action: actions.error, error: toAblyError(code, message) });
  connection.end();
}

/** Takes the connection out of all its channels. */
export function detachAll(connection: Connection): void {
  for (const channel of connection.allChannels()) detach(connection, channel);
}

function handleChannelMessage(connection: Connection, channel: Channel, message: ProtocolMessage): void {
  switch (message.action) {
    case actions.attach:
      attach(channel, connection, message);
      break;
    case actions.detach:
      detach(connection, channel);
      connection.send({ action: actions.detached, channel: channel.name });
      break;
    case actions.message:
    case actions.presence:
    case actions.annotation:
    case actions.object:
      answer(connection, channel, message);
      break;
    default:
      refuse(connection, 40000, `Action ${message.action} is unknown`);
  }
}

// `{"action":1,"msgSerial":0,"count":1,"res":[{"serials":["…"]}]}`
function answer(connection: Connection, channel: Channel, message: ProtocolMessage): void {
  const { msgSerial = 0 } = message;
  const reply = { msgSerial, count: 1 };
  if (!connection.allowsPublishing(channel.name)) {
    const error = toAblyError(40160, `The key may not publish to ${channel.name}`);
    connection.send({ ...reply, action: actions.nack, error });
    return;
  }
  const serials = perform(connection, channel, message);
  connection.send({ ...reply, action: actions.ack, res: [{ serials }] });
}

function perform(connection: Connection, channel: Channel, message: ProtocolMessage): string[] {
  if (message.action === actions.message) return publishMessages(channel, connection, message);
  if (message.action !== actions.presence) return relay(channel, connection, message);
  changePresence(channel, connection, message);
  return [];
}

function detach(connection: Connection, channel: Channel): void {
  channel.attachments.delete(connection);
  leaveAll(channel, connection);
}

// `{"action":17,"auth":{"accessToken":"…"}}`: a client with a new token; CONNECTED says that it is taken.
function authenticate(connection: Connection, { auth }: ProtocolMessage): void {
  const token = typeof auth === 'object' && auth !== null && 'accessToken' in auth && auth.accessToken;
  if (connection.isCredential(token)) connection.sendConnected();
  else refuse(connection, 40101, 'Invalid credentials');
}
