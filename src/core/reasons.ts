import { describeFault } from './fault-words';
import type { KeyKind, Problem } from './key-summary';
import type { Fault, KeyId } from './sealed';

/** Why an event is dark. `waiting`: the background was asked and has not answered yet. */
export type Reason =
  | { kind: 'waiting' }
  | { kind: 'no-key' }
  | { kind: 'wrong-key'; tried: KeyId[] }
  /** Every known key has another length than the cipher needs. */
  | { kind: 'key-size'; keyBits: 128 | 256; tried: KeyId[] }
  | { kind: 'malformed'; fault: Fault };

/**
 * The reason in words for users; undefined while the answer is awaited. The words name no key: the view adds labels.
 * `kind`: which kind of key opens the channel; only the remedy depends on it.
 */
export function describeReason(reason: Reason, kind: KeyKind = 'pusher-master'): Problem | undefined {
  switch (reason.kind) {
    case 'waiting':
      return undefined;
    case 'no-key':
      return { problem: 'No key for this channel is known.', remedy: ADD_KEY[kind] };
    case 'wrong-key':
      return describeWrongKey(reason.tried.length, kind);
    case 'key-size':
      return describeKeySize(reason.keyBits, reason.tried.length);
    case 'malformed':
      return describeFault(reason.fault);
  }
}

/** True where another key may change it. */
export function mayOpenLater({ kind }: Reason): boolean {
  return kind === 'no-key' || kind === 'wrong-key' || kind === 'key-size';
}

/** What is said of a plaintext that nothing confirms. `remaining`: the part of the encoding that it still has. */
export function describeUnverified(remaining: string): Problem {
  return {
    problem:
      remaining === ''
        ? 'The key may be wrong: AES-CBC has no check of its own, and binary data does not confirm it.'
        : 'The key may be wrong: it fits by the padding alone, and the plaintext is not what its encoding says.',
    remedy:
      remaining === ''
        ? 'Look whether the data is what the app sends.'
        : 'If other events of the channel open, check what the publisher encodes; else add another cipher key.',
  };
}

const ADD_KEY: Record<KeyKind, string> = {
  'pusher-master': 'Add the 32-byte master key of the app.',
  'pusher-shared-secret': 'Add the 32-byte shared secret of the channel.',
  'ably-cipher': 'Add the cipher key of the channel.',
};

// secretbox authenticates: it says that this key did not seal these bytes, and not which of the two is at fault.
// AES-CBC says less still: a padding that does not come out.
function describeWrongKey(count: number, kind: KeyKind): Problem {
  return {
    problem:
      count === 1
        ? 'The known key does not open this payload.'
        : `None of the ${count} known keys opens this payload.`,
    remedy:
      kind === 'ably-cipher'
        ? 'If no event of the channel opens, the key may be wrong: add the cipher key that the publisher uses. ' +
          'If the others open, this payload may be altered or cut off.'
        : 'If no event of the channel opens, add the master key that the publisher uses. ' +
          'If the others open, this payload was altered or sealed for another channel.',
  };
}

function describeKeySize(keyBits: number, count: number): Problem {
  const size = `${keyBits / 8} bytes`;
  return {
    problem:
      count === 1
        ? `The known key is not ${size} long, as this payload's cipher needs it.`
        : `None of the ${count} known keys is ${size} long, as this payload's cipher needs it.`,
    remedy: `Add the cipher key of ${keyBits} bits: base64 of ${size}.`,
  };
}
