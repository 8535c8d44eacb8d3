import type Pusher from 'pusher';
import { type Reply, type Route, toJson, toText } from '../page-site.ts';
import { faultChannels } from './channels.ts';

/** The auth endpoint of the faults page: the real library's reply, spoiled for some channels. */
export function faultyAuthRoute(pusher: Pusher): Route {
  return (form) => {
    const socketId = form.get('socket_id') ?? '';
    const channel = form.get('channel_name') ?? '';
    if (!/^\d+\.\d+$/.test(socketId) || !/^private-[\w=@,.;-]{1,190}$/.test(channel)) {
      return toText(400, 'socket_id and channel_name of a private channel are needed');
    }
    return spoil(channel, pusher.authorizeChannel(socketId, channel));
  };
}

function spoil(channel: string, reply: Pusher.ChannelAuthResponse): Reply {
  switch (channel) {
    case faultChannels.admin:
      return toText(403, 'This action is unauthorized.');
    case faultChannels.billing: {
      const { auth } = reply;
      return toJson({ auth });
    }
    case faultChannels.payroll:
      return toJson({ ...reply, shared_secret: `${reply.shared_secret}\n` });
    case faultChannels.sessions:
      return toJson({ ...reply, auth: `staging-key:${reply.auth.split(':')[1]}` });
    default:
      return toJson(reply);
  }
}
