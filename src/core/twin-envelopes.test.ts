import { sha256 } from '@noble/hashes/sha2.js';
import { expect, it } from 'vitest';
import { toBase64, toUtf8 } from './bytes';
import { createTwinEnvelopes } from './twin-envelopes';

it('an envelope that came on two channels names the other one, in both directions', () => {
  const twins = createTwinEnvelopes();
  twins.add(nonce(1), 'a');
  expect(twins.othersOf(nonce(1), 'a')).toEqual([]);
  twins.add(nonce(1), 'b');
  expect([twins.othersOf(nonce(1), 'a'), twins.othersOf(nonce(1), 'b')]).toEqual([['b'], ['a']]);
  expect(twins.othersOf(nonce(2), 'a')).toEqual([]);
});

it('an envelope that comes again on its channel has no twin', () => {
  const twins = createTwinEnvelopes();
  twins.add(nonce(1), 'a');
  twins.add(nonce(1), 'a');
  expect(twins.othersOf(nonce(1), 'a')).toEqual([]);
});

it('of many channels at most four are remembered', () => {
  const twins = createTwinEnvelopes();
  for (const channel of ['a', 'b', 'c', 'd', 'e', 'f']) twins.add(nonce(1), channel);
  expect(twins.othersOf(nonce(1), 'f')).toEqual(['a', 'b', 'c', 'd']);
});

it('older envelopes make room for new ones, and the last ones are nearly all known', () => {
  const twins = createTwinEnvelopes(1_024);
  const nonces = Array.from({ length: 20_000 }, (_, number) => nonce(number));
  for (const one of nonces) twins.add(one, 'a');
  const known = (some: string[]) => some.filter((one) => twins.othersOf(one, 'b').length > 0).length;
  expect(known(nonces)).toBeLessThanOrEqual(1_024);
  expect(known(nonces.slice(-100))).toBeGreaterThan(90);
});

/** 24 bytes in base64 that are the same at every run. */
function nonce(number: number): string {
  return toBase64(sha256(toUtf8(String(number))).slice(0, 24));
}
