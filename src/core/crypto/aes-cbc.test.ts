import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decryptBlocks, importCipherKey } from './aes-cbc';

const iv = Uint8Array.from({ length: 16 }, (_, index) => index);

describe.each([16, 32])('a key of %i bytes', (length) => {
  const bytes = new Uint8Array(length).fill(5);

  it('decrypts what another implementation has encrypted with it', async () => {
    const key = await importCipherKey(bytes);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 100 }), async (plaintext) => {
        expect(await decryptBlocks(encrypt(bytes, plaintext), key)).toEqual(plaintext);
      }),
    );
  });

  it('can be imported from a part of a larger buffer, and not be read again', async () => {
    const larger = new Uint8Array([...iv, ...bytes, ...iv]);
    const key = await importCipherKey(larger.subarray(16, 16 + length));
    expect(await decryptBlocks(encrypt(bytes, iv), key)).toEqual(iv);
    expect(key.extractable).toBe(false);
  });
});

describe('nothing comes', () => {
  const bytes = new Uint8Array(32).fill(5);

  it('of another key, but for the few that unpad by luck', async () => {
    const whole = encrypt(bytes, new Uint8Array(40).fill(65));
    let lucky = 0;
    for (let seed = 0; seed < 100; seed++) {
      const key = await importCipherKey(new Uint8Array(32).fill(seed + 6));
      if (await decryptBlocks(whole, key)) lucky++;
    }
    expect(lucky).toBeLessThan(5);
  });

  it.each([0, 15, 16, 31, 33, 47])('of %i bytes', async (length) => {
    expect(await decryptBlocks(new Uint8Array(length), await importCipherKey(bytes))).toBeUndefined();
  });
});

describe('misuse', () => {
  it.each([0, 24, 31, 33])('a key of %i bytes throws a RangeError that names it', async (length) => {
    await expect(importCipherKey(new Uint8Array(length))).rejects.toThrow(
      new RangeError(`bytes: expected 16 or 32 bytes, got ${length}`),
    );
  });

  it('another type throws a TypeError that names the argument and not its value', async () => {
    await expect(importCipherKey('secret' as never)).rejects.toThrow(
      new TypeError('bytes: expected Uint8Array, got string'),
    );
    const key = await importCipherKey(new Uint8Array(16));
    expect(() => decryptBlocks('secret' as never, key)).toThrow(
      new TypeError('ciphertext: expected Uint8Array, got string'),
    );
  });

  it('a key of another algorithm is no wrong key', async () => {
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 128 }, false, ['decrypt']);
    await expect(decryptBlocks(new Uint8Array(32), key)).rejects.toThrow();
  });
});

function encrypt(key: Uint8Array, plaintext: Uint8Array): Uint8Array<ArrayBuffer> {
  const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, iv);
  return new Uint8Array([...iv, ...cipher.update(plaintext), ...cipher.final()]);
}
