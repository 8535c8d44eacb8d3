import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64Bytes, fromBase64, fromHex, fromUtf8, padBase64, toBase64, toHex, toUtf8 } from './bytes';

const someBytes = fc.uint8Array({ maxLength: 100 });

describe('base64', () => {
  it('comes back from encoding as it was, and says its length', () => {
    fc.assert(
      fc.property(someBytes, (bytes) => {
        const text = toBase64(bytes);
        expect(fromBase64(text)).toEqual(bytes);
        expect(base64Bytes(text)).toBe(bytes.length);
      }),
    );
  });

  it('is what Node writes', () => {
    fc.assert(
      fc.property(someBytes, (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      }),
    );
  });

  it.each([6143, 6144, 6145, 6146, 12_288, 100_000])(
    'of %i bytes is what Node writes and reads',
    (length) => {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 7919) >> 3);
      const text = Buffer.from(bytes).toString('base64');
      expect(toBase64(bytes)).toBe(text);
      expect(Buffer.from(fromBase64(text) ?? []).equals(bytes)).toBe(true);
      expect(base64Bytes(text)).toBe(length);
      // One illegal letter anywhere, ASCII or not, and nothing of a text before it is taken for one of this.
      for (const at of [0, 4095, text.length - 5]) {
        for (const illegal of ['-', '=', '\u00e9', '\u20ac', '\uD800']) {
          const broken = text.slice(0, at) + illegal + text.slice(at + 1);
          expect(fromBase64(broken)).toBeUndefined();
          expect(base64Bytes(broken)).toBeUndefined();
        }
      }
    },
  );

  it('gives bytes and length for the same texts, whatever the text', () => {
    const letters = fc.constantFrom(...'AQgw+/=-_ \n\u00e9\uD800'.split(''));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: letters, maxLength: 12 })), (text) => {
        expect(base64Bytes(text)).toBe(fromBase64(text)?.length);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['url-safe letters', '-_-_'],
    ['missing padding', 'QQ'],
    ['half of the padding', 'QQ='],
    ['too much padding', 'Q==='],
    ['nothing but padding', '===='],
    ['padding inside', 'QQ==QQ=='],
    ['padding before the end', 'Q=Q='],
    ['a trailing line feed', 'QUFB\n'],
    ['four spaces', '    '],
    ['a space inside', 'QU FBQUE'],
    ['a letter beyond Latin-1', 'QUF\u0141'],
    ['half a surrogate pair', 'QUF\uD800'],
    ['an illegal letter in the padded group', '!Q=='],
  ])('refuses %s', (_, text) => {
    expect(fromBase64(text)).toBeUndefined();
  });

  it('reads the empty text as no bytes', () => {
    expect(fromBase64('')).toEqual(new Uint8Array(0));
  });

  it('ignores unused bits of the last letter, as pusher-js does', () => {
    expect(fromBase64('QR==')).toEqual(Uint8Array.of(0x41));
  });
});

describe('UTF-8', () => {
  it('comes back from encoding as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fromUtf8(toUtf8(text))).toBe(text);
      }),
    );
  });

  it('keeps a byte order mark', () => {
    expect(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe('\uFEFFa');
  });

  it.each([
    ['a lone continuation byte', [0x80]],
    ['a sequence that is cut off', [0xe2, 0x82]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['an encoded surrogate', [0xed, 0xa0, 0x80]],
    ['a code point beyond U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
  ])('is refused for %s', (_, bytes) => {
    expect(fromUtf8(Uint8Array.from(bytes))).toBeUndefined();
  });
});

it('hex has two lower-case digits for each byte', () => {
  fc.assert(
    fc.property(someBytes, (bytes) => {
      expect(toHex(bytes)).toBe(Buffer.from(bytes).toString('hex'));
    }),
  );
});

describe('hex', () => {
  it('comes back from encoding as it was, in either case', () => {
    fc.assert(
      fc.property(someBytes, (bytes) => {
        expect(fromHex(toHex(bytes))).toEqual(bytes);
        expect(fromHex(toHex(bytes).toUpperCase())).toEqual(bytes);
      }),
    );
  });

  it.each(['a', 'abc', 'zz', '0x00', ' 00', '00\n'])('is not %j', (text) => {
    expect(fromHex(text)).toBeUndefined();
  });
});

it.each([
  ['', ''],
  ['YQ', 'YQ=='],
  ['YWI', 'YWI='],
  ['YWJj', 'YWJj'],
  ['YQ=', 'YQ='],
])('the padding of %j makes %j', (text, padded) => {
  expect(padBase64(text)).toBe(padded);
});
