import { describe, expect, it } from 'vitest';
import { KEY_KINDS } from './key-summary';
import { describeReason, describeUnverified, mayOpenLater, type Reason } from './reasons';
import type { Fault } from './sealed';

const faults: Fault[] = [
  { kind: 'no-data' },
  { kind: 'not-encrypted' },
  { kind: 'double-encoded' },
  { kind: 'member-missing', member: 'nonce' },
  { kind: 'bad-base64', member: 'ciphertext' },
  { kind: 'nonce-length', bytes: 12 },
  { kind: 'ciphertext-short', bytes: 1 },
  { kind: 'blocks-length', bytes: 31 },
  { kind: 'unknown-cipher', name: 'cipher+aes-256-gcm' },
  { kind: 'bad-encoding', step: 'base64', remaining: 'utf-8/base64' },
  { kind: 'delta-base-missing' },
  { kind: 'delta-broken' },
  { kind: 'unreadable', form: 'MessagePack' },
  { kind: 'not-kept' },
];

const reasons: Reason[] = [
  { kind: 'no-key' },
  { kind: 'wrong-key', tried: ['a'] },
  { kind: 'wrong-key', tried: ['a', 'b'] },
  { kind: 'key-size', keyBits: 128, tried: ['a'] },
  { kind: 'key-size', keyBits: 256, tried: ['a', 'b'] },
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

  it('has the same problem for every kind of key: only the remedy names one', () => {
    for (const reason of reasons) {
      const problems = KEY_KINDS.map((kind) => describeReason(reason, kind)?.problem);
      expect(new Set(problems).size).toBe(1);
    }
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

it('without a key the kind that the channel needs is asked for', () => {
  expect(KEY_KINDS.map((kind) => describeReason({ kind: 'no-key' }, kind)?.remedy)).toEqual([
    'Add the 32-byte master key of the app.',
    'Add the 32-byte shared secret of the channel.',
    'Add the cipher key of the channel.',
  ]);
});

it('a cipher key may be wrong and is never said to be: AES-CBC does not tell', () => {
  const words = [
    describeReason({ kind: 'wrong-key', tried: ['a'] }, 'ably-cipher')?.remedy,
    describeUnverified('').problem,
    describeUnverified('json/utf-8').problem,
  ];
  for (const said of words) expect(said).toMatch(/key may be wrong/);
  expect(words.join()).not.toMatch(/is wrong|decrypted wrongly/);
});

it('a name that the page made is cut', () => {
  const fault: Fault = { kind: 'unknown-cipher', name: 'x'.repeat(1e6) };
  expect(describeReason({ kind: 'malformed', fault })?.problem.length).toBeLessThan(80);
});

it('another key may help where keys were the reason, and not where the form is', () => {
  expect(reasons.filter(mayOpenLater).map(({ kind }) => kind)).toEqual([
    'no-key',
    'wrong-key',
    'wrong-key',
    'key-size',
    'key-size',
  ]);
});
