import { decode } from '@ably/vcdiff-decoder';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeVcdiff } from './vcdiff-encoder.ts';

describe('a delta', () => {
  it.each([
    ['a change in the middle', '{"price":100,"open":true}', '{"price":101,"open":true}'],
    ['the same again', 'same', 'same'],
    ['growth', 'abc', 'abcdef'],
    ['a repetition', 'aaaa', 'aaaaaa'],
    ['shrinking', 'abcdef', 'af'],
    ['nothing in common', 'abc', 'xyz'],
    ['from nothing', '', 'abc'],
    ['more than 127 bytes', 'x'.repeat(300), `${'x'.repeat(150)}y${'x'.repeat(200)}`],
  ])('of %s is undone by @ably/vcdiff-decoder', (_, before, after) => {
    const [source, target] = [Buffer.from(before), Buffer.from(after)];
    expect(Buffer.from(decode(encodeVcdiff(source, target), source)).toString()).toBe(after);
  });

  it('of any bytes is undone by @ably/vcdiff-decoder', () => {
    const bytes = fc.uint8Array({ maxLength: 400 });
    fc.assert(
      fc.property(bytes, bytes, bytes, bytes, (start, end, before, after) => {
        const source = Buffer.concat([start, before, end]);
        const target = Buffer.concat([start, after, end]);
        expect(Buffer.from(decode(encodeVcdiff(source, target), source))).toEqual(target);
      }),
    );
  });
});
