import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Batch } from '../messages';
import { createUnacknowledged } from './unacknowledged';

const batchOf = (first: number, last: number, bytes: number): Batch => ({
  document: '01234567-89ab-cdef-0123-456789abcdef',
  first,
  last,
  bytes,
  framesBefore: 0,
  framesThrough: 0,
  unknownFrames: 0,
  connections: [],
  late: [],
  occurrences: [],
});

const firsts = (batches: Batch[] | undefined) => batches?.map(({ first }) => first);

describe('unacknowledged batches', () => {
  it('are asked in vain before a stream has begun', () => {
    expect(createUnacknowledged().since(1)).toBeUndefined();
    expect(createUnacknowledged().acknowledge(9)).toBe(0);
  });

  it('are there again from where the stream was asked for, and not before', () => {
    const held = createUnacknowledged();
    held.reset(5);
    expect(held.since(5)).toEqual([]);
    held.add(batchOf(5, 7, 10));
    held.add(batchOf(8, 8, 1));
    expect(firsts(held.since(5))).toEqual([5, 8]);
    expect(held.since(4)).toBeUndefined();
  });

  it('go with the acknowledgement of their last occurrence, and free their bytes', () => {
    const held = createUnacknowledged();
    held.reset(1);
    held.add(batchOf(1, 3, 10));
    held.add(batchOf(4, 6, 20));
    held.add(batchOf(7, 7, 40));
    expect(held.acknowledge(2)).toBe(0);
    expect(held.acknowledge(6)).toBe(30);
    expect(held.acknowledge(6)).toBe(0);
    expect(firsts(held.since(7))).toEqual([7]);
    expect(held.since(6)).toBeUndefined();
  });

  it('give credit back in parts', () => {
    const held = createUnacknowledged();
    held.reset(1, 30);
    for (let i = 1; i <= 4; i++) held.add(batchOf(i, i, 20));
    expect([1, 2, 3, 4].map(held.acknowledge)).toEqual([0, 40, 0, 40]);
  });

  it('are forgotten by a new stream', () => {
    const held = createUnacknowledged();
    held.reset(1);
    held.add(batchOf(1, 3, 10));
    held.reset(2);
    expect(held.since(2)).toEqual([]);
    expect(held.acknowledge(3)).toBe(0);
  });

  it('weigh in all what was added, whatever the order of acknowledgements', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1_000), { minLength: 1 }),
        fc.array(fc.nat(60)),
        (sizes, acknowledgements) => {
          const held = createUnacknowledged();
          held.reset(1);
          sizes.forEach((bytes, i) => {
            held.add(batchOf(i + 1, i + 1, bytes));
          });
          const freed = [...acknowledgements, sizes.length].map((through) => held.acknowledge(through));
          expect(freed.reduce((sum, bytes) => sum + bytes, 0)).toBe(
            sizes.reduce((sum, bytes) => sum + bytes, 0),
          );
          expect(held.since(sizes.length + 1)).toEqual([]);
        },
      ),
    );
  });
});
