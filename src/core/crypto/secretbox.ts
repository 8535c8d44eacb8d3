import nacl from 'tweetnacl';

/** Bytes of a secretbox nonce (XSalsa20). */
export const NONCE_BYTES = 24;
/** Bytes of a secretbox key, and so of a Pusher shared secret. */
export const SHARED_SECRET_BYTES = 32;

/**
 * Opens a NaCl secretbox (XSalsa20-Poly1305). `ciphertext` is the 16-byte tag followed by the encrypted bytes.
 * Null when the box does not open: another key, altered bytes, or shorter than its tag; it cannot be told which.
 * Throws TypeError where an argument is no Uint8Array, RangeError unless `nonce` is 24 and `key` 32 bytes.
 */
export function openSecretbox(ciphertext: Uint8Array, nonce: Uint8Array, key: Uint8Array): Uint8Array | null {
  requireBytes('ciphertext', ciphertext);
  requireBytes('nonce', nonce, NONCE_BYTES);
  requireBytes('key', key, SHARED_SECRET_BYTES);
  return nacl.secretbox.open(ciphertext, nonce, key);
}

function requireBytes(name: string, value: Uint8Array, length?: number): void {
  if (!(value instanceof Uint8Array))
    throw new TypeError(`${name}: expected Uint8Array, got ${typeof value}`);
  if (length !== undefined && value.length !== length) {
    throw new RangeError(`${name}: expected ${length} bytes, got ${value.length}`);
  }
}
