import { expect, it } from 'vitest';
import { createReplays } from './replays';

it('what is told again is not new, as often as it was told before', () => {
  const { begin, isNew } = createReplays();
  expect(['a', 'b', 'a'].map(isNew)).toEqual([true, true, true]);
  begin();
  expect(['a', 'b', 'a', 'a', 'c'].map(isNew)).toEqual([false, false, false, true, true]);
});

it('what is told beside has its own count, and what is known from either is known to both', () => {
  const { beside, isNew } = createReplays();
  isNew('a');
  const isNewBeside = beside();
  expect(['early', 'a', 'a'].map(isNewBeside)).toEqual([true, false, true]);
  expect(isNew('early')).toBe(false);
});

it('what was told first is forgotten past 5,000', () => {
  const { begin, isNew, size } = createReplays();
  for (let i = 0; i <= 5_000; i++) isNew(`request ${i}`);
  expect(size()).toBe(5_000);
  begin();
  expect(isNew('request 1')).toBe(false);
  expect(isNew('request 0')).toBe(true);
});
