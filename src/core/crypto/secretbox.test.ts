import { describe, expect, it } from 'vitest';
import { fromBase64, fromUtf8, toUtf8 } from '../bytes';
import vectors from '../vectors/secretbox.json' with { type: 'json' };
import { openSecretbox } from './secretbox';
import { deriveSharedSecret } from './shared-secret';

type Vector = (typeof vectors.cases)[number];

describe('the known answers', () => {
  for (const vector of vectors.cases) {
    const key = keyOf(vector);
    if (!key) continue;
    it(`${vector.expect === 'ok' ? 'open' : 'stay closed'}: ${vector.source.repo} (${vector.id})`, () => {
      const opened = openSecretbox(bytes(vector.ciphertext_base64), bytes(vector.nonce_base64), key);
      expect(opened && fromUtf8(opened)).toBe(vector.expect === 'ok' ? vector.plaintext : null);
    });
  }
});

describe('misuse', () => {
  const nonce = new Uint8Array(24);
  const key = new Uint8Array(32);

  it('throws a TypeError that names the argument', () => {
    expect(() => openSecretbox('x' as never, nonce, key)).toThrow(
      new TypeError('ciphertext: expected Uint8Array, got string'),
    );
  });

  it('throws a RangeError that names the argument and its length', () => {
    expect(() => openSecretbox(key, new Uint8Array(12), key)).toThrow(
      new RangeError('nonce: expected 24 bytes, got 12'),
    );
    expect(() => openSecretbox(key, nonce, new Uint8Array(31))).toThrow(
      new RangeError('key: expected 32 bytes, got 31'),
    );
  });

  it('does not include a ciphertext shorter than its tag: that does not open', () => {
    expect(openSecretbox(new Uint8Array(15), nonce, key)).toBeNull();
    expect(openSecretbox(new Uint8Array(0), nonce, key)).toBeNull();
  });
});

function keyOf(vector: Vector): Uint8Array | undefined {
  if (vector.shared_secret_base64) return fromBase64(vector.shared_secret_base64);
  if (!vector.master_key || !vector.channel) return undefined;
  const { form, value } = vector.master_key;
  const masterKey = form === 'utf8' ? toUtf8(value) : fromBase64(value);
  // The Go suite has a key of 33 bytes, which no library takes today.
  return masterKey?.length === 32 ? deriveSharedSecret('A', vector.channel, masterKey) : undefined;
}

function bytes(base64: string): Uint8Array {
  return fromBase64(base64) ?? new Uint8Array(0);
}
