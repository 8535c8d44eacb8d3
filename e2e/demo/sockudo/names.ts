import type { ServerFrame } from '../channel-server/frames.ts';
import type { SockudoFrame } from './frames.ts';

/** Ids and serials of frames: one frame has the same for all subscribers. */
export type Stamps = (frame: ServerFrame) => Pick<SockudoFrame, 'message_id' | 'stream_id' | 'serial'>;

/** Protocol 2 says `sockudo:` and `sockudo_internal:` where protocol 7 says `pusher:` and `pusher_internal:`. */
export function toSockudoName(event: string): string {
  return event.replace(/^pusher(_internal)?:/, 'sockudo$1:');
}

/** The other way round. */
export function toPusherName(event: string): string {
  return event.replace(/^sockudo(_internal)?:/, 'pusher$1:');
}

/** Numbers the events of every channel from 1. */
export function createStamps(): Stamps {
  const known = new WeakMap<ServerFrame, ReturnType<Stamps>>();
  const serials = new Map<string, number>();
  return (frame) => {
    const stamp = known.get(frame) ?? next(serials, frame.channel ?? '');
    known.set(frame, stamp);
    return stamp;
  };
}

/** A frame of the channel server as protocol 2 has it; events of the application are numbered. */
export function toSockudoFrame(frame: ServerFrame, stamps: Stamps): SockudoFrame {
  const event = toSockudoName(frame.event);
  const isControl = event !== frame.event || frame.channel === undefined;
  return isControl ? { ...frame, event } : { ...stamps(frame), ...frame };
}

function next(serials: Map<string, number>, channel: string): ReturnType<Stamps> {
  const serial = (serials.get(channel) ?? 0) + 1;
  serials.set(channel, serial);
  return { message_id: `m-${channel}-${serial}`, stream_id: 's-demo', serial };
}
