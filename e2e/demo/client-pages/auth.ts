import type Pusher from 'pusher';
import { type Route, toJson, toText } from '../page-site.ts';
import { refusedChannel } from './kinds.ts';

const member = { user_id: 'amina', user_info: { name: 'Amina Diallo', role: 'orders' } };

/** The auth endpoint for channels: `socket_id` and `channel_name` as a form. */
export function channelAuthRoute(pusher: Pusher): Route {
  return (form) => {
    const socketId = form.get('socket_id') ?? '';
    const channel = form.get('channel_name') ?? '';
    if (!/^\d+\.\d+$/.test(socketId) || !/^(private|presence)-[\w=@,.;-]{1,190}$/.test(channel)) {
      return toText(400, 'socket_id and channel_name of a private or presence channel are needed');
    }
    // As an app does whose secret is another environment's.
    if (channel === refusedChannel) return toJson({ auth: `client-demo-key:${'0'.repeat(64)}` });
    const isPresence = channel.startsWith('presence-');
    return toJson(pusher.authorizeChannel(socketId, channel, isPresence ? member : undefined));
  };
}

/** The auth endpoint for users; this one watches two others. */
export function userAuthRoute(pusher: Pusher): Route {
  return (form) => {
    const socketId = form.get('socket_id') ?? '';
    if (!/^\d+\.\d+$/.test(socketId)) return toText(400, 'socket_id is needed');
    const user = { id: 'amina', user_info: { name: 'Amina Diallo' }, watchlist: ['bjorn', 'chiara'] };
    return toJson(pusher.authenticateUser(socketId, user));
  };
}
