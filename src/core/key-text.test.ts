import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBase64, toHex } from './bytes';
import { KEY_KINDS, type KeyKind } from './key-summary';
import { isKeyLength, KEY_LENGTHS, readKeyText } from './key-text';
import vectors from './vectors/master-key.json' with { type: 'json' };

const key = Uint8Array.from({ length: 32 }, (_, index) => index * 8 + 3);
const base64 = toBase64(key);

describe('the known answers', () => {
  for (const { id, value, valid, bytes_hex } of vectors.cases) {
    it(`hold for ${id}`, () => {
      const read = readKeyText('pusher-master', value);
      expect(read.ok).toBe(valid);
      if (read.ok) expect(toHex(read.key)).toBe(bytes_hex);
    });
  }
});

describe('a master key', () => {
  it('is read from base64, whatever its bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        expect(readKeyText('pusher-master', toBase64(bytes))).toEqual({
          ok: true,
          key: bytes,
          form: 'base64',
          trimmed: false,
        });
      }),
    );
  });

  it('is read without the white space around it, and that is said', () => {
    expect(readKeyText('pusher-master', ` ${base64}\r\n`)).toEqual({
      ok: true,
      key,
      form: 'base64',
      trimmed: true,
    });
  });

  it.each([
    ['32 characters that are base64 of 24 bytes', toBase64(key.slice(0, 24))],
    ['the 32 hexadecimal digits of an MD5', 'd41d8cd98f00b204e9800998ecf8427e'],
    ['32 characters with spaces and punctuation', 'this is 32 bytes, not 31 or 33!!'],
    ['16 two-byte characters', '\u00e9'.repeat(16)],
    ['8 characters outside the basic plane', '\u{1F511}'.repeat(8)],
  ])('is read raw from %s', (_, text) => {
    expect(readKeyText('pusher-master', text)).toEqual({
      ok: true,
      key: new TextEncoder().encode(text),
      form: 'raw',
      trimmed: false,
    });
  });
});

describe('a text that is no master key is refused and what it is is said', () => {
  const urlSafe = toBase64(new Uint8Array(32).fill(0xfb)).replaceAll('+', '-').replaceAll('/', '_');
  it.each([
    ['nothing', '', 'The text is empty.'],
    ['white space', ' \n\t', 'The text is empty.'],
    ['one letter', 'k', 'The text is 1 character long and is not base64.'],
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
    ['31 characters', 'x'.repeat(31), 'The text is 31 characters long and is not base64.'],
    [
      '32 two-byte characters',
      '\u00e9'.repeat(32),
      'The text is 32 characters long, 64 bytes as UTF-8, and is not base64.',
    ],
    [
      'a line feed inside',
      `${base64.slice(0, 20)}\n${base64.slice(20)}`,
      /^The text is 45 characters long and is not base64/,
    ],
    ['a cipher key', toBase64(key.slice(16)), /16 bytes: it looks like an Ably cipher key of 128 bits/],
    ['an auth string', `278d425bdf160c739803:${toHex(key)}`, /auth string of a subscription/],
    [
      'an Ably API key',
      'xVLyHw.KtG1Yg:aMzS7ltKDbCsYmrC',
      /is an Ably API key, not a key that opens channels/,
    ],
    ['a lone surrogate', `\uD800${'x'.repeat(29)}`, /half of a surrogate pair/],
    ['a lone low surrogate', `${'x'.repeat(29)}\uDC00`, /half of a surrogate pair/],
  ])('%s', (_, text, problem) => {
    const read = readKeyText('pusher-master', text);
    expect(read.ok).toBe(false);
    if (read.ok) return;
    expect(read.problem).toMatch(problem);
    expect(read.remedy).not.toBe('');
  });
});

const secret = toBase64(new Uint8Array(32).fill(0xfb));
const urlSafeSecret = secret.replaceAll('+', '-').replaceAll('/', '_');
const cipherKey = toBase64(new Uint8Array(16).fill(0xfb));

describe('a shared secret', () => {
  it.each([
    ['with padding', secret],
    ['without, as pusher-http-java makes it', secret.slice(0, -1)],
    ['with white space around it', ` ${secret}\n`],
    ['inside the auth reply', JSON.stringify({ auth: 'key:5f', shared_secret: secret })],
  ])('is read from base64 %s', (_, text) => {
    expect(readKeyText('pusher-shared-secret', text)).toEqual({
      ok: true,
      key: new Uint8Array(32).fill(0xfb),
      form: 'base64',
      trimmed: text.trim() !== text,
    });
  });

  it.each([
    ['nothing', '', 'The text is empty.'],
    [
      '32 characters',
      'this is 32 bytes 123456789012345',
      /^The text is 32 characters long and is not base64/,
    ],
    ['31 bytes', toBase64(key.slice(1)), /decodes to 31 bytes/],
    ['16 bytes', cipherKey, /looks like an Ably cipher key of 128 bits/],
    ['16 bytes without padding', cipherKey.slice(0, 22), /looks like an Ably cipher key of 128 bits/],
    ['hexadecimal digits', toHex(key), /64 hexadecimal digits/],
    ['URL-safe base64', urlSafeSecret, /URL-safe/],
    ['an auth string', `278d425bdf160c739803:${toHex(key)}`, /auth string of a subscription/],
    ['wrong padding', `${secret}=`, /is not base64/],
  ])('is not read from %s', (_, text, problem) => {
    expect(readKeyText('pusher-shared-secret', text)).toMatchObject({
      ok: false,
      problem: expect.stringMatching(problem),
      remedy: expect.stringMatching(/^[A-Z].*\.$/),
    });
  });
});

describe('a cipher key', () => {
  it.each([
    ['32 bytes', secret, 32, 'base64'],
    ['32 bytes without padding', secret.slice(0, -1), 32, 'base64'],
    ['32 bytes, URL-safe', urlSafeSecret, 32, 'base64url'],
    ['32 bytes, URL-safe without padding', urlSafeSecret.slice(0, -1), 32, 'base64url'],
    ['16 bytes', cipherKey, 16, 'base64'],
    ['16 bytes without padding', cipherKey.slice(0, 22), 16, 'base64'],
    ['16 bytes, URL-safe', cipherKey.slice(0, 22).replaceAll('+', '-').replaceAll('/', '_'), 16, 'base64url'],
  ])('is read from base64 of %s', (_, text, length, form) => {
    const read = { ok: true, key: new Uint8Array(length).fill(0xfb), form, trimmed: false };
    expect(readKeyText('ably-cipher', text)).toEqual(read);
  });

  it.each([
    ['nothing', '  ', 'The text is empty.'],
    ['an API key', 'xVLyHw.KtG1Yg:aMzS7ltKDbCsYmrC', 'The text is an Ably API key, not a cipher key.'],
    [
      'a passphrase',
      'correcthorsebatterystaple0123456',
      /24 bytes as base64: perhaps a passphrase, and ably-js refuses/,
    ],
    ['a passphrase with spaces', 'correct horse battery staple 123', /32 characters long and is not base64/],
    ['hexadecimal digits of 32 bytes', toHex(key), /64 hexadecimal digits, which stand for 32 bytes/],
    [
      'hexadecimal digits of 16 bytes',
      toHex(key.slice(16)),
      /32 hexadecimal digits, which stand for 16 bytes/,
    ],
    ['24 bytes with padding around', toBase64(key.slice(7)), /36 characters long and decodes to 25 bytes/],
    ['an auth string', `278d425bdf160c739803:${toHex(key)}`, /auth string of a subscription/],
  ])('is not read from %s', (_, text, problem) => {
    expect(readKeyText('ably-cipher', text)).toMatchObject({
      ok: false,
      problem: expect.stringMatching(problem),
      remedy: expect.stringMatching(/^[A-Z].*\.$/),
    });
  });
});

it('an unknown kind is misuse', () => {
  expect(() => readKeyText('toString' as KeyKind, '')).toThrow(TypeError);
});

describe.each(KEY_KINDS)('any text, read as %s', (kind) => {
  it('never throws, and a key has a length of its kind', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.base64String(),
      fc.uint8Array({ minLength: 15, maxLength: 33 }).map(toBase64),
      fc.string({ maxLength: 40 }),
    );
    fc.assert(
      fc.property(text, (pasted) => {
        const read = readKeyText(kind, pasted);
        if (read.ok) expect(isKeyLength(kind, read.key.length)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is not repeated in what is said about it', () => {
    const unit = fc.constantFrom('Q', 'X', '+', '-', '_', ':', '.', '\u00e9');
    fc.assert(
      fc.property(fc.string({ unit, minLength: 3 }), (text) => {
        const read = readKeyText(kind, text);
        if (!read.ok) expect(read.problem + read.remedy).not.toContain(text);
      }),
    );
  });
});

it('every key is read from its base64, in the lengths of its kind', () => {
  for (const kind of KEY_KINDS) {
    const lengths = KEY_LENGTHS[kind];
    for (const length of lengths === 'any' ? [] : lengths) {
      fc.assert(
        fc.property(fc.uint8Array({ minLength: length, maxLength: length }), (bytes) => {
          expect(readKeyText(kind, toBase64(bytes))).toMatchObject({ ok: true, key: bytes, form: 'base64' });
        }),
      );
    }
  }
});
