import { createHash, createHmac, randomBytes } from 'node:crypto';
import tweetnacl from 'tweetnacl';
import { encodeFrame, type Frames, plaintextOf } from './frames';

/** How many channels the dark events are spread over. */
export const DARK_CHANNELS = 50;
const PLAINTEXT_BYTES = 200;

/** The master keys that are pasted: ten, of which some have to do with the events. */
export const DARK_KEYS: readonly Buffer[] = Array.from({ length: 10 }, (_, index) =>
  createHash('sha256').update(`benchmark key ${index}`).digest(),
);

/** How the events of a channel are sealed. The first channels with a key that nobody has. */
type Sealing = (channel: string) => Buffer;

const key = (index: number) => DARK_KEYS[index] as Buffer;
const digest = (...parts: (string | Buffer)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

const otherChannel: Sealing = () => digest(channelName(0), key(3));
const unusual: readonly Sealing[] = [
  otherChannel,
  otherChannel,
  otherChannel,
  otherChannel,
  // Derivations B, C and D.
  (channel) => createHmac('sha256', key(5)).update(channel).digest(),
  (channel) => digest(channel, key(5).toString('base64')),
  (channel) => digest(Buffer.from(channel + key(5).toString('latin1'), 'utf8')),
  () => key(7),
  // Slips: a line break, hexadecimal digits.
  (channel) => digest(channel, `${key(8).toString('base64')}\n`),
  (channel) => digest(channel, key(9).toString('hex')),
  // Two channels as they should be.
  (channel) => digest(channel, key(9)),
  (channel) => digest(channel, key(9)),
];

/** Channels whose events stay dark under all ten keys. */
export const HOPELESS_CHANNELS = DARK_CHANNELS - unusual.length;

const unknownKey = randomBytes(32);

/** Frames on 50 channels in turn, each channel with its own fault; all of one length. */
export function createDarkFrames(): Frames {
  const secrets = Array.from({ length: DARK_CHANNELS }, (_, index) => {
    const sealing = unusual[index - HOPELESS_CHANNELS];
    return sealing ? sealing(channelName(index)) : digest(channelName(index), unknownKey);
  });
  const frameOf = (number: number) => {
    const index = number % DARK_CHANNELS;
    const nonce = randomBytes(24);
    const plaintext = Buffer.from(plaintextOf(number, PLAINTEXT_BYTES));
    const box = tweetnacl.secretbox(plaintext, nonce, secrets[index] as Buffer);
    const data = { nonce: nonce.toString('base64'), ciphertext: Buffer.from(box).toString('base64') };
    return encodeFrame(
      JSON.stringify({ event: 'order', channel: channelName(index), data: JSON.stringify(data) }),
    );
  };
  const bytesPerFrame = frameOf(1).length;
  const made: Buffer[] = [];
  return {
    bytesPerFrame,
    prepare(count) {
      while (made.length < count) made.push(frameOf(made.length + 1));
    },
    slice: (first, count) => Buffer.concat(made.slice(first - 1, first - 1 + count)),
  };
}

function channelName(index: number): string {
  return `private-encrypted-dark-${String(index).padStart(2, '0')}`;
}
