import type Pusher from 'pusher';
import type { Format } from './frames.ts';
import { sockudoChannels } from './story.ts';
import { toWire } from './wire.ts';

/** A frame for the page to send: text, or bytes as base64. */
export type PreparedFrame = { readonly text: string } | { readonly base64: string };

/**
 * The frames with which a page asks for deltas and subscribes to everything. sockudo-js would make them in the page,
 * but it is not in the npm registry; this does its work on the server.
 */
export function subscriptionFrames(pusher: Pusher, socketId: string, format: Format): PreparedFrame[] {
  const subscriptions = Object.values(sockudoChannels).map((channel) => {
    return { event: 'sockudo:subscribe', data: { channel, ...credentialsFor(pusher, socketId, channel) } };
  });
  const enable = { event: 'sockudo:enable_delta_compression', data: { algorithms: ['fossil'] } };
  return [enable, ...subscriptions].map((frame) => {
    const bytes = toWire(format, frame);
    return typeof bytes === 'string' ? { text: bytes } : { base64: Buffer.from(bytes).toString('base64') };
  });
}

function credentialsFor(pusher: Pusher, socketId: string, channel: string): Record<string, string> {
  if (!/^(private|presence)-/.test(channel)) return { auth: '' };
  const member = { user_id: 'amina', user_info: { name: 'Amina' } };
  const isPresence = channel.startsWith('presence-');
  const answer = pusher.authorizeChannel(socketId, channel, isPresence ? member : undefined);
  const { auth, channel_data: channelData } = answer;
  return channelData ? { auth, channel_data: channelData } : { auth };
}
