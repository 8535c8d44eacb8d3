import { expect, it } from 'vitest';
import { createProvenKeys, createSamples } from './samples';

const depths = (count: number, samples = createSamples(), channel = 'a') =>
  Array.from({ length: count }, () => samples.next(channel).kind);

it('the first dark events of a channel get every reading, the next a cheaper search', () => {
  const kinds = depths(20);
  expect(kinds.slice(0, 8)).toEqual(Array(8).fill('all'));
  expect(kinds.slice(8)).toEqual(Array(12).fill('proven'));
});

it('a fault of one event in a hundred is met among the first, and among many', () => {
  const kinds = depths(1_000);
  expect(kinds.slice(0, 72)).not.toContain('none');
  // From there on no eight in a row are passed over, as long as the budget lasts.
  expect(kinds.slice(72, 600).join().includes(Array(8).fill('none').join())).toBe(false);
});

it('a channel costs a bounded number of samples, however many events it has', () => {
  expect(depths(100_000).filter((kind) => kind !== 'none')).toHaveLength(168);
});

it('so do all channels together: a page may invent any number', () => {
  const samples = createSamples();
  let taken = 0;
  for (let i = 0; i < 10_000; i++) taken += samples.next(`channel-${i}`).kind === 'none' ? 0 : 1;
  expect(taken).toBe(6_000);
});

it('when keys change everything is worth another look', () => {
  const samples = createSamples();
  depths(100_000, samples);
  samples.restart();
  expect(samples.next('a').kind).toBe('all');
});

it('keys are proven for their app alone', () => {
  const proven = createProvenKeys();
  proven.add('one', 'k1');
  proven.add('one', 'k1');
  proven.add('two', 'k2');
  expect(['one', 'two', 'three'].map((app) => [...proven.of(app)])).toEqual([['k1'], ['k2'], []]);
});
