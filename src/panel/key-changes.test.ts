import { expect, it } from 'vitest';
import type { KeyKind, KeySummary } from '../core/key-summary';
import { compareKeys } from './key-changes';

const [a, b, secret] = [keyOf('a'), keyOf('b'), keyOf('s', undefined, 'app-secret')];

it('a key that comes is fresh, also with another scope; one that stays is not', () => {
  expect(compareKeys([a], [a, b])).toEqual({ fresh: [b], isLess: false });
  const narrow = keyOf('a', 'app');
  expect(compareKeys([a], [narrow])).toEqual({ fresh: [narrow], isLess: true });
  expect(compareKeys([a, b], [b, a])).toEqual({ fresh: [], isLess: false });
});

it('a key that goes leaves less, whatever comes', () => {
  expect(compareKeys([a, b], [b])).toEqual({ fresh: [], isLess: true });
  expect(compareKeys([a], [])).toEqual({ fresh: [], isLess: true });
});

it('app secrets open nothing: they come and go unnoticed', () => {
  expect(compareKeys([a], [a, secret])).toEqual({ fresh: [], isLess: false });
  expect(compareKeys([a, secret], [a])).toEqual({ fresh: [], isLess: false });
});

function keyOf(id: string, app?: string, kind: KeyKind = 'pusher-master'): KeySummary {
  return { id, kind, label: id, scope: { app, channel: undefined }, remembered: false, addedAt: 0 };
}
