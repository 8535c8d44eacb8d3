import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Capture, createCapture, entryBytes, indexOfId } from './capture';
import type { Entry } from './entry';
import { sampleEntry } from './sample-entry';

const empty = entryBytes(sampleEntry(0));

describe('a capture', () => {
  it('holds entries in their order and finds them by id', () => {
    const { capture } = captureOf(1e6, [3, 5, 8]);
    expect(idsOf(capture)).toEqual([3, 5, 8]);
    expect(capture.find(5)?.id).toBe(5);
    expect(capture.find(4)).toBeUndefined();
    expect(capture.at(3)).toBeUndefined();
  });

  it('weighs what a delta stood for, sealed or broken, though the row shows none of it', () => {
    const sealed = {
      cipher: 'aes-cbc' as const,
      keyBits: 256 as const,
      app: undefined,
      channel: 'a',
      ciphertext: 'x'.repeat(100),
      encoding: '',
    };
    expect(entryBytes(sampleEntry(1, { restored: { kind: 'sealed', sealed } }))).toBe(empty + 100);
    const broken = { kind: 'malformed', fault: { kind: 'no-data' }, text: 'y'.repeat(70) } as const;
    expect(entryBytes(sampleEntry(1, { restored: broken }))).toBe(empty + 70);
  });

  it('weighs the frame, the text and the objects of an entry', () => {
    const entry = sampleEntry(1, { payload: { text: 'abc' }, text: 'ab' });
    expect(entryBytes(entry)).toBe(empty + 5);
    expect(entryBytes({ ...entry, payload: { base64: 'AAAA' } })).toBe(empty + 6);
    expect(entryBytes({ ...entry, payload: { omitted: 'too-large', bytes: 1e9 } })).toBe(empty + 2);
  });

  it('weighs a frame once when it carried several events', () => {
    expect(entryBytes(sampleEntry(1, { payload: { text: 'abc' }, index: 1 }))).toBe(empty);
  });

  it('lets the oldest go when it is full, counts them and tells each', () => {
    const { capture, evicted } = captureOf(empty * 3, [1, 2, 3, 4, 5]);
    expect(idsOf(capture)).toEqual([3, 4, 5]);
    expect(capture).toMatchObject({ length: 3, bytes: empty * 3, evicted: 2 });
    expect(evicted).toEqual([1, 2]);
    expect(capture.find(2)).toBeUndefined();
  });

  it('keeps the newest entry even when that alone is too large', () => {
    const { capture } = captureOf(empty, [1]);
    capture.append(sampleEntry(2, { text: 'x'.repeat(1000) }));
    expect(idsOf(capture)).toEqual([2]);
  });

  it('makes room when a text grows', () => {
    const { capture } = captureOf(empty * 3, [1, 2, 3]);
    capture.grow(1);
    expect(idsOf(capture)).toEqual([2, 3]);
    expect(capture.bytes).toBe(empty * 2 + 1);
  });

  it('takes out what is named and answers it, oldest first', () => {
    const { capture, evicted } = captureOf(1e6, [1, 2, 3, 4]);
    expect(capture.remove(({ id }) => id % 2 === 0).map(({ id }) => id)).toEqual([2, 4]);
    expect(idsOf(capture)).toEqual([1, 3]);
    expect(capture).toMatchObject({ bytes: empty * 2, evicted: 0 });
    expect(evicted).toEqual([]);
  });

  it('puts back what is older than all that it holds, as far as there is room', () => {
    const { capture, evicted } = captureOf(empty * 4, [1, 2, 3]);
    const removed = capture.remove(() => true);
    capture.append(sampleEntry(4));
    capture.append(sampleEntry(5));
    capture.restore(removed);
    expect(idsOf(capture)).toEqual([2, 3, 4, 5]);
    expect(evicted).toEqual([1]);
  });

  it('refuses a bound that is no positive number', () => {
    for (const bound of [0, -1, Number.NaN]) expect(() => createCapture(bound, () => {})).toThrow(RangeError);
  });

  it('stays right over thousands of evictions', () => {
    const { capture } = captureOf(
      empty * 100,
      Array.from({ length: 5000 }, (_, index) => index),
    );
    expect(idsOf(capture)).toEqual(Array.from({ length: 100 }, (_, index) => 4900 + index));
    expect(capture.find(4950)?.id).toBe(4950);
    expect(capture.find(4899)).toBeUndefined();
  });
});

it('whatever happens to it, a capture is a list that loses its head', () => {
  const act = fc.oneof(
    fc.record({ kind: fc.constant('append' as const), length: fc.nat(300) }),
    fc.record({ kind: fc.constant('remove' as const), divisor: fc.integer({ min: 2, max: 4 }) }),
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), fc.integer({ min: 1, max: 3000 }), (acts, maxBytes) => {
      const capture = createCapture(maxBytes, () => {});
      let model: Entry[] = [];
      let nextId = 1;
      for (const one of acts) {
        if (one.kind === 'append') {
          const entry = sampleEntry(nextId++, { text: 'x'.repeat(one.length) });
          capture.append(entry);
          model.push(entry);
          while (weigh(model) > maxBytes && model.length > 1) model.shift();
        } else {
          const isDoomed = ({ id }: Entry) => id % one.divisor === 0;
          expect(capture.remove(isDoomed)).toEqual(model.filter(isDoomed));
          model = model.filter((entry) => !isDoomed(entry));
        }
        expect(capture.bytes).toBe(weigh(model));
        expect(idsOf(capture)).toEqual(model.map(({ id }) => id));
      }
    }),
  );
});

it('an id is found by halving exactly when it is there', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(200)), fc.nat(200), (numbers, wanted) => {
      const ids = numbers.sort((a, b) => a - b);
      expect(indexOfId(ids.length, (index) => ids[index] as number, wanted)).toBe(ids.indexOf(wanted));
    }),
  );
});

function captureOf(maxBytes: number, ids: number[]): { capture: Capture; evicted: number[] } {
  const evicted: number[] = [];
  const capture = createCapture(maxBytes, ({ id }) => evicted.push(id));
  for (const id of ids) capture.append(sampleEntry(id));
  return { capture, evicted };
}

function idsOf(capture: Capture): number[] {
  return Array.from({ length: capture.length }, (_, index) => capture.at(index)?.id ?? Number.NaN);
}

function weigh(entries: readonly Entry[]): number {
  return entries.reduce((sum, entry) => sum + entryBytes(entry), 0);
}
