import { describe, expect, it } from 'vitest';
import { KEY_KINDS, type KeyKind, type KeyScope } from './key-summary';
import { type Key, keysFor, toSummary } from './keyring';
import type { Sealed } from './sealed';

const any: KeyScope = { app: undefined, channel: undefined };
const ofApp: KeyScope = { app: 'app', channel: undefined };
const ofChannel: KeyScope = { app: undefined, channel: 'private-encrypted-x' };

describe('a summary', () => {
  it('says everything of a key but its bytes', () => {
    const key = keyOf('k', { ...ofApp, channel: 'chat:*' }, 5);
    const { bytes: _, ...rest } = key;
    expect(toSummary(key)).toEqual(rest);
    expect(JSON.stringify(toSummary(key))).not.toContain('bytes');
  });

  it('is its own object: changing it leaves the key alone', () => {
    const key = keyOf('k', ofApp, 5);
    toSummary(key).scope.app = 'other';
    expect(key.scope.app).toBe('app');
  });
});

describe('the order', () => {
  it('is: keys of the channel, of the app, of any, the newest first in each', () => {
    const keyring = [
      keyOf('any-old', any, 1),
      keyOf('app-old', ofApp, 2),
      keyOf('any-new', any, 9),
      keyOf('channel-old', ofChannel, 0),
      keyOf('app-new', ofApp, 3),
      keyOf('channel-new', { ...any, channel: 'private-*' }, 4),
      keyOf('both', { ...ofApp, channel: 'private-encrypted-x' }, 0),
    ];
    expect(ids(keyring, 'app')).toEqual([
      'both',
      'channel-new',
      'channel-old',
      'app-new',
      'app-old',
      'any-new',
      'any-old',
    ]);
  });

  it('of the keyring itself is left as it is', () => {
    const keyring = Object.freeze([keyOf('a', any, 1), keyOf('b', any, 2)]);
    expect(ids(keyring, 'app')).toEqual(['b', 'a']);
  });
});

describe('the scope', () => {
  it('keeps out keys of another app', () => {
    const keyring = [keyOf('other', { ...any, app: 'other' }, 1), keyOf('app', ofApp, 1)];
    expect(ids(keyring, 'app')).toEqual(['app']);
  });

  it('keeps out keys of another channel, whatever their app', () => {
    const elsewhere = { channel: 'private-encrypted-y*' };
    expect(
      ids([keyOf('a', { ...any, ...elsewhere }, 1), keyOf('b', { ...ofApp, ...elsewhere }, 1)], 'app'),
    ).toEqual([]);
  });

  it('lets every app in where the app is not known, keys for any app first', () => {
    expect(ids([keyOf('scoped', ofApp, 9), keyOf('any', any, 1)], undefined)).toEqual(['any', 'scoped']);
  });
});

it.each<[Sealed['cipher'], KeyKind[]]>([
  ['secretbox', ['pusher-master', 'pusher-shared-secret']],
  ['aes-cbc', ['ably-cipher']],
])('only keys of the kinds that open %s are tried', (cipher, kinds) => {
  const keyring = KEY_KINDS.map((kind) => ({ ...keyOf(kind, any, 1), kind }));
  expect(ids(keyring, 'app', cipher)).toEqual(kinds);
});

function ids(
  keyring: readonly Key[],
  app: string | undefined,
  cipher: Sealed['cipher'] = 'secretbox',
): string[] {
  const at = { app, channel: 'private-encrypted-x', ciphertext: '' };
  const sealed: Sealed =
    cipher === 'secretbox' ? { cipher, ...at, nonce: '' } : { cipher, ...at, keyBits: 128, encoding: '' };
  return keysFor(keyring, sealed).map((key) => key.id);
}

function keyOf(id: string, scope: KeyScope, addedAt: number): Key {
  const bytes = new Uint8Array(32).fill(addedAt);
  return { id, kind: 'pusher-master', label: id, scope, remembered: false, addedAt, bytes };
}
