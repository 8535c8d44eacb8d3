import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64, fromUtf8, toUtf8 } from '../bytes';
import vectors from '../vectors/ably-vcdiff.json' with { type: 'json' };
import { applyVcdiff } from './vcdiff';

const HEADER = [0xd6, 0xc3, 0xc4, 0, 0];
const base = toUtf8('0123456789abcdef');

describe('a delta for Ably', () => {
  it.each(vectors.cases.map(({ id, messages }) => [id, messages] as const))('%s', (id, messages) => {
    const [first, second] = messages.map(({ data }) => data);
    const before = id === 'vcdiff-string' ? toUtf8(first ?? '') : bytesOf(first);
    const made = applyVcdiff(before, bytesOf(second));
    expect(made?.length).toBeGreaterThan(0);
    if (id === 'vcdiff-string') expect(fromUtf8(made ?? base)).toContain('"count":2');
  });
});

describe('a delta of xdelta3', () => {
  it.each(vectors.xdelta3)('$id', ({ base, delta_base64, expected }) => {
    expect(fromUtf8(applyVcdiff(toUtf8(base), bytesOf(delta_base64)) ?? new Uint8Array(1))).toBe(expected);
  });

  it('does not fit another base of the same length', () => {
    const [vector] = vectors.xdelta3;
    const other = toUtf8((vector?.base ?? '').replace('market', 'MARKET'));
    expect(applyVcdiff(other, bytesOf(vector?.delta_base64))).toBeUndefined();
  });
});

describe('the instructions', () => {
  it.each([
    ['add', window(3, 'xyz', [4], []), 'xyz'],
    ['add with a length of its own', window(3, 'xyz', [1, 3], []), 'xyz'],
    ['run', window(5, 'x', [0, 5], []), 'xxxxx'],
    ['copy from the base', window(4, '', [20], [10]), 'abcd'],
    ['copy back from here', window(4, '', [36], [6]), 'abcd'],
    ['copy that runs from the base into the target', window(6, '', [22], [14]), 'efefef'],
    ['add and copy in one', window(5, 'x', [163], [0]), 'x0123'],
    ['copy and add in one', window(5, 'x', [247], [0]), '0123x'],
    ['copy near and same', window(12, '', [20, 52, 116], [2, 3, 2]), '234556782345'],
  ])('%s', (_, delta, expected) => {
    expect(fromUtf8(applyVcdiff(base, delta) ?? new Uint8Array(1))).toBe(expected);
  });

  it('follow each other in windows', () => {
    const one = window(3, 'xyz', [4], []);
    const two = Uint8Array.from([...one, ...one.subarray(5)]);
    expect(fromUtf8(applyVcdiff(base, two) ?? base)).toBe('xyzxyz');
  });

  it('never read past an end: the library would make zeros of that', () => {
    const sizes = fc.integer({ min: 1, max: 9 });
    let made = 0;
    const step = fc.record({ code: fc.integer({ min: 0, max: 255 }), size: sizes, address: fc.nat(15) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 4 }), (steps) => {
        const codes = steps.filter(({ code }) => !isNear(code));
        const instructions = codes.flatMap(({ code, size }) => (isSized(code) ? [code, size] : [code]));
        const addresses = codes.map(({ address }) => address);
        // One length at most is right.
        for (let length = 0; length < 60; length++) {
          const target = applyVcdiff(base, window(length, 'x'.repeat(20), instructions, addresses));
          if (!target) continue;
          made += 1;
          expect(target).toHaveLength(length);
          expect(fromUtf8(target)).toMatch(/^[0-9a-fx]*$/);
        }
      }),
      { numRuns: 500 },
    );
    expect(made).toBeGreaterThan(50);
  });
});

describe('no delta are', () => {
  const good = window(3, 'xyz', [4], []);
  it.each([
    ['no bytes', []],
    ['a text', [...toUtf8('hello')]],
    ['another version', [0xd6, 0xc3, 0xc4, 0x53, 0]],
    ['a code table of its own', [0xd6, 0xc3, 0xc4, 0, 2, 0]],
    ['an application header that is cut off', [0xd6, 0xc3, 0xc4, 0, 4, 9]],
    ['a window that is cut off', [...good.subarray(0, -1)]],
    ['a window of the target and the base', [...HEADER, 3, 0, 0, 0]],
    ['a window of the target', [...HEADER, 2, 0, 0, 0]],
    ['a source past the base', [...HEADER, 1, 17, 0, 5, 0, 0, 0, 0, 0]],
    ['compressed sections', [...HEADER, 0, 5, 0, 1, 0, 0, 0]],
    ['less than declared', [...window(4, 'xyz', [4], [])]],
    ['more than declared', [...window(2, 'xyz', [4], [])]],
    ['data that is missing', [...window(3, 'xy', [4], [])]],
    ['an address that is missing', [...window(4, '', [20], [])]],
    ['an address past here', [...window(4, '', [20], [16])]],
    ['an address before the base', [...window(4, '', [36], [17])]],
    ['a copy of nothing', [...window(3, 'xyz', [4, 19, 0], [0])]],
    ['an integer without an end', [...HEADER, 0, 255, 255, 255, 255, 255, 255, 255, 255]],
    ['a run of 2 GB', [...window(0x7fffffff, 'x', [0, ...integer(0x7fffffff)], [])]],
    ['a copy of 2 GB', [...window(0x7fffffff, '', [19, ...integer(0x7fffffff)], [0])]],
    ['another checksum', [...HEADER, 4, 12, 3, 0, 3, 1, 0, 1, 2, 3, 4, 120, 121, 122, 4]],
    [
      '2,500,000 instructions',
      [...window(10_000_000, '', new Array(2_500_000).fill(20), new Array(2_500_000).fill(0))],
    ],
    ['100,000 windows', [...HEADER, ...new Array(100_000).fill([0, 5, 0, 0, 0, 0, 0]).flat()]],
  ])('%s', (_, bytes) => {
    const start = performance.now();
    expect(applyVcdiff(base, Uint8Array.from(bytes))).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

it('the empty message of open-vcdiff has no window', () => {
  expect(applyVcdiff(base, Uint8Array.from(HEADER))).toEqual(new Uint8Array(0));
});

it('a delta makes 1 MB and not more, and that soon', () => {
  const run = (length: number) => window(length, 'x', [0, ...integer(length)], []);
  const copies = window(1_000_000, '', [19, ...integer(1_000_000)], [15]);
  const start = performance.now();
  expect(applyVcdiff(base, run(1_000_000))?.length).toBe(1_000_000);
  expect(applyVcdiff(base, run(1_000_001))).toBeUndefined();
  expect(applyVcdiff(base, copies)?.at(-1)).toBe(base.at(-1));
  expect(performance.now() - start).toBeLessThan(500);
});

it('ten windows do not copy a megabyte each', () => {
  const window = [1, ...integer(1_000_000), 0, 5, 0, 0, 0, 0, 0];
  const delta = Uint8Array.from([...HEADER, ...new Array(10).fill(window).flat()]);
  expect(applyVcdiff(new Uint8Array(1_000_000), delta)).toBeUndefined();
  expect(applyVcdiff(new Uint8Array(1_000_000), delta.subarray(0, 5 + 8 * window.length))).toBeDefined();
});

it('takes any bytes without throwing', () => {
  const headed = fc.uint8Array({ maxLength: 60 }).map((bytes) => Uint8Array.from([...HEADER, ...bytes]));
  fc.assert(
    fc.property(fc.uint8Array(), fc.oneof(fc.uint8Array(), headed), (any, delta) => {
      applyVcdiff(any, delta);
    }),
    { numRuns: 2000 },
  );
});

/** A delta of one window over the whole of `base`. */
function window(
  length: number,
  data: string,
  instructions: number[],
  addresses: number[],
): Uint8Array<ArrayBuffer> {
  const sections = [...toUtf8(data), ...instructions, ...addresses];
  const lengths = [data.length, instructions.length, addresses.length].flatMap(integer);
  const encoding = [...integer(length), 0, ...lengths, ...sections];
  return Uint8Array.from([
    ...HEADER,
    1,
    ...integer(base.length),
    0,
    ...integer(encoding.length),
    ...encoding,
  ]);
}

function integer(value: number): number[] {
  const digits = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) {
    digits.unshift(128 + (rest % 128));
  }
  return digits;
}

/** True for the codes that an integer follows. */
function isSized(code: number): boolean {
  return code <= 1 || (code >= 19 && code < 163 && (code - 19) % 16 === 0);
}

/** True for the codes of a copy near an earlier one: its address is not worked out beforehand. */
function isNear(code: number): boolean {
  const mode = code < 163 ? (code - 19) / 16 : code < 235 ? (code - 163) / 12 : code < 247 ? 6 : code - 247;
  return mode >= 2 && mode < 6;
}

function bytesOf(base64: string | undefined): Uint8Array {
  return fromBase64(base64 ?? '') ?? new Uint8Array(0);
}
