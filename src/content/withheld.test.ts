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
