import type { ChannelMode } from 'ably';

/** The channels of the courier board, one of each kind that matters. */
export const courierChannels = {
  news: 'news',
  orders: 'orders',
  support: 'support',
  partner: 'partner',
  vans: 'vans',
  telemetry: 'telemetry',
  staff: 'staff',
  basket: 'basket',
} as const;

/** A channel's name in the code; on the wire it is the same. */
export type CourierChannel = keyof typeof courierChannels;

/** How the page attaches to a channel. */
export type ChannelPlan = {
  readonly name: CourierChannel;
  /** Base64 of 16 or 32 bytes; none for clear channels. */
  readonly cipherKey?: string;
  readonly hasDeltas?: boolean;
  /** What the page asks for beyond or instead of the usual. */
  readonly modes?: ChannelMode[];
};

/** The cipher keys of the demo: base64 of 32 bytes, of 16 bytes, and of 32 bytes that the page does not have. */
export type CipherKeys = { readonly main: string; readonly support: string; readonly partner: string };

/** Which channel is sealed with which key, and which come as deltas. */
export function planChannels(keys: CipherKeys): ChannelPlan[] {
  return [
    { name: 'news', modes: ['SUBSCRIBE', 'PUBLISH', 'ANNOTATION_PUBLISH', 'ANNOTATION_SUBSCRIBE'] },
    { name: 'orders', cipherKey: keys.main },
    { name: 'support', cipherKey: keys.support },
    // The publisher seals this one with its own key: to the page it stays dark.
    { name: 'partner', cipherKey: keys.main },
    { name: 'vans', hasDeltas: true },
    { name: 'telemetry', cipherKey: keys.main, hasDeltas: true },
    { name: 'staff', cipherKey: keys.main },
    { name: 'basket', modes: ['SUBSCRIBE', 'PUBLISH', 'OBJECT_SUBSCRIBE', 'OBJECT_PUBLISH'] },
  ];
}
