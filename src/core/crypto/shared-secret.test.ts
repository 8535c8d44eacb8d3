import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64, toHex, toUtf8 } from '../bytes';
import { DERIVATIONS } from '../derivations';
import type { Derivation } from '../sealed';
import vectors from '../vectors/shared-secret.json' with { type: 'json' };
import { deriveSharedSecret } from './shared-secret';

const masterKey = new Uint8Array(32).fill(7);

describe('the known answers', () => {
  for (const vector of vectors.cases) {
    const { form, value } = vector.master_key;
    const bytes = form === 'utf8' ? toUtf8(value) : fromBase64(value);
    if (bytes?.length !== 32) continue;
    it(`derivation ${vector.derivation} makes the shared secret of ${vector.source.repo} (${vector.id})`, () => {
      const secret = deriveSharedSecret(vector.derivation as Derivation, vector.channel, bytes);
      if (vector.shared_secret_hex) expect(toHex(secret)).toBe(vector.shared_secret_hex);
      // pusher-http-java leaves the padding off.
      else expect(toBase64(secret).replace(/=+$/, '')).toBe(vector.shared_secret_base64?.replace(/=+$/, ''));
    });
  }

  it('are there for every derivation', () => {
    expect(new Set(vectors.cases.map(({ derivation }) => derivation))).toEqual(new Set(DERIVATIONS));
  });
});

describe('every derivation', () => {
  const hash = (...parts: (string | Uint8Array)[]) => {
    const sha = createHash('sha256');
    for (const part of parts) sha.update(part);
    return sha.digest('hex');
  };
  // The formulas as the server libraries write them, in Node's own crypto.
  const formulas: Record<Derivation, (channel: string, key: Buffer) => string> = {
    A: (channel, key) => hash(channel, key),
    B: (channel, key) => createHmac('sha256', key).update(channel).digest('hex'),
    C: (channel, key) => hash(channel, key.toString('base64')),
    D: (channel, key) => hash(channel + key.toString('latin1')),
  };

  it.each(DERIVATIONS)('%s agrees with an independent implementation', (derivation) => {
    fc.assert(
      fc.property(fc.string(), fc.uint8Array({ minLength: 32, maxLength: 32 }), (channel, key) => {
        const secret = deriveSharedSecret(derivation, channel, key);
        expect(toHex(secret)).toBe(formulas[derivation](channel, Buffer.from(key)));
      }),
    );
  });

  it('differs from the others, but D is A for keys of ASCII', () => {
    const secretsOf = (key: Uint8Array) =>
      DERIVATIONS.map((derivation) => toHex(deriveSharedSecret(derivation, 'x', key)));
    expect(new Set(secretsOf(masterKey.map((byte) => byte | 0x80))).size).toBe(4);
    const [a, , , d] = secretsOf(masterKey);
    expect(d).toBe(a);
  });
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
