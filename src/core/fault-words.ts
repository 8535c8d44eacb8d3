import type { Problem } from './key-summary';
import type { Fault } from './sealed';

/** What is wrong with the form of a payload, in words for users. */
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
        remedy: CUT_OFF,
      };
    case 'blocks-length':
      return {
        problem: `IV and ciphertext are ${bytes(fault.bytes)} long; with AES-CBC they are at least 32, in blocks of 16.`,
        remedy: CUT_OFF,
      };
    case 'unknown-cipher':
      return {
        problem: `The cipher ${cut(fault.name)} is not known.`,
        remedy: 'Encrypt with AES-CBC and a key of 128 or 256 bits, as the Ably client libraries do.',
      };
    case 'bad-encoding':
      return {
        problem: `The data is not ${cut(fault.step)}, as its encoding says.`,
        remedy: 'Check that the publisher sets the encoding to what it did to the data.',
      };
    case 'delta-base-missing':
      return {
        problem: 'The event is a delta, and the event it builds on is not here.',
        remedy: 'Reload the page with the panel open, or wait for the next event that is whole.',
      };
    case 'delta-broken':
      return {
        problem: 'The delta does not fit the event it builds on.',
        remedy: 'Wait for the next event that is whole, or reload the page.',
      };
    case 'unreadable':
      return {
        problem: `The frame can not be read as ${cut(fault.form)}.`,
        remedy: 'Look at the raw frame, and at what sends it.',
      };
    case 'not-kept':
      return {
        problem: 'The payload of this frame was not kept: it was too large, or the page was left too soon.',
        remedy: 'Look at it in the Network tool of the browser.',
      };
    case 'not-loaded':
      return {
        problem: 'What reads this protocol could not be loaded.',
        remedy: 'Reopen DevTools; the extension may have been updated under the panel.',
      };
  }
}

const CUT_OFF = 'Check where the payload is cut off between publisher and page.';

/** Names come from the page and may be of any length. */
function cut(name: string): string {
  return name.length > 40 ? `${name.slice(0, 40)}…` : name;
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
