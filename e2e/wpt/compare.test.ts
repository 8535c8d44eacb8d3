import { expect, test } from 'vitest';
import { differencesOf, tallyOf } from './compare';
import type { Report } from './site';

function report(...results: [name: string, status: number, message?: string][]): Report {
  return {
    page: '/a.html',
    status: 0,
    message: null,
    results: results.map(([name, status, message = null]) => ({ name, status, message })),
  };
}

test('pages that came out alike have no differences', () => {
  const one = report(['a', 0], ['b', 1, 'no']);
  expect(differencesOf('/a.html', one, structuredClone(one))).toEqual([]);
});

test.each<[string, Report | undefined]>([
  ['a status', report(['a', 1], ['a', 0])],
  ['a message', report(['a', 0, 'but'], ['a', 0])],
  ['a name', report(['b', 0], ['a', 0])],
  ['a test that is missing', report(['a', 0])],
  ['the second of two of one name', report(['a', 0], ['a', 2])],
  ['the page as a whole', { ...report(['a', 0], ['a', 0]), status: 2 }],
  ['a page that told nothing', undefined],
])('%s makes a difference', (_, hooked) => {
  expect(differencesOf('/a.html', report(['a', 0], ['a', 0]), hooked)).not.toEqual([]);
});

test('a page without a single test counts as a failure', () => {
  expect(tallyOf([report(['a', 0], ['b', 1], ['c', 0]), report(), undefined])).toEqual({
    passed: 2,
    failed: 3,
  });
});
