import { MAX_DELTA_BYTES } from './delta-bounds';
import { type Cursor, demand, readByte, readInteger, rest, take } from './vcdiff-cursor';
import { checkInstructions } from './vcdiff-instructions';

/** The library copies the source for each window; encoders begin a new one after a megabyte or eight. */
const MAX_SOURCE_BYTES = 8_000_000;
const MAX_WINDOWS = 100;

const MAGIC = [0xd6, 0xc3, 0xc4, 0];
/** Bits of the header indicator. */
const HAS_COMPRESSOR = 1;
const HAS_CODE_TABLE = 2;
const HAS_APP_HEADER = 4;
/** Bits of a window indicator; the last is xdelta3's. */
const FROM_BASE = 1;
const FROM_TARGET = 2;
const HAS_ADLER32 = 4;

/** One window of a delta: `bytes` as the library reads them, what they make, and its Adler-32 where there is one. */
export interface Window {
  bytes: Uint8Array[];
  made: number;
  source: number;
  sum: number | undefined;
}

/**
 * Reads the windows of a VCDIFF delta (RFC 3284) and checks the sizes in them, which the library believes without
 * looking. Left out is what xdelta3 adds and the library does not know: application header, name of a compressor,
 * Adler-32. Throws RangeError where a size is wrong or too much, and for what the library can not read.
 */
export function readWindows(delta: Uint8Array, baseLength: number): Window[] {
  const input: Cursor = { bytes: delta, at: 0, end: delta.length };
  readHeader(input);
  const windows: Window[] = [];
  const total = { made: 0, source: 0 };
  while (input.at < input.end) {
    const window = readWindow(input, baseLength);
    windows.push(window);
    total.made += window.made;
    total.source += window.source;
    demand(total.made <= MAX_DELTA_BYTES && total.source <= MAX_SOURCE_BYTES, 'too long');
    demand(windows.length <= MAX_WINDOWS, 'too many windows');
  }
  return windows;
}

/** The header that the library reads before windows. */
export const HEADER: Uint8Array = Uint8Array.from([...MAGIC, 0]);

function readHeader(input: Cursor): void {
  for (const byte of MAGIC) demand(readByte(input) === byte, 'no VCDIFF');
  const indicator = readByte(input);
  demand((indicator & HAS_CODE_TABLE) === 0, 'a code table of its own');
  // xdelta3 names a compressor even where no section is compressed.
  if (indicator & HAS_COMPRESSOR) readByte(input);
  if (indicator & HAS_APP_HEADER) take(input, readInteger(input));
}

function readWindow(input: Cursor, baseLength: number): Window {
  const indicator = readByte(input);
  demand((indicator & FROM_TARGET) === 0, 'a copy from an earlier window');
  const isFromBase = (indicator & FROM_BASE) !== 0;
  const segmentAt = input.at;
  const source = isFromBase ? readInteger(input) : 0;
  const start = isFromBase ? readInteger(input) : 0;
  demand(start + source <= baseLength, 'a source that is not there');
  const segment = input.bytes.subarray(segmentAt, input.at);

  const encoding = take(input, readInteger(input));
  const headAt = encoding.at;
  const made = readInteger(encoding);
  demand(readByte(encoding) === 0, 'compressed sections');
  const [data, instructions, addresses] = [
    readInteger(encoding),
    readInteger(encoding),
    readInteger(encoding),
  ];
  const head = encoding.bytes.subarray(headAt, encoding.at);
  const sum = indicator & HAS_ADLER32 ? readUint32(encoding) : undefined;
  const sections = rest(encoding);
  take(encoding, data);
  checkInstructions(take(encoding, instructions), take(encoding, addresses), { source, target: made, data });

  const length = toInteger(head.length + sections.length);
  const bytes = [Uint8Array.of(indicator & FROM_BASE), segment, length, head, sections];
  return { bytes, made, source, sum };
}

function readUint32(input: Cursor): number {
  let value = 0;
  for (let i = 0; i < 4; i++) value = value * 256 + readByte(input);
  return value;
}

function toInteger(value: number): Uint8Array {
  const digits = [value % 128];
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) {
    digits.unshift(128 + (left % 128));
  }
  return Uint8Array.from(digits);
}
