import { describe, expect, it } from 'vitest';
import { describeReason, type Reason } from './reasons';
import type { Fault } from './sealed';

const faults: Fault[] = [
  { kind: 'no-data' },
  { kind: 'not-encrypted' },
  { kind: 'double-encoded' },
  { kind: 'member-missing', member: 'nonce' },
  { kind: 'bad-base64', member: 'ciphertext' },
  { kind: 'nonce-length', bytes: 12 },
  { kind: 'ciphertext-short', bytes: 1 },
];

const reasons: Reason[] = [
  { kind: 'no-key' },
  { kind: 'wrong-key', tried: ['a'] },
  { kind: 'wrong-key', tried: ['a', 'b'] },
  ...faults.map((fault): Reason => ({ kind: 'malformed', fault })),
];

describe('every reason', () => {
  it.each(reasons)('is said in sentences, a statement and an instruction: %o', (reason) => {
    const said = describeReason(reason);
    expect(said?.problem).toMatch(/^[A-Z].*\.$/);
    expect(said?.remedy).toMatch(/^[A-Z].*\.$/);
  });

  it('has a text of its own', () => {
    expect(new Set(reasons.map((reason) => describeReason(reason)?.problem)).size).toBe(reasons.length);
  });
});

it('nothing is said while the answer is awaited', () => {
  expect(describeReason({ kind: 'waiting' })).toBeUndefined();
});

it('lengths are said in whole words, one byte in the singular', () => {
  expect(describeReason({ kind: 'malformed', fault: { kind: 'ciphertext-short', bytes: 1 } })?.problem).toBe(
    'The ciphertext is 1 byte long; its tag alone has 16.',
  );
  expect(describeReason({ kind: 'malformed', fault: { kind: 'nonce-length', bytes: 12 } })?.problem).toBe(
    'The nonce is 12 bytes long; a secretbox nonce has 24. 12 is usual for AES-GCM and ChaCha20-Poly1305.',
  );
});
