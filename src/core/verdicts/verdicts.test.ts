import { describe, expect, it } from 'vitest';
import { type Finding, mayOpenLater, severityOf, toVerdict, VERDICT_IDS, VERDICTS, worstOf } from '.';
import { ablyVerdicts } from './ably';
import type { Definition } from './verdict';

const nameKey = (id: string) => `“staging” (${id.slice(0, 6)})`;
const examples = VERDICT_IDS.map((id) => VERDICTS[id].example as Finding);

describe('every verdict', () => {
  it.each(examples)('is said in sentences, a statement and an instruction: %o', (finding) => {
    const { problem, remedy, title } = toVerdict(finding, nameKey);
    expect(problem).toMatch(/^[A-Z\d].*\.$/s);
    expect(remedy).toMatch(/^[A-Z].*[.?]$/s);
    expect(title).not.toMatch(/\.$/);
  });

  it.each(examples)('has the id of its own example and evidence in names and values: %o', (finding) => {
    const verdict = toVerdict(finding, nameKey);
    expect(verdict.id).toBe(finding.id);
    for (const { name, value } of verdict.evidence) expect([name, value]).not.toContain('');
  });

  it('has one level at least, and a severity', () => {
    for (const id of VERDICT_IDS) {
      const { level, severity } = VERDICTS[id] as Definition<Finding>;
      expect(level.length).toBeGreaterThan(0);
      expect(['fault', 'warning', 'info']).toContain(severity);
    }
  });
});

it('a cipher key may be wrong and is never said to be: AES-CBC does not tell', () => {
  const findings: Finding[] = [
    { id: 'ably-wrong-key', tried: ['a'], unpads: false, remaining: '' },
    { id: 'ably-wrong-key', tried: ['a'], unpads: true, remaining: 'json/utf-8' },
    { id: 'ably-unconfirmed', key: 'a' },
  ];
  for (const finding of findings) {
    const { problem, remedy } = toVerdict(finding, nameKey);
    expect(`${problem} ${remedy}`).toMatch(/key may be wrong/);
  }
  expect(JSON.stringify(Object.keys(ablyVerdicts))).not.toMatch(/decrypted/);
});

it('secretbox authenticates: nothing about it is a maybe', () => {
  for (const id of ['wrong-key', 'other-channel', 'master-key-direct', 'key-slip'] as const) {
    const { problem } = toVerdict(VERDICTS[id].example as Finding, nameKey);
    expect(problem).not.toMatch(/may be/);
  }
});

it('a name that the page made is cut', () => {
  const { problem } = toVerdict({ id: 'unknown-cipher', name: 'x'.repeat(1e6) }, nameKey);
  expect(problem.length).toBeLessThan(80);
});

it('lengths are said in whole words, one byte in the singular', () => {
  const said = (finding: Finding) => toVerdict(finding, nameKey).problem;
  expect(said({ id: 'truncated', what: 'ciphertext', bytes: 1, limit: false })).toBe(
    'The ciphertext is 1 byte long; its tag alone has 16.',
  );
  expect(said({ id: 'bad-nonce-length', bytes: 12 })).toBe(
    'The nonce is 12 bytes long; a secretbox nonce has 24. 12 is usual for AES-GCM and ChaCha20-Poly1305.',
  );
});

it('another key may help where keys were the reason, and not where the form is', () => {
  expect(examples.filter((finding) => mayOpenLater([finding])).map(({ id }) => id)).toEqual([
    'no-key',
    'wrong-key',
    'ably-no-key',
    'ably-key-size',
    'ably-wrong-key',
  ]);
});

it('the worst of several is the one that is most severe', () => {
  expect(worstOf([])).toBeUndefined();
  expect(worstOf(['previous-key'])).toBe('info');
  expect(worstOf(['previous-key', 'no-key', 'size-budget'])).toBe('warning');
  expect(worstOf(['no-key', 'other-channel', 'previous-key'])).toBe('fault');
  expect(severityOf('ably-clear-on-cipher')).toBe('info');
});
