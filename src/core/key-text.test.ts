import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBase64, toHex } from './bytes';
import { readMasterKey } from './key-text';
import vectors from './vectors/master-key.json' with { type: 'json' };

const key = Uint8Array.from({ length: 32 }, (_, index) => index * 8 + 3);
const base64 = toBase64(key);

describe('the known answers', () => {
  for (const { id, value, valid, bytes_hex } of vectors.cases) {
    it(`hold for ${id}`, () => {
      const read = readMasterKey(value);
      expect(read.ok).toBe(valid);
      if (read.ok) expect(toHex(read.key)).toBe(bytes_hex);
    });
  }
});

describe('a master key', () => {
  it('is read from base64, whatever its bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        expect(readMasterKey(toBase64(bytes))).toEqual({
          ok: true,
          key: bytes,
          form: 'base64',
          trimmed: false,
        });
      }),
    );
  });

  it('is read without the white space around it, and that is said', () => {
    expect(readMasterKey(` ${base64}\r\n`)).toEqual({ ok: true, key, form: 'base64', trimmed: true });
  });

  it.each([
    ['32 characters that are base64 of 24 bytes', toBase64(key.slice(0, 24))],
    ['the 32 hexadecimal digits of an MD5', 'd41d8cd98f00b204e9800998ecf8427e'],
    ['32 characters with spaces and punctuation', 'this is 32 bytes, not 31 or 33!!'],
    ['16 two-byte characters', '\u00e9'.repeat(16)],
    ['8 characters outside the basic plane', '\u{1F511}'.repeat(8)],
  ])('is read raw from %s', (_, text) => {
    expect(readMasterKey(text)).toEqual({
      ok: true,
      key: new TextEncoder().encode(text),
      form: 'raw',
      trimmed: false,
    });
  });
});

describe('a text that is no master key is refused and its length is said', () => {
  const urlSafe = toBase64(new Uint8Array(32).fill(0xfb)).replaceAll('+', '-').replaceAll('/', '_');
  it.each([
    ['nothing', '', 'The text is empty.'],
    ['white space', ' \n\t', 'The text is empty.'],
    ['one letter', 'k', 'The text is 1 character long, 1 byte as UTF-8, and is not base64.'],
    ['hexadecimal digits', toHex(key), 'The text is 64 hexadecimal digits, which stand for 32 bytes.'],
    ['url-safe base64', urlSafe, 'The text is 32 bytes in the URL-safe alphabet of base64, with - or _.'],
    ['url-safe base64 without padding', urlSafe.slice(0, -1), /URL-safe/],
    [
      'missing padding',
      base64.slice(0, -1),
      'The text is 43 characters long: base64 of 32 bytes without its padding.',
    ],
    ['31 bytes', toBase64(key.slice(1)), 'The text is 44 characters long and decodes to 31 bytes.'],
    [
      '33 bytes',
      toBase64(Uint8Array.of(1, ...key)),
      'The text is 44 characters long and decodes to 33 bytes.',
    ],
    [
      '64 bytes',
      toBase64(Uint8Array.of(...key, ...key)),
      'The text is 88 characters long and decodes to 64 bytes.',
    ],
    [
      '31 characters',
      'x'.repeat(31),
      'The text is 31 characters long, 31 bytes as UTF-8, and is not base64.',
    ],
    [
      '32 two-byte characters',
      '\u00e9'.repeat(32),
      'The text is 32 characters long, 64 bytes as UTF-8, and is not base64.',
    ],
    [
      'a line feed inside',
      `${base64.slice(0, 20)}\n${base64.slice(20)}`,
      /^The text is 45 characters long, 45 bytes/,
    ],
    ['a lone surrogate', `\uD800${'x'.repeat(29)}`, /half of a surrogate pair/],
    ['a lone low surrogate', `${'x'.repeat(29)}\uDC00`, /half of a surrogate pair/],
  ])('%s', (_, text, problem) => {
    const read = readMasterKey(text);
    expect(read.ok).toBe(false);
    if (read.ok) return;
    expect(read.problem).toMatch(problem);
    expect(read.remedy).not.toBe('');
  });
});

describe('any text', () => {
  it('never throws, and a key has 32 bytes', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.base64String(), fc.string({ maxLength: 40 })),
        (text) => {
          const read = readMasterKey(text);
          if (read.ok) expect(read.key).toHaveLength(32);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('is not repeated in what is said about it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('Q', 'X', '+', '-', '_', '\u00e9'), minLength: 3 }),
        (text) => {
          const read = readMasterKey(text);
          if (!read.ok) expect(read.problem + read.remedy).not.toContain(text);
        },
      ),
    );
  });
});
