import { createHash, randomBytes } from 'node:crypto';
import tweetnacl from 'tweetnacl';

/** Length of what is sent: the whole text of a frame, in bytes. 430 are those with a plaintext of 200 bytes. */
export type FrameBytes = 500 | 430;

/** Frames by what they are measured for: of one length, or dark in many ways. */
export type FrameKind = FrameBytes | 'dark';

/** The one encrypted channel of the benchmark. */
export const CHANNEL = 'private-encrypted-benchmark';

/** The master key of the benchmark's app: 32 bytes. */
export const MASTER_KEY = Buffer.from('cipherscope benchmark master key');

const PLAINTEXT_BYTES: Record<FrameBytes, number> = { 430: 200, 500: 252 };
/** Names of a length that makes the frames as long as they are said to be. */
const EVENTS: Record<FrameBytes, string> = { 430: 'order-update', 500: 'order-sent' };
const WORDS = 'refund parcel harbour invoice station window copper meadow signal orchard lantern'.split(' ');

/** Numbered events, sealed in advance, as WebSocket frames one behind the other in one block of bytes. */
export interface Frames {
  bytesPerFrame: number;
  /** Seals what is lacking of the events 1 to `count`. */
  prepare(count: number): void;
  /** The frames of events `first` to `first + count - 1`, ready for the wire. */
  slice(first: number, count: number): Buffer;
}

/** The text of event `number`: JSON that begins with its number in six digits, padded with words. */
export function plaintextOf(number: number, bytes: number): string {
  const words: string[] = [];
  for (let i = 0, length = 0; length < bytes; i++) {
    const word = WORDS[(number * 7 + i * (1 + (number % 5))) % WORDS.length] as string;
    words.push(word);
    length += word.length + 1;
  }
  const head = `{"number":"${String(number).padStart(6, '0')}","note":"`;
  return `${head}${words.join(' ').slice(0, bytes - head.length - 2)}"}`;
}

/** Makes frames of one length; nothing is sealed before `prepare`. */
export function createFrames(frameBytes: FrameBytes): Frames {
  const secret = channelSecret();
  const bytesPerFrame = encodeFrame(frameText(frameBytes, 1, secret)).length;
  let prepared = 0;
  let block = Buffer.alloc(0);
  return {
    bytesPerFrame,
    prepare(count) {
      if (count <= prepared) return;
      const longer = Buffer.alloc(count * bytesPerFrame);
      block.copy(longer);
      block = longer;
      for (; prepared < count; prepared++)
        encodeFrame(frameText(frameBytes, prepared + 1, secret)).copy(block, prepared * bytesPerFrame);
    },
    slice: (first, count) => block.subarray((first - 1) * bytesPerFrame, (first - 1 + count) * bytesPerFrame),
  };
}

/** Answers a function that seals event `number` and frames it for the wire; for streams too long to be made in advance. */
export function createSealer(frameBytes: FrameBytes): (number: number) => Buffer {
  const secret = channelSecret();
  return (number) => encodeFrame(frameText(frameBytes, number, secret));
}

/** Derivation A: SHA-256(channel || master key). */
function channelSecret(): Buffer {
  return createHash('sha256').update(CHANNEL).update(MASTER_KEY).digest();
}

function frameText(frameBytes: FrameBytes, number: number, secret: Buffer): string {
  const nonce = randomBytes(24);
  const plaintext = Buffer.from(plaintextOf(number, PLAINTEXT_BYTES[frameBytes]));
  const ciphertext = Buffer.from(tweetnacl.secretbox(plaintext, nonce, secret)).toString('base64');
  return JSON.stringify({
    event: EVENTS[frameBytes],
    channel: CHANNEL,
    data: JSON.stringify({ nonce: nonce.toString('base64'), ciphertext }),
  });
}

/** A text frame of a server (RFC 6455 §5.2): final, not masked, 126 to 65,535 bytes long. */
export function encodeFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const head = Buffer.from([0x81, 126, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([head, payload]);
}
