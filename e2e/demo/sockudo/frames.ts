/**
 * A frame of Sockudo's protocol 2, with its members in the order in which the wire numbers them, 1 to 15:
 * `{"event":"tick","channel":"market","data":"{…}","message_id":"m-1","serial":7}`
 */
export type SockudoFrame = {
  readonly event: string;
  readonly channel?: string;
  readonly data?: unknown;
  readonly name?: string;
  readonly user_id?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly sequence?: number;
  readonly conflation_key?: string;
  readonly message_id?: string;
  readonly stream_id?: string;
  readonly serial?: number;
  readonly idempotency_key?: string;
  readonly extras?: { readonly headers: Readonly<Record<string, string | number | boolean>> };
  readonly __delta_seq?: number;
  readonly __conflation_key?: string;
};

/** The members in wire order: position in MessagePack's array, number in protobuf less one. */
export const memberOrder = [
  'event',
  'channel',
  'data',
  'name',
  'user_id',
  'tags',
  'sequence',
  'conflation_key',
  'message_id',
  'stream_id',
  'serial',
  'idempotency_key',
  'extras',
  '__delta_seq',
  '__conflation_key',
] as const satisfies readonly (keyof SockudoFrame)[];

/** What `format=` in the URL asks for; all but JSON are binary frames. */
export type Format = 'json' | 'messagepack' | 'protobuf';

/** Reads `format=`, with the short names that Sockudo takes too; anything else is JSON. */
export function toFormat(text: string | null): Format {
  if (text === 'msgpack' || text === 'messagepack') return 'messagepack';
  return text === 'proto' || text === 'protobuf' ? 'protobuf' : 'json';
}
