const LETTERS = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const EQUALS_SIGN = 0x3d;
const ZERO_LETTER = 0x41;
const ILLEGAL = -1;

// Base64 goes through here piece by piece, also as pairs of letters: to look at each character of a text costs more
// than all the rest. Whole groups, that is a multiple of four letters.
const PIECE = new Uint8Array(8192);
const PIECE_PAIRS = new Uint16Array(PIECE.buffer);
const PIECE_BYTES = (PIECE.length / 4) * 3;

/** What Chrome 140, Firefox 133 and Node 25 have, at a half to a third of what the table costs; `null` in older ones. */
const { fromBase64: readNatively = null } = Uint8Array as {
  fromBase64?: (text: string) => Uint8Array<ArrayBuffer>;
};
const { setFromBase64: putNatively = null } = PIECE as {
  setFromBase64?: (text: string) => { written: number };
};

/**
 * Decodes standard base64, whole groups of four with `=` padding; undefined for anything else (url-safe letters, white
 * space, missing padding). Unused bits of the last letter are ignored, as pusher-js, Go and PHP do (@stablelib/base64).
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = paddingOf(text);
  const length = (text.length / 4) * 3 - padding;
  if (readNatively) {
    const read = orUndefined(() => readNatively.call(Uint8Array, text));
    // It skips white space, and takes a text without padding: then there are fewer bytes.
    return read?.length === length ? read : undefined;
  }
  const bytes = new Uint8Array(length);
  const values = pairValues();
  let seen = 0;
  let at = 0;
  for (let start = 0; start < text.length; start += PIECE.length) {
    const pairs = loadPairs(text, start, padding);
    const isPadded = padding > 0 && start + PIECE.length >= text.length;
    // The padded group for itself: writing past an end, though without effect, makes the whole loop slow.
    const whole = isPadded ? pairs - 2 : pairs;
    for (let i = 0; i < whole; i += 2) {
      const first = values[PIECE_PAIRS[i] ?? 0] ?? ILLEGAL;
      const second = values[PIECE_PAIRS[i + 1] ?? 0] ?? ILLEGAL;
      seen |= first | second;
      bytes[at] = first >> 4;
      bytes[at + 1] = (first << 4) | (second >> 8);
      bytes[at + 2] = second;
      at += 3;
    }
    if (pairs === 0 || seen < 0) return undefined;
    if (isPadded) {
      const first = values[PIECE_PAIRS[whole] ?? 0] ?? ILLEGAL;
      const second = values[PIECE_PAIRS[whole + 1] ?? 0] ?? ILLEGAL;
      if ((first | second) < 0) return undefined;
      bytes[at] = first >> 4;
      if (padding === 1) bytes[at + 1] = (first << 4) | (second >> 8);
    }
  }
  return bytes;
}

/** Length in bytes of what `fromBase64` would return, without decoding; undefined exactly where that is undefined. */
export function base64Bytes(text: string): number | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = paddingOf(text);
  const length = (text.length / 4) * 3 - padding;
  // What has no room is written in part.
  if (putNatively && length <= PIECE.length) {
    const put = orUndefined(() => putNatively.call(PIECE, text));
    return put?.written === length ? length : undefined;
  }
  const values = pairValues();
  let seen = 0;
  for (let start = 0; start < text.length; start += PIECE.length) {
    const pairs = loadPairs(text, start, padding);
    for (let i = 0; i < pairs; i++) seen |= values[PIECE_PAIRS[i] ?? 0] ?? ILLEGAL;
    if (pairs === 0 || seen < 0) return undefined;
  }
  return length;
}

/** Encodes as standard base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  // Letters are collected as bytes and become text at once: fifteen times as fast as concatenation for a megabyte.
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
    const end = Math.min(bytes.length, start + PIECE_BYTES);
    let at = 0;
    const remainder = (end - start) % 3;
    // The last bytes for themselves: reading past an end makes the whole loop slow.
    for (let i = start; i < end - remainder; i += 3) {
      putGroup(at, (octet(bytes, i) << 16) | (octet(bytes, i + 1) << 8) | octet(bytes, i + 2));
      at += 4;
    }
    if (remainder !== 0) {
      const second = remainder === 2 ? octet(bytes, end - 1) : 0;
      putGroup(at, (octet(bytes, end - remainder) << 16) | (second << 8));
      PIECE.fill(EQUALS_SIGN, at + remainder + 1, at + 4);
      at += 4;
    }
    text += STRICT_DECODER.decode(PIECE.subarray(0, at));
  }
  return text;
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

/** Base64 whose padding was left off, with it; any other text stays as it is where it ends in `=`. */
export function padBase64(text: string): string {
  return text.endsWith('=') ? text : text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}

/** Decodes hex digits of either case, two per byte; undefined for every other text. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^(?:[0-9a-f]{2})*$/i.test(text)) return undefined;
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(text.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

/** Encodes as lower-case hex, two digits per byte. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** What `read` answers; undefined where it throws, which is how engines say that a text is no base64. */
function orUndefined<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function paddingOf(text: string): 0 | 1 | 2 {
  const end = text.length;
  if (end === 0 || text.charCodeAt(end - 1) !== EQUALS_SIGN) return 0;
  return text.charCodeAt(end - 2) === EQUALS_SIGN ? 2 : 1;
}

/** Puts a piece of a text into PIECE, its padding as zeros, and says how many pairs it is; 0 where it is no ASCII. */
function loadPairs(text: string, start: number, padding: number): number {
  const piece = text.length <= PIECE.length ? text : text.slice(start, start + PIECE.length);
  if (ENCODER.encodeInto(piece, PIECE).written !== piece.length) return 0;
  if (start + piece.length === text.length) PIECE.fill(ZERO_LETTER, piece.length - padding, piece.length);
  return piece.length / 2;
}

let cachedValues: Int16Array | undefined;

/** The twelve bits of two letters by their place in PIECE_PAIRS. Not every page has base64: made when it is needed. */
function pairValues(): Int16Array {
  if (cachedValues) return cachedValues;
  const values = new Int16Array(0x8000).fill(ILLEGAL);
  LETTERS.forEach((first, high) => {
    LETTERS.forEach((second, low) => {
      PIECE.set([first, second]);
      values[PIECE_PAIRS[0] ?? 0] = (high << 6) | low;
    });
  });
  cachedValues = values;
  return values;
}

function putGroup(at: number, group: number): void {
  PIECE[at] = letter(group >> 18);
  PIECE[at + 1] = letter(group >> 12);
  PIECE[at + 2] = letter(group >> 6);
  PIECE[at + 3] = letter(group);
}

function octet(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}

function letter(bits: number): number {
  return LETTERS[bits & 63] ?? 0;
}
