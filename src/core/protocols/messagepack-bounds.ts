/** Deeper than any frame of a channel protocol; what shows a value later must not run out of stack. */
const MAX_DEPTH = 200;
/** More than any frame has, and read in a tenth of a second whatever they are. */
const MAX_VALUES = 100_000;

// What follows the heads 0xc0 to 0xdf: a length of so many bytes, and so many bytes whatever the length.
const LENGTH_BYTES = [0, 0, 0, 0, 1, 2, 4, 1, 2, 4, ...new Array<number>(15).fill(0), 1, 2, 4, 2, 4, 2, 4];
const FIXED_BYTES = [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 4, 8, 1, 2, 4, 8, 1, 2, 4, 8, 2, 3, 5, 9, 17];

/**
 * True when `bytes` are the frame of one MessagePack value that can be read without harm: it ends where they end, is
 * nested 200 deep at most and has 100,000 values at most. Only heads are looked at; whether they make sense is left to
 * the library, which has no such bounds: twenty megabytes can hold as many maps, or levels.
 */
export function isBounded(bytes: Uint8Array): boolean {
  /** How many values each open array or map still has to have, the innermost last. */
  const open: number[] = [];
  let left = 1;
  let at = 0;
  for (let values = 0; values < MAX_VALUES; values++) {
    const head = bytes[at++] ?? 0;
    let size = head < 0xa0 ? head & 0x0f : head & 0x1f;
    let fixed = 0;
    if (head >= 0xc0) {
      const lengthEnd = at + (LENGTH_BYTES[head - 0xc0] ?? 0);
      fixed = FIXED_BYTES[head - 0xc0] ?? 0;
      for (size = 0; at < lengthEnd; at++) size = size * 256 + (bytes[at] ?? 0);
    }
    left -= 1;
    if ((head >= 0x80 && head < 0xa0) || (head >= 0xdc && head < 0xe0)) {
      if (open.length === MAX_DEPTH) return false;
      open.push(left);
      left = isMap(head) ? 2 * size : size;
    } else if (head >= 0x80) at += size + fixed;
    // A value takes a byte at least, so no count that a page declares is believed.
    if (at + left > bytes.length) return false;
    while (left === 0) {
      const outer = open.pop();
      if (outer === undefined) return at === bytes.length;
      left = outer;
    }
  }
  return false;
}

/** Where the texts of a frame start and end, names of members too; `bytes` are such that `isBounded` holds. */
export function* textSpans(bytes: Uint8Array): Generator<[start: number, end: number]> {
  for (let at = 0; at < bytes.length; ) {
    const head = bytes[at++] ?? 0;
    const lengthEnd = at + (LENGTH_BYTES[head - 0xc0] ?? 0);
    let size = head >= 0xa0 && head < 0xc0 ? head & 0x1f : 0;
    for (; at < lengthEnd; at++) size = size * 256 + (bytes[at] ?? 0);
    // The values of an array or a map follow as if they stood alone.
    if (head >= 0xdc && head < 0xe0) continue;
    const end = at + size + (FIXED_BYTES[head - 0xc0] ?? 0);
    if ((head >= 0xa0 && head < 0xc0) || (head >= 0xd9 && head < 0xdc)) yield [at, end];
    at = end;
  }
}

function isMap(head: number): boolean {
  return head < 0x90 || head >= 0xde;
}
