import { expect, it } from 'vitest';
import type { FromPanel } from '../messages';
import { createRequests } from './requests';

it('a request resolves with the answer of its number, and with no other', async () => {
  const sent: FromPanel[] = [];
  const requests = createRequests((message) => sent.push(message));
  const first = requests.ask({ type: 'prove', seen: [] });
  const second = requests.ask({ type: 'prove', seen: [] });
  requests.settle({ type: 'proved', request: 2, proofs: [] });
  requests.settle({ type: 'proved', request: 99, proofs: [] });
  requests.settle({
    type: 'proved',
    request: 1,
    proofs: [{ key: 'a', derivation: 'A', tried: ['a'] }],
  });
  expect((await second).proofs).toEqual([]);
  expect((await first).proofs).toEqual([{ key: 'a', derivation: 'A', tried: ['a'] }]);
  expect(sent.map((message) => ('request' in message ? message.request : 0))).toEqual([1, 2]);
});

it('what has no answer yet is asked again on the next line, and nothing else', () => {
  const sent: FromPanel[] = [];
  const requests = createRequests((message) => sent.push(message));
  void requests.ask({ type: 'search', payloads: [], channels: ['a'] });
  void requests.ask({ type: 'verify', checks: [] });
  requests.settle({ type: 'found', request: 1, facts: [] });
  sent.length = 0;
  requests.repeat();
  expect(sent).toEqual([{ type: 'verify', request: 2, checks: [] }]);
});
