import { base64Bytes } from './bytes';
import type { Fault } from './sealed';

const NONCE_BYTES = 24;
/** Poly1305 tag: the ciphertext of an empty plaintext. */
const TAG_BYTES = 16;
/** An AES block, and so the IV. */
const BLOCK_BYTES = 16;

/**
 * What is wrong with the form of a secretbox envelope, before any key is tried; undefined when it can be tried.
 * Decoder and opener both ask here, so that what one calls sealed the other can open.
 */
export function findBoxFault(nonce: string, ciphertext: string): Fault | undefined {
  const nonceLength = base64Bytes(nonce);
  if (nonceLength === undefined) return { kind: 'bad-base64', member: 'nonce' };
  const ciphertextLength = base64Bytes(ciphertext);
  if (ciphertextLength === undefined) return { kind: 'bad-base64', member: 'ciphertext' };
  return findLengthFault(nonceLength, ciphertextLength);
}

/** The same for an envelope whose members are base64 of so many bytes. */
export function findLengthFault(nonceBytes: number, ciphertextBytes: number): Fault | undefined {
  if (nonceBytes !== NONCE_BYTES) return { kind: 'nonce-length', bytes: nonceBytes };
  if (ciphertextBytes < TAG_BYTES) return { kind: 'ciphertext-short', bytes: ciphertextBytes };
  return undefined;
}

/**
 * What is wrong with an AES-CBC ciphertext of this many bytes, its 16-byte IV included; undefined when it can be tried.
 * With PKCS#7 padding even an empty plaintext has one block.
 */
export function findBlocksFault(bytes: number): Fault | undefined {
  const isWhole = bytes >= 2 * BLOCK_BYTES && bytes % BLOCK_BYTES === 0;
  return isWhole ? undefined : { kind: 'blocks-length', bytes };
}
