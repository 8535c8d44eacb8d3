/** Numbers of Ably's actions that this double knows (ably-js `protocolmessagecommon.ts`). */
export const actions = {
  heartbeat: 0,
  ack: 1,
  nack: 2,
  connected: 4,
  disconnect: 5,
  disconnected: 6,
  close: 7,
  closed: 8,
  error: 9,
  attach: 10,
  attached: 11,
  detach: 12,
  detached: 13,
  presence: 14,
  message: 15,
  sync: 16,
  auth: 17,
  object: 19,
  objectSync: 20,
  annotation: 21,
} as const;

/** Bits of `flags`: what an ATTACHED says about the channel, and the modes that a client may have. */
export const flags = {
  hasPresence: 1 << 0,
  hasObjects: 1 << 7,
  presence: 1 << 16,
  publish: 1 << 17,
  subscribe: 1 << 18,
  presenceSubscribe: 1 << 19,
  annotationPublish: 1 << 21,
  annotationSubscribe: 1 << 22,
  objectSubscribe: 1 << 24,
  objectPublish: 1 << 25,
} as const;

/** Actions of one entry of a PRESENCE or SYNC. */
export const presenceActions = { absent: 0, present: 1, enter: 2, leave: 3, update: 4 } as const;

/** What Ably answers where it refuses; codes as in ably-common `errors.json`. */
export type AblyError = { readonly code: number; readonly statusCode: number; readonly message: string };

/**
 * One of `messages`, `presence`, `annotations` or `state`. Binary `data` is a Uint8Array here, without the
 * `base64` that JSON frames put around it; members that the double has no business with travel as they came.
 */
export type Entry = {
  readonly id?: string;
  readonly clientId?: string;
  readonly connectionId?: string;
  readonly timestamp?: number;
  readonly action?: number;
  readonly serial?: string;
  readonly data?: unknown;
  readonly encoding?: string;
  readonly extras?: unknown;
  readonly [member: string]: unknown;
};

/** The members of a frame that carry entries. */
export const entryLists = ['messages', 'presence', 'annotations', 'state'] as const;

/** `{"action":15,"channel":"chat","msgSerial":0,"messages":[{"name":"greeting","data":"hello"}]}` */
export type ProtocolMessage = {
  readonly action: number;
  readonly id?: string;
  readonly channel?: string;
  readonly channelSerial?: string;
  readonly connectionId?: string;
  readonly msgSerial?: number;
  readonly count?: number;
  readonly timestamp?: number;
  readonly flags?: number;
  readonly params?: Readonly<Record<string, string>>;
  readonly error?: AblyError;
  readonly auth?: unknown;
  readonly res?: readonly { readonly serials: readonly string[] }[];
  readonly connectionDetails?: unknown;
} & { readonly [List in (typeof entryLists)[number]]?: readonly Entry[] };

/** An error as the wire has it; `statusCode` is the code's first three digits. */
export function toAblyError(code: number, message: string): AblyError {
  return { code, statusCode: Math.floor(code / 100), message };
}
