import { expect, test } from 'vitest';
import type { Occurrence } from '../core/frame';
import { createWithheld } from './withheld';

function frame(connection: number, seq: number): Occurrence {
  return { kind: 'frame', connection, seq, at: 0, direction: 'received', payload: { text: `${seq}` } };
}

test('frames go on, in order, once their connection is known', () => {
  const states = new Map<number, boolean>();
  const withheld = createWithheld((connection) => states.get(connection));
  for (const seq of [1, 2, 3]) withheld.add(frame(7, seq));
  expect(withheld.takeKnown()).toEqual([]);
  states.set(7, true);
  expect(withheld.takeKnown().map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(withheld.takeKnown()).toEqual([]);
});

test('frames of a connection that speaks no known protocol go nowhere', () => {
  const states = new Map<number, boolean>([[1, false]]);
  const withheld = createWithheld((connection) => states.get(connection));
  withheld.add(frame(1, 1));
  expect(withheld.takeKnown()).toEqual([]);
  states.set(1, true);
  expect(withheld.takeKnown()).toEqual([]);
});

test('no connection has more than eight frames held', () => {
  const withheld = createWithheld(() => true);
  for (let seq = 1; seq <= 20; seq++) withheld.add(frame(1, seq));
  expect(withheld.takeKnown()).toHaveLength(8);
});

test('what was taken stays as it was when more comes', () => {
  const withheld = createWithheld(() => undefined);
  const taken = withheld.takeKnown();
  withheld.add(frame(1, 1));
  expect(taken).toEqual([]);
});

test('of what is more than memory should hold the length is kept', () => {
  const states = new Map<number, boolean>();
  const withheld = createWithheld((connection) => states.get(connection));
  const text = 'x'.repeat(3_000_000);
  for (const seq of [1, 2, 3])
    withheld.add({ kind: 'frame', connection: seq, seq, at: 0, direction: 'received', payload: { text } });
  for (const connection of [1, 2, 3]) states.set(connection, true);
  expect(withheld.takeKnown()).toMatchObject([
    { payload: { text } },
    { payload: { text } },
    { payload: { omitted: 'too-large', bytes: 3_000_000 } },
  ]);
  withheld.add({ kind: 'frame', connection: 4, seq: 4, at: 0, direction: 'received', payload: { text } });
  states.set(4, true);
  expect(withheld.takeKnown()).toMatchObject([{ payload: { text } }]);
});

test('a thousand connections have their first frames held', () => {
  let isKnown: true | undefined;
  const withheld = createWithheld(() => isKnown);
  for (let connection = 1; connection <= 1_000; connection++) withheld.add(frame(connection, connection));
  isKnown = true;
  expect(withheld.takeKnown()).toHaveLength(1_000);
});
