/** Reads on from `at`, and throws RangeError at `end`. */
export interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
  readonly end: number;
}

/** The next byte. */
export function readByte(input: Cursor): number {
  demand(input.at < input.end, 'cut off');
  return input.bytes[input.at++] ?? 0;
}

/**
 * The next integer: seven bits a byte, the highest first (RFC 3284 §2). Throws RangeError from 2^31 on, where the
 * library would drop the highest bits.
 */
export function readInteger(input: Cursor): number {
  let value = 0;
  let byte: number;
  do {
    byte = readByte(input);
    value = value * 128 + (byte & 127);
    demand(value <= 0x7fffffff, 'too large');
  } while (byte & 128);
  return value;
}

/** The next `length` bytes, to be read on their own. */
export function take(input: Cursor, length: number): Cursor {
  const { bytes, at } = input;
  demand(at + length <= input.end, 'cut off');
  input.at = at + length;
  return { bytes, at, end: at + length };
}

/** What a cursor has still to read. */
export function rest({ bytes, at, end }: Cursor): Uint8Array {
  return bytes.subarray(at, end);
}

/** Throws RangeError where something does not hold; `applyVcdiff` is the edge where that becomes a value. */
export function demand(holds: boolean, problem: string): void {
  if (!holds) throw new RangeError(problem);
}
