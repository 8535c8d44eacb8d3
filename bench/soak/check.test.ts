import { expect, it } from 'vitest';
import { checkLife, type Life } from './check';
import type { ReadRow } from './read-rows';

const FAULTLESS = {
  missing: 0,
  doubled: 0,
  disordered: 0,
  invented: 0,
  lostBacklog: 0,
  dark: 0,
  uncounted: 0,
};

/** Rows of a connection's first frames, then of these numbers. */
function rowsOf(numbers: readonly number[], hasStart = true): ReadRow[] {
  const row = { index: 0, state: 'opened', dropped: 0 };
  const start = ['(open)', 'established', 'subscribe', 'succeeded'].map((event) => ({
    ...row,
    event,
    state: 'control',
    number: undefined,
  }));
  return [...(hasStart ? start : []), ...numbers.map((number) => ({ ...row, event: 'order-sent', number }))];
}

/** Numbers 1 to 10 in a document that was left, 13 to 20 in the live one. */
const life = (change: Partial<Life> = {}): Life => ({
  rows: [...rowsOf(range(1, 10)), ...rowsOf(range(13, 18))],
  documents: [
    { first: 1, received: 10, frames: 13 },
    { first: 13, received: 8, frames: 11 },
  ],
  opened: { before: 2, after: 4 },
  dropped: 0,
  ...change,
});

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

it('a panel that shows what the page has received has no fault, though the page has received more since', () => {
  expect(checkLife(life())).toMatchObject({ ...FAULTLESS, read: 16, left: 1, lastsHeld: 1 });
});

it('what is lacking before a reload is missed there', () => {
  const rows = [...rowsOf(range(1, 9)), ...rowsOf(range(13, 18))];
  expect(checkLife(life({ rows }))).toMatchObject({ missing: 1, lastsHeld: 0, uncounted: 1 });
});

it('so is the end of a document after which nothing came any more', () => {
  expect(checkLife(life({ rows: rowsOf(range(1, 9)) }))).toMatchObject({ missing: 1, lastsHeld: 0 });
});

it.each([
  ['twice', [1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10], { doubled: 1, uncounted: 1 }],
  ['in another order', [1, 3, 2, 4, 5, 6, 7, 8, 9, 10], { disordered: 1, uncounted: 0 }],
  ['that nobody has sent', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], { invented: 1, uncounted: 1 }],
])('a number %s is a fault', (_, numbers, faults) => {
  const rows = [...rowsOf(numbers), ...rowsOf(range(13, 18))];
  expect(checkLife(life({ rows }))).toMatchObject({ ...FAULTLESS, ...faults });
});

it('frames before the backlog are no fault where they are counted as dropped', () => {
  const received = 20_000;
  const documents = [{ first: 1, received, frames: received + 3 }];
  const rows = rowsOf(range(received - 7_091, received), false);
  const late = { rows, documents, opened: { before: received, after: received } };
  const dropped = received + 3 - 7_092;
  expect(checkLife({ ...late, dropped })).toMatchObject(FAULTLESS);
  expect(checkLife({ ...late, dropped: dropped - 1 })).toMatchObject({ uncounted: 1 });
  expect(checkLife({ ...late, rows: rows.slice(5), dropped: dropped + 5 })).toMatchObject({ lostBacklog: 5 });
});

it('an event that was not opened is dark', () => {
  const rows = rowsOf(range(1, 10)).map((row) =>
    row.number === 4 ? { ...row, state: 'dark', number: undefined } : row,
  );
  expect(checkLife(life({ rows }))).toMatchObject({ dark: 1, missing: 1 });
});
