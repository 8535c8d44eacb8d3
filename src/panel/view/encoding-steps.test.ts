import { expect, it } from 'vitest';
import { encodingSteps } from './encoding-steps';

const CHAIN = 'json/utf-8/cipher+aes-256-cbc/base64';
const outcomes = (...args: Parameters<typeof encodingSteps>) =>
  encodingSteps(...args).map(({ name, outcome }) => `${name} ${outcome}`);

it('lists the steps from the right, all done when nothing remains', () => {
  expect(outcomes(CHAIN, { state: 'opened', awaited: false, findings: [], remaining: '' })).toEqual([
    'base64 done',
    'cipher+aes-256-cbc done',
    'utf-8 done',
    'json done',
  ]);
});

it('names the step that failed, and what waits behind it', () => {
  expect(outcomes(CHAIN, { state: 'opened', awaited: false, findings: [], remaining: 'json' }).at(-1)).toBe(
    'json failed',
  );
  expect(
    outcomes(CHAIN, { state: 'unverified', awaited: false, findings: [], remaining: 'json/utf-8' }),
  ).toEqual(['base64 done', 'cipher+aes-256-cbc unverified', 'utf-8 failed', 'json waiting']);
});

it('stops a dark event at its cipher: failed where keys were tried, waiting where there is none', () => {
  const dark = { state: 'dark', awaited: false, remaining: '' } as const;
  const tried = {
    ...dark,
    findings: [{ id: 'ably-wrong-key' as const, tried: ['a'], unpads: false, remaining: '' }],
  };
  expect(outcomes(CHAIN, tried)[1]).toBe('cipher+aes-256-cbc failed');
  expect(outcomes(CHAIN, { ...dark, findings: [{ id: 'ably-no-key', keyBits: 256 }] })[1]).toBe(
    'cipher+aes-256-cbc waiting',
  );
});

it('stops at the delta where its base is missing', () => {
  const findings = [{ id: 'delta-base-missing' } as const];
  const chain = 'json/utf-8/cipher+aes-256-cbc/vcdiff/base64';
  expect(outcomes(chain, { state: 'dark', awaited: false, findings, remaining: '' }).slice(0, 3)).toEqual([
    'base64 done',
    'vcdiff failed',
    'cipher+aes-256-cbc waiting',
  ]);
});
