import { type Cursor, demand, readByte, readInteger } from './vcdiff-cursor';

/** The library makes an object of each. So many are a delta that is no shorter than what it makes. */
const MAX_INSTRUCTIONS = 100_000;

/** How long the parts of one window say they are. */
export interface WindowSizes {
  source: number;
  target: number;
  data: number;
}

/**
 * Adds up what the instructions of a window make and need: the library writes past the end of its target and reads past
 * the end of its sections without a word. Throws RangeError unless they make all of the target, of data and addresses
 * that are there, and for 100,000 and more. An address near an earlier one is not worked out: the library copies
 * zeros where nothing is yet.
 */
export function checkInstructions(instructions: Cursor, addresses: Cursor, sizes: WindowSizes): void {
  let made = 0;
  let data = 0;
  for (let count = 0; instructions.at < instructions.end; count++) {
    demand(count < MAX_INSTRUCTIONS, 'too many instructions');
    const { add, run, copy, mode, isCopyFirst } = readInstruction(instructions);
    if (copy > 0) checkAddress(addresses, mode, sizes.source + made + (isCopyFirst ? 0 : add));
    made += add + run + copy;
    data += add + Math.min(run, 1);
    demand(made <= sizes.target, 'more than declared');
  }
  demand(made === sizes.target, 'less than declared');
  demand(data <= sizes.data, 'data that is missing');
}

/** Bytes that one code makes, by their kind. */
interface Instruction {
  add: number;
  run: number;
  copy: number;
  mode: number;
  isCopyFirst: boolean;
}

const NOTHING: Instruction = { add: 0, run: 0, copy: 0, mode: 0, isCopyFirst: false };

// The default code table, RFC 3284 §5.6. No encoder writes a size of 0, and each would cost the library an object.
function readInstruction(input: Cursor): Instruction {
  const code = readByte(input);
  if (code === 0) return { ...NOTHING, run: readSize(input) };
  if (code < 19) return { ...NOTHING, add: code === 1 ? readSize(input) : code - 1 };
  if (code < 163) {
    const size = (code - 19) % 16;
    return { ...NOTHING, copy: size === 0 ? readSize(input) : size + 3, mode: Math.floor((code - 19) / 16) };
  }
  if (code < 235) {
    const pair = (code - 163) % 12;
    const mode = Math.floor((code - 163) / 12);
    return { ...NOTHING, add: Math.floor(pair / 3) + 1, copy: (pair % 3) + 4, mode };
  }
  if (code < 247) {
    return { ...NOTHING, add: ((code - 235) % 4) + 1, copy: 4, mode: 6 + Math.floor((code - 235) / 4) };
  }
  return { ...NOTHING, copy: 4, add: 1, mode: code - 247, isCopyFirst: true };
}

function readSize(input: Cursor): number {
  const size = readInteger(input);
  demand(size > 0, 'a size of 0');
  return size;
}

// RFC 3284 §5.3: from the start, back from here, on from one of the last four, the same as an earlier one.
function checkAddress(addresses: Cursor, mode: number, here: number): void {
  if (mode > 5) readByte(addresses);
  else {
    const distance = readInteger(addresses);
    demand(mode === 1 ? distance > 0 && distance <= here : distance < here, 'an address that is not there');
  }
}
