const LETTERS = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const NOT_IN_ALPHABET = 255;
const SEXTETS = new Uint8Array(256).fill(NOT_IN_ALPHABET);
LETTERS.forEach((letter, index) => {
  SEXTETS[letter] = index;
});

const EQUALS_SIGN = 0x3d;
const ILLEGAL = /[^A-Za-z0-9+/]/;

/**
 * Decodes standard base64, whole groups of four with `=` padding; undefined for anything else (url-safe letters, white
 * space, missing padding). Unused bits of the last letter are ignored, as pusher-js, Go and PHP do (@stablelib/base64).
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = paddingOf(text);
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  const wholeGroups = padding === 0 ? text.length : text.length - 4;
  let seen = 0;
  let at = 0;
  // A table and no Uint8Array.fromBase64: that one skips white space, exists only in newer browsers and no Node 20.
  for (let i = 0; i < wholeGroups; i += 4) {
    const a = sextet(text, i);
    const b = sextet(text, i + 1);
    const c = sextet(text, i + 2);
    const d = sextet(text, i + 3);
    seen |= a | b | c | d;
    bytes[at++] = (a << 2) | (b >> 4);
    bytes[at++] = (b << 4) | (c >> 2);
    bytes[at++] = (c << 6) | d;
  }
  if (padding > 0) {
    const a = sextet(text, wholeGroups);
    const b = sextet(text, wholeGroups + 1);
    const c = padding === 1 ? sextet(text, wholeGroups + 2) : 0;
    seen |= a | b | c;
    bytes[at++] = (a << 2) | (b >> 4);
    if (padding === 1) bytes[at] = (b << 4) | (c >> 2);
  }
  return seen > 63 ? undefined : bytes;
}

/** Length in bytes of what `fromBase64` would return, without decoding; undefined exactly where that is undefined. */
export function base64Bytes(text: string): number | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = paddingOf(text);
  const firstIllegal = text.search(ILLEGAL);
  if (firstIllegal !== -1 && firstIllegal < text.length - padding) return undefined;
  return (text.length / 4) * 3 - padding;
}

/** Encodes as standard base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  const letters = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  let at = 0;
  // Letters are collected as bytes and become text at once: fifteen times as fast as concatenation for a megabyte.
  for (let i = 0; i < bytes.length; i += 3) {
    const group = (octet(bytes, i) << 16) | (octet(bytes, i + 1) << 8) | octet(bytes, i + 2);
    letters[at++] = letter(group >> 18);
    letters[at++] = letter(group >> 12);
    letters[at++] = letter(group >> 6);
    letters[at++] = letter(group);
  }
  const remainder = bytes.length % 3;
  if (remainder !== 0) letters.fill(EQUALS_SIGN, remainder - 3);
  return STRICT_DECODER.decode(letters);
}

// ignoreBOM: a leading U+FEFF is part of the plaintext and must not vanish.
const STRICT_DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const ENCODER = new TextEncoder();

/** Decodes UTF-8; undefined where the bytes are not valid UTF-8. A byte order mark is kept. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return STRICT_DECODER.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Encodes as UTF-8. Half a surrogate pair becomes U+FFFD, as in every TextEncoder. */
export function toUtf8(text: string): Uint8Array<ArrayBuffer> {
  return ENCODER.encode(text);
}

/** Encodes as lower-case hex, two digits per byte. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

function paddingOf(text: string): 0 | 1 | 2 {
  const end = text.length;
  if (end === 0 || text.charCodeAt(end - 1) !== EQUALS_SIGN) return 0;
  return text.charCodeAt(end - 2) === EQUALS_SIGN ? 2 : 1;
}

function sextet(text: string, index: number): number {
  return SEXTETS[text.charCodeAt(index)] ?? NOT_IN_ALPHABET;
}

function octet(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}

function letter(bits: number): number {
  return LETTERS[bits & 63] ?? 0;
}
