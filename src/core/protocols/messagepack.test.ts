import { decode, encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMessagePack } from './messagepack';
import { isBounded } from './messagepack-bounds';

describe('a value that @msgpack/msgpack has written', () => {
  it.each([
    [null],
    [true],
    [false],
    [0],
    [127],
    [128],
    [65_535],
    [65_536],
    [2 ** 32],
    [Number.MAX_SAFE_INTEGER],
    [-1],
    [-32],
    [-33],
    [-129],
    [-40_000],
    [-(2 ** 40)],
    [1.5],
    [''],
    ['ä€😀'],
    ['x'.repeat(31)],
    ['x'.repeat(300)],
    ['x'.repeat(70_000)],
    [new Uint8Array([0, 255])],
    [new Uint8Array(300)],
    [new Uint8Array(70_000)],
    [[]],
    [Array.from({ length: 20 }, (_, i) => i)],
    [Array.from({ length: 70_000 }, () => 1)],
    [{}],
    [{ action: 15, messages: [{ data: new Uint8Array([1]) }] }],
    [Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`m${i}`, i]))],
  ])('comes back: %#', (value) => {
    expect(readMessagePack(encode(value))).toEqual(value);
  });

  it('comes back, whatever it is', () => {
    const value = fc.anything({
      withNullPrototype: false,
      key: fc.string().filter((s) => s !== '__proto__'),
    });
    fc.assert(
      fc.property(value, (any) => {
        const json = JSON.parse(JSON.stringify([any]) ?? 'null');
        expect(readMessagePack(encode(json))).toEqual(json);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a 64-bit integer', () => {
  it('is a number, or a bigint on request', () => {
    const big = encode(2n ** 63n + 1n, { useBigInt64: true });
    expect(readMessagePack(big)).toBe(2 ** 63);
    expect(readMessagePack(big, true)).toBe(2n ** 63n + 1n);
    expect(readMessagePack(encode(-5n, { useBigInt64: true }), true)).toBe(-5n);
  });
});

it('an extension keeps its type and its bytes', () => {
  const extension = { extension: -1, bytes: Uint8Array.from([1, 2, 3, 4]) };
  expect(readMessagePack(Uint8Array.from([0xd6, 0xff, 1, 2, 3, 4]))).toEqual(extension);
  expect(readMessagePack(Uint8Array.from([0xc7, 4, 0xff, 1, 2, 3, 4]))).toEqual(extension);
});

it('bytes in the middle of a larger buffer are read from their start', () => {
  expect(readMessagePack(Uint8Array.from([9, 0xcd, 1, 0, 9]).subarray(1, 4))).toBe(256);
});

describe('no value are', () => {
  it.each([
    ['no bytes', []],
    ['the byte that is never used', [0xc1]],
    ['a value and more', [0x01, 0x02]],
    ['a text that is cut off', [0xa5, 0x61]],
    ['a text of 4 GB', [0xdb, 0xff, 0xff, 0xff, 0xff, 0x61]],
    ['binary data of 4 GB', [0xc6, 0xff, 0xff, 0xff, 0xff, 0x61]],
    ['an array of 4,294,967,295 items', [0xdd, 0xff, 0xff, 0xff, 0xff, 0x01]],
    ['a map of 4,294,967,295 members', [0xdf, 0xff, 0xff, 0xff, 0xff, 0xa1, 0x61, 0x01]],
    ['a map with a map for a key', [0x81, 0x80, 0x01]],
    ['a map with the key __proto__', [0x81, 0xa9, ...new TextEncoder().encode('__proto__'), 0x80]],
    ['an integer that is cut off', [0xcf, 0, 0]],
    ['an extension that is cut off', [0xd6, 0xff, 1, 2, 3]],
    ['201 arrays in each other', [...new Array(200).fill(0x91), 0x90]],
    ['100,000 items in an array', [0xdd, 0, 1, 0x86, 0xa0, ...new Array(100_000).fill(0)]],
  ])('%s', (_, bytes) => {
    expect(readMessagePack(Uint8Array.from(bytes))).toBeUndefined();
  });

  it.each([
    ['arrays in each other', [], 0x91],
    ['empty maps in an array', [0xdd, 0x01, 0x31, 0x2c, 0xfb], 0x80],
  ])('twenty million %s, and that is known at once', (_, start, head) => {
    const bytes = new Uint8Array(20_000_000).fill(head);
    bytes.set(start);
    const before = performance.now();
    expect(readMessagePack(bytes)).toBeUndefined();
    expect(performance.now() - before).toBeLessThan(1000);
  });
});

it('200 arrays in each other and 99,999 items are read', () => {
  expect(readMessagePack(Uint8Array.from([...new Array(199).fill(0x91), 0x90]))).toBeDefined();
  expect(readMessagePack(encode(new Array(99_999).fill(0)))).toHaveLength(99_999);
});

it('the bounds turn away nothing that the library reads', () => {
  const heads = fc.oneof(fc.integer({ min: 0x80, max: 0xdf }), fc.nat(20), fc.nat(255));
  const any = fc.array(heads, { minLength: 1, maxLength: 8 }).map((bytes) => Uint8Array.from(bytes));
  let read = 0;
  fc.assert(
    fc.property(any, (bytes) => {
      try {
        decode(bytes);
      } catch {
        return;
      }
      read += 1;
      expect(isBounded(bytes)).toBe(true);
    }),
    { numRuns: 5000 },
  );
  expect(read).toBeGreaterThan(200);
});

it('takes any bytes without throwing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, wide) => {
      readMessagePack(bytes, wide);
    }),
    { numRuns: 2000 },
  );
});
