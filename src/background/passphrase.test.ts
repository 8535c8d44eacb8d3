import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ITERATIONS, parseWrappedKey, passphraseProblem, unwrapDataKey, wrapDataKey } from './passphrase';

const dataKey = Uint8Array.from({ length: 32 }, (_, i) => i);
const FEW = 10;

describe('a data key under a passphrase', () => {
  it('is wrapped as is stored: PBKDF2 with SHA-256 in 600,000 rounds, then AES-GCM', async () => {
    const wrapped = await wrapDataKey(dataKey, 'correct horse');
    expect(wrapped.iterations).toBe(600_000);
    const [salt, iv, sealed] = [wrapped.salt, wrapped.iv, wrapped.sealed].map((text) =>
      Buffer.from(text, 'base64'),
    ) as [Buffer, Buffer, Buffer];
    expect(salt).toHaveLength(16);
    // As Node makes it, without WebCrypto.
    const decipher = createDecipheriv(
      'aes-256-gcm',
      pbkdf2Sync('correct horse', salt, ITERATIONS, 32, 'sha256'),
      iv,
    );
    decipher.setAuthTag(sealed.subarray(-16));
    const opened = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    expect(new Uint8Array(opened)).toEqual(dataKey);
  });

  it('comes out under the same passphrase only, however its characters are composed', async () => {
    const wrapped = await wrapDataKey(dataKey, 'caf\u00e9 society', FEW);
    expect(await unwrapDataKey(wrapped, 'cafe\u0301 society')).toEqual(dataKey);
    for (const other of ['cafe society', 'caf\u00e9 society ', '', 'x'.repeat(100_000)])
      expect(await unwrapDataKey(wrapped, other)).toBeUndefined();
  });

  it('is wrapped with a new salt each time', async () => {
    const salts = [await wrapDataKey(dataKey, 'the same', FEW), await wrapDataKey(dataKey, 'the same', FEW)];
    expect(salts[0]?.salt).not.toBe(salts[1]?.salt);
  });

  it('that was wrapped in fewer or more rounds comes out as well', async () => {
    const wrapped = parseWrappedKey(await wrapDataKey(dataKey, 'correct horse', 700_001));
    expect(wrapped && (await unwrapDataKey(wrapped, 'correct horse'))).toEqual(dataKey);
  });

  it('of another length is none', async () => {
    const wrapped = await wrapDataKey(dataKey.slice(1), 'correct horse', FEW);
    expect(await unwrapDataKey(wrapped, 'correct horse')).toBeUndefined();
  });

  const sound = { salt: 'AAAAAAAAAAAAAAAAAAAAAA==', iterations: ITERATIONS, iv: 'AAAA', sealed: 'AAAA' };
  it('is read where it is sound', () => {
    expect(parseWrappedKey({ ...sound, more: 1 })).toEqual(sound);
  });

  it.each([
    ['null', null],
    ['a text', 'x'],
    ['rounds that would never end', { ...sound, iterations: 1e12 }],
    ['one round too many', { ...sound, iterations: 10_000_001 }],
    ['no round', { ...sound, iterations: 0 }],
    ['half a round', { ...sound, iterations: 1.5 }],
    ['rounds as a text', { ...sound, iterations: '600000' }],
    ['a short salt', { ...sound, salt: 'AAAA' }],
    ['a salt that is no base64', { ...sound, salt: '!' }],
    ['no seal', { ...sound, sealed: undefined }],
  ])('is not read of %s', (_, value) => {
    expect(parseWrappedKey(value)).toBeUndefined();
  });
});

it.each([
  ['', '0 characters'],
  ['a', '1 character '],
  ['1234567', '7 characters'],
  ['x'.repeat(1_001), '1001 characters'],
])('a passphrase %j is not taken', (text, problem) => {
  expect(passphraseProblem(text)?.problem).toContain(problem);
});

it('a passphrase of 8 characters is taken', () => {
  expect(passphraseProblem('12345678')).toBeUndefined();
});
