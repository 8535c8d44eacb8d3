// Clients for the tests of this folder: real pusher-js, and bare sockets that can break the rules.
import { on } from 'node:events';
import type Pusher from 'pusher';
import PusherClient, { type Channel } from 'pusher-js';
import { WebSocket } from 'ws';
import type { ChannelServer } from './channel-server.ts';

/** A real pusher-js whose auth endpoint is `server` itself, as member `userId` of presence channels. */
export function createClient(port: number, appKey: string, server: Pusher, userId = 'ada'): PusherClient {
  return new PusherClient(appKey, {
    cluster: '',
    wsHost: '127.0.0.1',
    wsPort: port,
    forceTLS: false,
    enabledTransports: ['ws'],
    channelAuthorization: {
      customHandler: ({ socketId, channelName }, callback) => {
        const member = { user_id: userId, user_info: { name: userId.toUpperCase() } };
        const isPresence = channelName.startsWith('presence-');
        callback(null, server.authorizeChannel(socketId, channelName, isPresence ? member : undefined));
      },
    },
    userAuthentication: {
      customHandler: ({ socketId }, callback) => {
        callback(null, server.authenticateUser(socketId, { id: userId }));
      },
    },
  });
}

// What channels, connections and users of pusher-js have in common.
type Emitter<T> = {
  bind(event: string, callback: (data: T) => void): unknown;
  unbind(event?: string, callback?: (data: T) => void): unknown;
};

/** The data of the next such event on a channel, a connection or a user. */
export function nextEvent<T = unknown>(source: Emitter<T>, event: string): Promise<T> {
  return new Promise((resolve) => {
    const handle = (data: T) => {
      source.unbind(event, handle);
      resolve(data);
    };
    source.bind(event, handle);
  });
}

/** Subscribes and waits until the server has agreed. */
export async function subscribed(client: PusherClient, name: string): Promise<Channel> {
  const channel = client.subscribe(name);
  await nextEvent(channel, 'pusher:subscription_succeeded');
  return channel;
}

/** A frame as it came, with `data` parsed where it is JSON text. */
export type RawFrame = { event: string; channel?: string; data?: unknown; user_id?: string };

/** A bare socket: `next()` is the next frame that the server sends, `nextText()` the same as it came. */
export function openRaw(server: ChannelServer, path: string) {
  const socket = new WebSocket(server.url + path);
  const messages = on(socket, 'message');
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  const nextText = async (): Promise<string> => {
    const { value } = await messages.next();
    return String(value[0]);
  };
  const next = async (): Promise<RawFrame> => {
    const frame = JSON.parse(await nextText());
    return { ...frame, ...(typeof frame.data === 'string' ? { data: JSON.parse(frame.data) } : {}) };
  };
  const send = (event: string, data: unknown, channel?: string) => {
    socket.send(JSON.stringify({ event, data, channel }));
  };
  return { socket, next, nextText, send, closed };
}
