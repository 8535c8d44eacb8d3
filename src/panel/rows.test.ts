import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Capture, createCapture, entryBytes } from '../core/capture';
import type { Entry } from '../core/entry';
import { sampleEntry } from '../core/sample-entry';
import { createRows, type Rows } from './rows';
import type { RowList } from './store';

const isEven = ({ id }: Entry) => id % 2 === 0;
const isEvenAndNamed = (entry: Entry) => isEven(entry) && entry.event === 'event';
const evenFrom = (first: number, last: number) =>
  Array.from({ length: (last - first) / 2 + 1 }, (_, index) => first + 2 * index);

describe('rows', () => {
  it('are all entries until a test is set, then those that pass it', () => {
    const { rows } = tableOf(4);
    expect(idsOf(rows.list())).toEqual([1, 2, 3, 4]);
    rows.setTest(isEven);
    expect(idsOf(rows.list())).toEqual([2, 4]);
  });

  it('take new entries in without testing the old ones again', () => {
    const { rows, add } = tableOf(4);
    let tested = 0;
    rows.setTest((entry) => {
      tested++;
      return isEven(entry);
    });
    rows.list();
    tested = 0;
    add(5);
    add(6);
    expect(idsOf(rows.list())).toEqual([2, 4, 6]);
    expect(tested).toBe(2);
  });

  it('are the newest first where there is no time to test all, and the others as time goes on', () => {
    const { rows, add } = tableOf(2_000, 1e9);
    rows.setTest(isEven);
    const first = rows.list(0);
    expect(first.at(first.length - 1)?.id).toBe(2_000);
    expect(rows.untested()).toBeGreaterThan(0);
    expect(idsOf(first)).toEqual(evenFrom(2_000 - 2 * (first.length - 1), 2_000));
    add(2_001);
    const newest = add(2_002);
    let rounds = 0;
    for (; rows.untested() > 0; rounds++) {
      const before = rows.list(0).length;
      expect(rows.list(0).indexOf(newest.id)).toBeGreaterThanOrEqual(before - 1);
    }
    expect(rounds).toBeGreaterThan(1);
    expect(idsOf(rows.list())).toEqual(evenFrom(2, 2_002));
  });

  it('stay as they are while entries are tested again for the same question', () => {
    const { rows } = tableOf(2_000, 1e9);
    const before = rows.list();
    rows.reset();
    expect(rows.list(0)).toBe(before);
    expect(idsOf(rows.list())).toEqual(idsOf(before));
  });

  it('take up what changes sides while others are still to be tested', () => {
    const { rows, capture } = tableOf(2_000, 1e9);
    rows.setTest(isEvenAndNamed);
    rows.list(0);
    for (const id of [2, 1_000, 1_998, 2_000]) {
      const entry = capture.find(id) as Entry;
      entry.event = 'other';
      rows.refresh(entry);
    }
    expect(rows.list(0).indexOf(1_998)).toBe(-1);
    const ids = evenFrom(2, 2_000).filter((id) => ![2, 1_000, 1_998, 2_000].includes(id));
    expect(idsOf(rows.list())).toEqual(ids);
  });

  it('answer the same list until an entry comes or changes in place', () => {
    const { rows, capture, add } = tableOf(2);
    const before = rows.list();
    expect(rows.list()).toBe(before);
    rows.refresh(capture.at(0) as Entry);
    expect(rows.list()).not.toBe(before);
    add(3);
    expect(idsOf(rows.list())).toEqual([1, 2, 3]);
    expect(idsOf(before)).toEqual([1, 2]);
  });

  it('show an entry that passes the test only after it has changed, at its place', () => {
    const { rows, capture } = tableOf(3);
    rows.setTest(({ text }) => text !== '');
    for (const index of [2, 0]) {
      const entry = capture.at(index) as Entry;
      entry.text = 'opened';
      rows.refresh(entry);
    }
    expect(idsOf(rows.list())).toEqual([1, 3]);
  });

  it('lose an entry that passes the test no more', () => {
    const { rows, capture } = tableOf(2);
    const entry = capture.at(0) as Entry;
    rows.setTest(({ state }) => state === 'clear');
    entry.state = 'opened';
    rows.refresh(entry);
    expect(idsOf(rows.list())).toEqual([2]);
  });

  it('start over after entries were taken out', () => {
    const { rows, capture } = tableOf(4);
    capture.remove(isEven);
    rows.reset();
    expect(idsOf(rows.list())).toEqual([1, 3]);
  });

  it('lose what is evicted, also thousands of times', () => {
    const { rows, add } = tableOf(0, entryBytes(sampleEntry(0)) * 10);
    for (let id = 1; id <= 5000; id++) add(id);
    expect(idsOf(rows.list())).toEqual(Array.from({ length: 10 }, (_, index) => 4991 + index));
    expect(rows.list().indexOf(4995)).toBe(4);
    expect(rows.list().indexOf(4990)).toBe(-1);
  });
});

describe('a row list', () => {
  it('knows the row of an id, and -1 for what is not shown', () => {
    const { rows } = tableOf(6);
    rows.setTest(isEven);
    expect([2, 4, 6, 3, 7, 0].map((id) => rows.list().indexOf(id))).toEqual([0, 1, 2, -1, -1, -1]);
  });

  it('has nothing outside its bounds', () => {
    const { rows, add } = tableOf(2);
    const list = rows.list();
    add(3);
    expect([list.at(-1), list.at(2)]).toEqual([undefined, undefined]);
    expect(list.indexOf(3)).toBe(-1);
  });
});

describe('while paused, rows', () => {
  it('stay as they are and count what waits, and take it in when they go on', () => {
    const { rows, add } = tableOf(2);
    rows.setPaused(true);
    add(3);
    add(4);
    expect(idsOf(rows.list())).toEqual([1, 2]);
    expect(rows.waiting()).toBe(2);
    expect(rows.waiting(isEven)).toBe(1);
    rows.setPaused(false);
    expect(idsOf(rows.list())).toEqual([1, 2, 3, 4]);
    expect(rows.waiting()).toBe(0);
  });

  it('follow another test over what was there before', () => {
    const { rows, add } = tableOf(4);
    rows.setPaused(true);
    for (const id of [5, 6]) add(id);
    rows.setTest(isEven);
    expect(idsOf(rows.list())).toEqual([2, 4]);
  });

  it('do not show an entry that waits, even when it changes', () => {
    const { rows, add } = tableOf(1);
    rows.setPaused(true);
    const entry = add(2);
    entry.state = 'opened';
    rows.refresh(entry);
    expect(idsOf(rows.list())).toEqual([1]);
  });

  it('wait from the first entry when there was none yet', () => {
    const { rows, add } = tableOf(0);
    rows.setPaused(true);
    add(1);
    expect(rows.list().length).toBe(0);
    expect(rows.waiting()).toBe(1);
  });
});

it('whatever happens, rows are the entries that pass the test, up to the pause', () => {
  const act = fc.constantFrom('append', 'append', 'append', 'change', 'test', 'pause', 'list');
  fc.assert(
    fc.property(
      fc.array(act, { maxLength: 80 }),
      fc.nat(6),
      fc.integer({ min: 1, max: 20 }),
      (acts, seed, room) => {
        const { rows, capture, add } = tableOf(0, entryBytes(sampleEntry(0)) * room);
        let isShown: (entry: Entry) => boolean = () => true;
        let pausedAt = Number.POSITIVE_INFINITY;
        let nextId = 1;
        acts.forEach((one, step) => {
          if (one === 'append') add(nextId++);
          if (one === 'change' && capture.length > 0) {
            const entry = capture.at((seed * step) % capture.length) as Entry;
            entry.event = entry.event === 'event' ? 'other' : 'event';
            rows.refresh(entry);
          }
          if (one === 'test') {
            isShown = step % 3 === 0 ? () => true : ({ event, id }) => event === 'event' || id % 3 === 0;
            rows.setTest(isShown);
          }
          if (one === 'pause') {
            const pauses = pausedAt === Number.POSITIVE_INFINITY;
            pausedAt = pauses ? nextId - 1 : Number.POSITIVE_INFINITY;
            rows.setPaused(pauses);
          }
          if (one !== 'list') return;
          const held = Array.from({ length: capture.length }, (_, index) => capture.at(index) as Entry);
          expect(idsOf(rows.list())).toEqual(
            held.filter((e) => e.id <= pausedAt && isShown(e)).map(({ id }) => id),
          );
          expect(rows.waiting()).toBe(held.filter((e) => e.id > pausedAt).length);
        });
      },
    ),
    { numRuns: 500 },
  );
});

interface Table {
  capture: Capture;
  rows: Rows;
  add(id: number): Entry;
}

/** A capture with entries 1 to `count`, and its rows. */
function tableOf(count: number, maxBytes = 1e6): Table {
  const capture = createCapture(maxBytes, ({ id }) => rows.evictThrough(id));
  const rows = createRows(capture);
  const add = (id: number) => {
    const entry = sampleEntry(id);
    capture.append(entry);
    rows.append(entry);
    return entry;
  };
  for (let id = 1; id <= count; id++) add(id);
  return { capture, rows, add };
}

function idsOf(list: Pick<RowList, 'length' | 'at'>): number[] {
  return Array.from({ length: list.length }, (_, index) => list.at(index)?.id ?? Number.NaN);
}
