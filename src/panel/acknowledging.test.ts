import { beforeEach, expect, it } from 'vitest';
import { type Acknowledging, createAcknowledging } from './acknowledging';
import { sampleBatch } from './sample-traffic';

let acknowledging: Acknowledging;
let sent: [string, number][];
const take = (document: string, through: number, bytes: number) =>
  acknowledging.take(sampleBatch([], { document, bytes }), through);

beforeEach(() => {
  sent = [];
  acknowledging = createAcknowledging(800, (...said) => sent.push(said));
});

it('what has come is acknowledged in parts of an eighth of the bound', () => {
  for (let i = 1; i <= 5; i++) take('a', i, 50);
  expect(sent).toEqual([
    ['a', 2],
    ['a', 4],
  ]);
});

it('what is larger at once', () => {
  take('a', 1, 5_000);
  expect(sent).toEqual([['a', 1]]);
});

it('each document by itself, one that is back from the start', () => {
  take('a', 1, 60);
  take('b', 1, 60);
  expect(sent).toEqual([]);
  acknowledging.forget('a');
  take('a', 2, 60);
  take('b', 2, 60);
  expect(sent).toEqual([['b', 2]]);
});
