import { toUtf8 } from '../../bytes';
import { type ChainData, lastStep, undoEncoding } from '../../encoding-chain';

/** A page may name any number of channels; the bases of this many are kept, and of this many bytes in all, names and ids included. */
const MAX_CHANNELS = 500;
const MAX_KEPT_BYTES = 16_000_000;

/** The last message of one channel: a delta says which message it builds on. `data` is undefined where it is not known. */
interface Base {
  id: string | undefined;
  /** As it came, so that a channel without deltas costs a reference: text, base64 where `isBase64`, or bytes. */
  data: ChainData | undefined;
  isBase64: boolean;
}

/** What the deltas of one connection build on; bounded, the channel that was silent longest goes first. */
export interface DeltaBases {
  channels: Map<string, Base>;
  keptBytes: number;
}

export function createDeltaBases(): DeltaBases {
  return { channels: new Map(), keptBytes: 0 };
}

/**
 * Remembers a message as the base of the channel's next delta: its payload before any cipher, freed of an outer base64
 * only (ably-js basemessage.ts, decodeData). Here a message that no key opens is a base like any other.
 */
export function rememberBase(
  bases: DeltaBases,
  channel: string,
  id: string | undefined,
  data: ChainData | undefined,
  encoding: string,
): void {
  forget(bases, channel);
  const base: Base = { id, data, isBase64: lastStep(encoding) === 'base64' };
  bases.channels.set(channel, base);
  bases.keptBytes += bytesKept(channel, base);
  while (bases.channels.size > MAX_CHANNELS || bases.keptBytes > MAX_KEPT_BYTES) {
    forget(bases, bases.channels.keys().next().value ?? '');
  }
}

/** The bytes that a delta of this channel builds on; undefined when they are not here, or are another message's than `from`. */
export function baseOf(bases: DeltaBases, channel: string, from: string | undefined): Uint8Array | undefined {
  const base = bases.channels.get(channel);
  if (!base?.data || (from !== undefined && from !== base.id)) return undefined;
  const data = base.isBase64 ? undoEncoding(base.data, 'base64').data : base.data;
  return 'bytes' in data ? data.bytes : toUtf8(data.text);
}

function forget(bases: DeltaBases, channel: string): void {
  const base = bases.channels.get(channel);
  if (base) bases.keptBytes -= bytesKept(channel, base);
  bases.channels.delete(channel);
}

// Bytes are a view, and what is kept is the whole frame behind it.
function bytesKept(channel: string, { id = '', data }: Base): number {
  const names = channel.length + id.length;
  if (!data) return names;
  return names + ('bytes' in data ? data.bytes.buffer.byteLength : data.text.length);
}
