import { base64Bytes } from './bytes';
import type { Fault } from './sealed';

const NONCE_BYTES = 24;
/** Poly1305 tag: the ciphertext of an empty plaintext. */
const TAG_BYTES = 16;

/**
 * What is wrong with the form of a secretbox envelope, before any key is tried; undefined when it can be tried.
 * Decoder and opener both ask here, so that what one calls sealed the other can open.
 */
export function findBoxFault(nonce: string, ciphertext: string): Fault | undefined {
  const nonceLength = base64Bytes(nonce);
  if (nonceLength === undefined) return { kind: 'bad-base64', member: 'nonce' };
  const ciphertextLength = base64Bytes(ciphertext);
  if (ciphertextLength === undefined) return { kind: 'bad-base64', member: 'ciphertext' };
  if (nonceLength !== NONCE_BYTES) return { kind: 'nonce-length', bytes: nonceLength };
  if (ciphertextLength < TAG_BYTES) return { kind: 'ciphertext-short', bytes: ciphertextLength };
  return undefined;
}
