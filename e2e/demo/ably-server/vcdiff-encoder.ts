// `D6 C3 C4 00` header, version 0 · `00` no secondary compression · one window:
//   `01` has a source · source length, position · length of what follows · target length · `00` delta indicator
//   lengths of data, instructions, addresses · data · instructions · addresses
const magic = [0xd6, 0xc3, 0xc4, 0x00];
const hasSource = 0x01;
// Entries of RFC 3284's default code table whose size follows as an integer; 19 is COPY with mode 0, VCD_SELF.
const add = 1;
const copy = 19;

/**
 * A VCDIFF delta (RFC 3284, default code table) that turns `source` into `target`: the common start and end
 * are copied, what stands between is added. Good enough for a test double, far from the smallest.
 */
export function encodeVcdiff(source: Uint8Array, target: Uint8Array): Uint8Array {
  const start = commonStart(source, target);
  const end = commonEnd(source, target, start);
  const middle = target.subarray(start, target.length - end);
  const instructions: number[] = [];
  const addresses: number[] = [];
  if (start > 0) {
    instructions.push(copy, ...toInteger(start));
    addresses.push(...toInteger(0));
  }
  if (middle.length > 0) instructions.push(add, ...toInteger(middle.length));
  if (end > 0) {
    instructions.push(copy, ...toInteger(end));
    addresses.push(...toInteger(source.length - end));
  }
  const body = [
    ...toInteger(target.length),
    0,
    ...toInteger(middle.length),
    ...toInteger(instructions.length),
    ...toInteger(addresses.length),
    ...middle,
    ...instructions,
    ...addresses,
  ];
  const window = [hasSource, ...toInteger(source.length), ...toInteger(0), ...toInteger(body.length)];
  return Uint8Array.from([...magic, 0, ...window, ...body]);
}

function commonStart(a: Uint8Array, b: Uint8Array): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

function commonEnd(a: Uint8Array, b: Uint8Array, start: number): number {
  const most = Math.min(a.length, b.length) - start;
  let length = 0;
  while (length < most && a[a.length - 1 - length] === b[b.length - 1 - length]) length += 1;
  return length;
}

// Seven bits a byte, the most significant first, the high bit set on all but the last.
function toInteger(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}
