import { toRecord } from '../channel-server/frames.ts';
import { type Format, memberOrder, type SockudoFrame } from './frames.ts';
import { fromMessagePack, toMessagePack } from './messagepack.ts';
import { fromProtobuf, toProtobuf } from './protobuf.ts';

/** What a page sent, of which only these members matter here. */
export type PageFrame = { readonly event: string; readonly channel?: string; readonly data: unknown };

/** A frame in one of the three forms. */
export function toWire(format: Format, frame: SockudoFrame): string | Uint8Array {
  switch (format) {
    case 'json':
      return toJson(frame);
    case 'messagepack':
      return toMessagePack(frame);
    case 'protobuf':
      return toProtobuf(frame);
  }
}

/** The JSON form: members in wire order, so that what deltas add stands at the end. */
export function toJson(frame: SockudoFrame): string {
  const pairs = memberOrder.flatMap((name) => (frame[name] === undefined ? [] : [[name, frame[name]]]));
  return JSON.stringify(Object.fromEntries(pairs));
}

/** Reads a frame of a page, or undefined when it is none. */
export function parseWire(format: Format, bytes: Buffer): PageFrame | undefined {
  const { event, channel, data } = toRecord(read(format, bytes));
  if (typeof event !== 'string') return undefined;
  return { event, data, ...(typeof channel === 'string' ? { channel } : {}) };
}

function read(format: Format, bytes: Buffer): unknown {
  try {
    if (format === 'json') return JSON.parse(bytes.toString('utf8'));
    return format === 'messagepack' ? fromMessagePack(bytes) : fromProtobuf(bytes);
  } catch (error) {
    // All three decoders throw on foreign bytes, each its own kind of Error.
    if (error instanceof Error) return undefined;
    throw error;
  }
}
