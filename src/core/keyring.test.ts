import { expect, it } from 'vitest';
import { type Key, keysFor, toSummary } from './keyring';
import type { Sealed } from './sealed';

it('a summary says everything of a key but its bytes', () => {
  const key = keyOf('k', 'app', 5);
  const { bytes: _, ...rest } = key;
  expect(toSummary(key)).toEqual(rest);
  expect(JSON.stringify(toSummary(key))).not.toContain('bytes');
});

it('a summary is its own object: changing it leaves the key alone', () => {
  const key = keyOf('k', 'app', 5);
  toSummary(key).scope.app = 'other';
  expect(key.scope.app).toBe('app');
});

it('the keys of the app come first, then those for any app, the newest first in both', () => {
  const keyring = [
    keyOf('any-old', undefined, 1),
    keyOf('app-old', 'app', 2),
    keyOf('any-new', undefined, 4),
  ];
  expect(ids([...keyring, keyOf('app-new', 'app', 3)], 'app')).toEqual([
    'app-new',
    'app-old',
    'any-new',
    'any-old',
  ]);
});

it('a key of another app is not tried', () => {
  expect(ids([keyOf('other', 'other', 1), keyOf('app', 'app', 1)], 'app')).toEqual(['app']);
});

it('every key may be tried where the app is not known, those for any app first', () => {
  const keyring = [keyOf('scoped', 'app', 9), keyOf('any', undefined, 1)];
  expect(ids(keyring, undefined)).toEqual(['any', 'scoped']);
});

it('the order of the keyring itself is left as it is', () => {
  const keyring = Object.freeze([keyOf('a', undefined, 1), keyOf('b', undefined, 2)]);
  expect(ids(keyring, 'app')).toEqual(['b', 'a']);
});

function ids(keyring: readonly Key[], app: string | undefined): string[] {
  const sealed: Sealed = {
    cipher: 'secretbox',
    app,
    channel: 'private-encrypted-x',
    nonce: '',
    ciphertext: '',
  };
  return keysFor(keyring, sealed).map((key) => key.id);
}

function keyOf(id: string, app: string | undefined, addedAt: number): Key {
  const bytes = new Uint8Array(32).fill(addedAt);
  return { id, kind: 'pusher-master', label: id, scope: { app }, remembered: false, addedAt, bytes };
}
