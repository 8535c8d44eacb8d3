import { decode } from '@ably/vcdiff-decoder';
import { HEADER, readWindows, type Window } from './vcdiff-windows';

/**
 * Applies a VCDIFF delta (RFC 3284) to its base, with the default code table, no secondary compression and no copies
 * from earlier windows: what open-vcdiff writes for Ably, and xdelta3 with its application header and Adler-32.
 * Undefined where the delta is broken, does not fit the base, or makes more than 1,000,000 bytes, and that soon.
 * Import it with `import()`: few pages need it.
 */
export function applyVcdiff(base: Uint8Array, delta: Uint8Array): Uint8Array | undefined {
  try {
    const windows = readWindows(delta, base.length);
    // What open-vcdiff writes for an empty message; the library wants a window.
    if (windows.length === 0) return new Uint8Array(0);
    const target = decode(join([HEADER, ...windows.flatMap(({ bytes }) => bytes)]), base);
    return holdsSums(target, windows) ? target : undefined;
  } catch {
    return undefined;
  }
}

function holdsSums(target: Uint8Array, windows: readonly Window[]): boolean {
  let at = 0;
  return windows.every(({ made, sum }) => {
    at += made;
    return sum === undefined || sum === adler32(target.subarray(at - made, at));
  });
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  // The sums of so many bytes stay below 2^32, and the remainder is the dear part.
  for (let start = 0; start < bytes.length; start += 5552) {
    for (const byte of bytes.subarray(start, start + 5552)) {
      low += byte;
      high += low;
    }
    low %= 65_521;
    high %= 65_521;
  }
  return high * 65_536 + low;
}
