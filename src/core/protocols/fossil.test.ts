import fc from 'fast-check';
import { createDelta } from 'fossil-delta';
import { describe, expect, it } from 'vitest';
import { fromBase64, toUtf8 } from '../bytes';
import vectors from '../vectors/sockudo-deltas.json' with { type: 'json' };
import { applyFossil } from './fossil';

describe('a delta of Fossil', () => {
  it.each(vectors.cases)('makes what it stands for: $id', ({ base, delta_base64, expected }) => {
    expect(applyFossil(toUtf8(base), fromBase64(delta_base64) ?? new Uint8Array())).toEqual(toUtf8(expected));
  });

  it('made by the library makes its target, whatever the two are', () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(bytes, bytes, (base, target) => {
        expect(applyFossil(base, createDelta(base, target))).toEqual(target);
      }),
    );
  });
});

describe('a delta that makes nothing', () => {
  const base = toUtf8('0123456789abcdef'.repeat(8));
  const delta = createDelta(base, toUtf8(`${'0123456789abcdef'.repeat(8)}!`));

  it.each([
    ['is empty', new Uint8Array()],
    ['has no length', toUtf8('hello')],
    ['is cut off', delta.slice(0, -2)],
    [
      'has another checksum',
      Uint8Array.from(delta, (byte, index) => (index === delta.length - 2 ? byte ^ 1 : byte)),
    ],
    ['declares 4 GB', toUtf8('3~~~~~\n3~~~~~:x')],
    ['copies from behind the base', toUtf8('1\n1@zzz,0;')],
    ['copies without end', toUtf8(`F000\n${'20@0,'.repeat(300_000)}`)],
    ['has a mark that is none', toUtf8('1\n1?')],
  ])('%s', (_, broken) => {
    expect(applyFossil(base, broken)).toBeUndefined();
  });

  it('makes a byte more than is taken', () => {
    const target = new Uint8Array(1_000_001);
    expect(applyFossil(base, createDelta(base, target.subarray(1)))).toHaveLength(1_000_000);
    expect(applyFossil(base, createDelta(base, target))).toBeUndefined();
  });

  it('has another base', () => {
    expect(applyFossil(base.slice(1), delta)).toBeUndefined();
  });

  it('is of any bytes, which are taken without throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        applyFossil(base, bytes);
      }),
      { numRuns: 2000 },
    );
  });
});
