// Publishers that do it wrong, or in another way: what server libraries in other languages, older releases and
// hand-written code put on the wire. The right way is the real `pusher` library's.
import { createHash, createHmac } from 'node:crypto';
import nacl from 'tweetnacl';

/** An envelope as it is published: base64 of 24 bytes, and of the tag with the ciphertext. */
export type Envelope = { readonly nonce: string; readonly ciphertext: string };

/** Seals a text with this shared secret of 32 bytes. */
export function seal(secret: Uint8Array, plaintext: string): Envelope {
  const nonce = nacl.randomBytes(nacl.secretbox.nonceLength);
  const box = nacl.secretbox(Buffer.from(plaintext), nonce, secret);
  return {
    nonce: Buffer.from(nonce).toString('base64'),
    ciphertext: Buffer.from(box).toString('base64'),
  };
}

/** The usual secret (derivation A), also of a master key that is no key of 32 bytes: Ruby and Swift take it. */
export function secretOf(channel: string, masterKey: Uint8Array | string): Buffer {
  return createHash('sha256').update(channel).update(masterKey).digest();
}

/** The secret as pusher-http-dotnet makes it (derivation B). */
export function dotnetSecretOf(channel: string, masterKey: Uint8Array): Buffer {
  return createHmac('sha256', masterKey).update(channel).digest();
}

/** The same envelope with URL-safe letters in its ciphertext; sealed anew until it has one. */
export function sealUrlSafe(secret: Uint8Array, plaintext: string): Envelope {
  for (;;) {
    const { nonce, ciphertext } = seal(secret, plaintext);
    if (/[+/]/.test(ciphertext))
      return { nonce, ciphertext: Buffer.from(ciphertext, 'base64').toString('base64url') };
  }
}
