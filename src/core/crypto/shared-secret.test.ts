import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64, toHex, toUtf8 } from '../bytes';
import vectors from '../vectors/shared-secret.json' with { type: 'json' };
import { deriveSharedSecret } from './shared-secret';

const masterKey = new Uint8Array(32).fill(7);

describe('derivation A', () => {
  for (const vector of vectors.cases) {
    const { form, value } = vector.master_key;
    const bytes = form === 'utf8' ? toUtf8(value) : fromBase64(value);
    if (bytes?.length !== 32) continue;
    it(`makes the shared secret that ${vector.source.repo} makes (${vector.id})`, () => {
      const secret = deriveSharedSecret('A', vector.channel, bytes);
      if (vector.shared_secret_hex) expect(toHex(secret)).toBe(vector.shared_secret_hex);
      // pusher-http-java leaves the padding off.
      else expect(toBase64(secret).replace(/=+$/, '')).toBe(vector.shared_secret_base64?.replace(/=+$/, ''));
    });
  }
});

describe('misuse', () => {
  it.each([31, 33, 0])('of a master key of %i bytes throws a RangeError that names it', (length) => {
    expect(() => deriveSharedSecret('A', 'x', new Uint8Array(length))).toThrow(
      new RangeError(`masterKey: expected 32 bytes, got ${length}`),
    );
  });

  it('of another type throws a TypeError that names the argument and not its value', () => {
    expect(() => deriveSharedSecret('A', 'x', 'secret' as never)).toThrow(
      new TypeError('masterKey: expected Uint8Array, got string'),
    );
    expect(() => deriveSharedSecret('A', 5 as never, masterKey)).toThrow(
      new TypeError('channel: expected string, got number'),
    );
  });

  it.each(['Z', 'constructor', '__proto__'])('of the derivation %s throws a TypeError', (derivation) => {
    expect(() => deriveSharedSecret(derivation as never, 'x', masterKey)).toThrow(TypeError);
  });
});
