import { expect, it } from 'vitest';
import { discardLabel, lockedNotice, lockText, unreadableText } from './at-rest-words';

const unnamed = { name: 'key:0', label: undefined };
const named = (label: string) => ({ name: `key:${label}`, label });

it.each([
  [[unnamed], '1 stored key can not be read.'],
  [[unnamed, named('a')], '2 stored keys can not be read: “a” and 1 more.'],
  [['a', 'b', 'c', 'd'].map(named), '4 stored keys can not be read: “a”, “b”, “c”, “d”.'],
  [
    ['a', 'b', 'c', 'd', 'e', 'f'].map(named),
    '6 stored keys can not be read: “a”, “b”, “c”, “d” and 2 more.',
  ],
  [[named('x'.repeat(500))], `1 stored key can not be read: “${'x'.repeat(80)}”.`],
])('keys that can not be read are named, a few by their labels', (keys, problem) => {
  expect(unreadableText(keys).problem).toBe(problem);
});

it('what is locked is counted', () => {
  expect(lockText('locked', 1)).toBe('1 remembered key is locked. Give the passphrase to use it.');
  expect(lockText('locked', 2)).toBe('2 remembered keys are locked. Give the passphrase to use them.');
  expect(lockText('locked', 0)).toContain('Remembered keys are locked');
  expect(lockedNotice(2)).toContain('2 remembered keys are locked. Events that need them stay dark');
  expect([discardLabel(0), discardLabel(2)]).toEqual([
    'Remove passphrase',
    'Remove 2 locked keys and passphrase',
  ]);
});
