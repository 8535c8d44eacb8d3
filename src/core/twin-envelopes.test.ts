import { expect, it } from 'vitest';
import { createTwinEnvelopes } from './twin-envelopes';

it('an envelope that came on two channels names the other one, in both directions', () => {
  const twins = createTwinEnvelopes();
  twins.add('n1', 'a');
  expect(twins.othersOf('n1', 'a')).toEqual([]);
  twins.add('n1', 'b');
  expect([twins.othersOf('n1', 'a'), twins.othersOf('n1', 'b')]).toEqual([['b'], ['a']]);
  expect(twins.othersOf('n2', 'a')).toEqual([]);
});

it('an envelope that comes again on its channel has no twin', () => {
  const twins = createTwinEnvelopes();
  twins.add('n1', 'a');
  twins.add('n1', 'a');
  expect(twins.othersOf('n1', 'a')).toEqual([]);
});

it('of many channels at most four are remembered', () => {
  const twins = createTwinEnvelopes();
  for (const channel of ['a', 'b', 'c', 'd', 'e', 'f']) twins.add('n1', channel);
  expect(twins.othersOf('n1', 'f')).toEqual(['a', 'b', 'c', 'd']);
});

it('the oldest envelopes are forgotten, the last half of the bound is always known', () => {
  const twins = createTwinEnvelopes(100);
  for (let i = 0; i < 1_000; i++) twins.add(`n${i}`, 'a');
  expect(twins.othersOf('n0', 'b')).toEqual([]);
  for (let i = 950; i < 1_000; i++) expect(twins.othersOf(`n${i}`, 'b')).toEqual(['a']);
});
