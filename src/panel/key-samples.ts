import type { SeenSecret } from '../core/auth/exchange';
import type { Capture } from '../core/capture';
import type { Connection, Entry } from '../core/entry';
import { readContent } from '../core/read-content';
import type { Sealed } from '../core/sealed';

/** What a key is tried on before it is added. */
export interface KeySamples {
  /** The encrypted payloads that are held, opened ones too, newest first. */
  samples: Sealed[];
  /** Secrets of auth replies, newest first, one for each channel of an app. */
  seen: SeenSecret[];
  /** True where more is held than was taken. */
  isCut: boolean;
}

const MAX_SAMPLES = 2_000;
const MAX_BYTES = 4_000_000;
/** A busy channel must not hide the others. */
const MAX_OF_CHANNEL = 500;
const MAX_SEEN = 100;

/** Takes samples of a capture, bounded: at most 2,000 payloads of 4 MB, and of no channel more than 500. */
export function takeKeySamples(capture: Capture, connections: readonly Connection[]): KeySamples {
  const samples: Sealed[] = [];
  const taken = new Map<string, number>();
  let bytes = 0;
  let isCut = false;
  for (let index = capture.length - 1; index >= 0; index--) {
    const entry = capture.at(index) as Entry;
    if (entry.state === 'clear' || entry.state === 'control') continue;
    const name = `${entry.connection.app ?? ''} ${entry.channel}`;
    const before = taken.get(name) ?? 0;
    if (before === MAX_OF_CHANNEL) {
      isCut = true;
      continue;
    }
    const content = readContent(entry);
    if (content?.kind !== 'sealed') continue;
    bytes += content.sealed.ciphertext.length;
    if (samples.length === MAX_SAMPLES || bytes > MAX_BYTES)
      return { samples, seen: seenOf(connections), isCut: true };
    taken.set(name, before + 1);
    samples.push(content.sealed);
  }
  return { samples, seen: seenOf(connections), isCut };
}

function seenOf(connections: readonly Connection[]): SeenSecret[] {
  const seen = new Map<string, SeenSecret>();
  for (const { channels } of connections) {
    for (const { authExchanges } of channels.values()) {
      for (const { channel, reply } of authExchanges) {
        if (reply.kind !== 'answered' || reply.secret.kind !== 'good') continue;
        const { app } = reply;
        const name = JSON.stringify([app ?? null, channel]);
        // Newest last, so that the last ones are those that hold.
        seen.delete(name);
        seen.set(name, { app, channel, id: reply.secret.id });
      }
    }
  }
  return [...seen.values()].reverse().slice(0, MAX_SEEN);
}
