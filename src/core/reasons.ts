import type { Problem } from './key-summary';
import type { Fault, KeyId } from './sealed';

/** Why an event is dark. `waiting`: the background was asked and has not answered yet. */
export type Reason =
  | { kind: 'waiting' }
  | { kind: 'no-key' }
  | { kind: 'wrong-key'; tried: KeyId[] }
  | { kind: 'malformed'; fault: Fault };

/** The reason in words for users; undefined while the answer is awaited. The words name no key: the view adds labels. */
export function describeReason(reason: Reason): Problem | undefined {
  switch (reason.kind) {
    case 'waiting':
      return undefined;
    case 'no-key':
      return {
        problem: 'No key for this channel is known.',
        remedy: 'Add the 32-byte master key of the app.',
      };
    case 'wrong-key':
      return describeWrongKey(reason.tried.length);
    case 'malformed':
      return describeFault(reason.fault);
  }
}

// secretbox authenticates: it says that this key did not seal these bytes, and not which of the two is at fault.
function describeWrongKey(count: number): Problem {
  return {
    problem:
      count === 1
        ? 'The known key does not open this payload.'
        : `None of the ${count} known keys opens this payload.`,
    remedy:
      'If no event of the channel opens, add the master key that the publisher uses. ' +
      'If the others open, this payload was altered or sealed for another channel.',
  };
}

/** What is wrong with the form of an encrypted payload, in words for users. */
export function describeFault(fault: Fault): Problem {
  switch (fault.kind) {
    case 'no-data':
      return {
        problem: 'The event carries no data on an encrypted channel.',
        remedy: 'Check that the publisher sends data with this event.',
      };
    case 'not-encrypted':
      return {
        problem:
          'The event was published unencrypted on an encrypted channel: its data went out in the clear.',
        remedy: 'Publish with a server library that has the master key; the plain HTTP API does not encrypt.',
      };
    case 'double-encoded':
      return {
        problem: 'The envelope is a JSON string inside a JSON string. Client libraries drop the event.',
        remedy: 'Pass the data to the server library as it is, without encoding the envelope again.',
      };
    case 'member-missing':
      return {
        problem: `The envelope has no ${fault.member}.`,
        remedy: 'Correct the publisher: an envelope needs both nonce and ciphertext.',
      };
    case 'bad-base64':
      return {
        problem: `The ${fault.member} is not standard base64.`,
        remedy: 'Encode it with the letters + and /, with padding, without spaces or line breaks.',
      };
    case 'nonce-length':
      return {
        problem: `The nonce is ${bytes(fault.bytes)} long; a secretbox nonce has 24.${likelyCipher(fault.bytes)}`,
        remedy: 'Seal with NaCl secretbox (XSalsa20-Poly1305) and a nonce of 24 random bytes.',
      };
    case 'ciphertext-short':
      return {
        problem: `The ciphertext is ${bytes(fault.bytes)} long; its tag alone has 16.`,
        remedy: 'Check where the payload is cut off between publisher and page.',
      };
  }
}

function likelyCipher(nonceBytes: number): string {
  switch (nonceBytes) {
    case 12:
      return ' 12 is usual for AES-GCM and ChaCha20-Poly1305.';
    case 16:
      return ' 16 is usual for AES-CBC.';
    case 32:
      return ' 32 comes of base64 applied twice.';
    default:
      return '';
  }
}

function bytes(count: number): string {
  return count === 1 ? '1 byte' : `${count} bytes`;
}
