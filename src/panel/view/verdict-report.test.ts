import { expect, it } from 'vitest';
import { toVerdict } from '../../core/verdicts';
import { reportText } from './verdict-report';

const nameKey = () => '“staging” (a1b2c3)';

it('a report has problem, evidence and remedy as Markdown', () => {
  const verdict = toVerdict({ id: 'bad-nonce-length', bytes: 12 }, nameKey);
  expect(reportText(verdict, 'order.created on private-encrypted-orders')).toBe(
    [
      '**Nonce of another cipher** (`bad-nonce-length`): order.created on private-encrypted-orders',
      '',
      'The nonce is 12 bytes long; a secretbox nonce has 24. 12 is usual for AES-GCM and ChaCha20-Poly1305.',
      '',
      '- nonce: 12 bytes, not 24',
      '',
      'What to do: Seal with NaCl secretbox (XSalsa20-Poly1305) and a nonce of 24 random bytes.',
      '',
    ].join('\n'),
  );
});

it.each([
  ['markup', '**bold** <img src=x> [link](https://evil.example) `code`'],
  ['lines of its own', 'a\n\n# Title\n- item'],
  ['a megabyte', 'x'.repeat(1e6)],
])('names of the page are text in a report: %s', (_, name) => {
  const finding = { id: 'no-listener', event: name, bound: [name], nearest: name } as const;
  const report = reportText(toVerdict({ ...finding, bound: [name] }, nameKey), `${name} on ${name}`);
  expect(report.length).toBeLessThan(3_000);
  expect(report.split('\n')).toHaveLength(9);
  expect(report.replaceAll('**Nothing listens to it**', '')).not.toMatch(/(?<!\\)(?:\*\*|<img|\[link|#)/);
});
