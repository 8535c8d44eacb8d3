import nacl from 'tweetnacl';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fromBase64, toBase64, toUtf8 } from './bytes';
import { deriveOfSlip, deriveSharedSecret } from './crypto/shared-secret';
import { DERIVATIONS } from './derivations';
import type { KeyKind } from './key-summary';
import type { Key } from './keyring';
import { createSecretCache, forgetKey, keysOfWays, openSealed, searchSealed } from './opening';
import type { Derivation, Fact, SealedBox } from './sealed';

const channel = 'private-encrypted-orders';
const red = keyOf('red', 1);
const green = keyOf('green', 2);
const blue = keyOf('blue', 3);

describe('a payload', () => {
  it('opens with the key that sealed it, which the fact names', () => {
    expect(open(seal(red, '{"a":1}'), [blue, red])).toEqual({
      outcome: 'opened',
      plaintext: { text: '{"a":1}' },
      key: 'red',
      derivation: 'A',
      remaining: '',
    });
  });

  it('opens to an empty text when nothing was sealed', () => {
    expect(open(seal(red, ''), [red])).toMatchObject({ outcome: 'opened', plaintext: { text: '' } });
  });

  it('opens to base64 when the plaintext is not UTF-8', () => {
    const bytes = Uint8Array.of(0xff, 0xfe, 0);
    expect(open(seal(red, bytes), [red])).toMatchObject({ plaintext: { base64: toBase64(bytes) } });
  });

  it('stays dark without a key in scope', () => {
    expect(open(seal(red, 'x'), [])).toEqual({ outcome: 'no-key' });
    for (const scope of [
      { app: 'other', channel: undefined },
      { app: undefined, channel: 'other-*' },
    ]) {
      expect(open(seal(red, 'x'), [{ ...red, scope }])).toEqual({ outcome: 'no-key' });
    }
    expect(open(seal(red, 'x'), [{ ...red, kind: 'ably-cipher' }])).toEqual({ outcome: 'no-key' });
  });

  it('stays dark under other keys, and the fact names those that were tried, in that order', () => {
    expect(open(seal(red, 'x'), [green, blue])).toEqual({ outcome: 'wrong-key', tried: ['blue', 'green'] });
  });

  it('stays dark when it was sealed for another channel', () => {
    expect(open({ ...seal(red, 'x'), channel: `${channel}-2` }, [red]).outcome).toBe('wrong-key');
  });

  it('stays dark when any byte of it was altered', () => {
    const sealed = seal(red, 'abc');
    for (let at = 0; at < 19; at++) {
      const bytes = fromBase64(sealed.ciphertext) ?? new Uint8Array(0);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      expect(open({ ...sealed, ciphertext: toBase64(bytes) }, [red]).outcome).toBe('wrong-key');
    }
  });
});

describe('a shared secret', () => {
  const secret = {
    ...keyOf('secret', 0, 'pusher-shared-secret'),
    bytes: deriveSharedSecret('B', channel, red.bytes),
  };

  it('opens its channel as it is, without a derivation', () => {
    expect(open(seal(red, 'x', channel, 'B'), [blue, secret])).toMatchObject({
      outcome: 'opened',
      key: 'secret',
      derivation: undefined,
    });
  });

  it('is derived from by nothing', () => {
    const sealed = seal({ ...red, bytes: secret.bytes }, 'x');
    expect(open(sealed, [secret])).toEqual({ outcome: 'wrong-key', tried: ['secret'] });
  });
});

describe('the search', () => {
  afterEach(() => void vi.restoreAllMocks());

  it.each(DERIVATIONS)('finds derivation %s, and then needs one secretbox per event', (derivation) => {
    const cache = createSecretCache();
    const sealed = seal(red, 'x', channel, derivation);
    const keyring = [blue, green, red];
    expect(search(sealed, keyring, [], cache)).toMatchObject({ outcome: 'opened', key: 'red', derivation });
    const boxes = vi.spyOn(nacl.secretbox, 'open');
    expect(openSealed(sealed, keyring, cache)).toMatchObject({ outcome: 'opened', key: 'red', derivation });
    expect(boxes).toHaveBeenCalledTimes(1);
  });

  it('tries derivation A of every key before B of any', () => {
    const box = seal(red, 'x');
    const boxes = vi.spyOn(nacl.secretbox, 'open');
    expect(open(box, [blue, green, red])).toMatchObject({ key: 'red', derivation: 'A' });
    expect(boxes.mock.calls.map(([, , secret]) => secret)).toEqual(
      [blue, green, red].map((key) => deriveSharedSecret('A', channel, key.bytes)),
    );
  });

  it('tries what has opened the channel before anything else, the last way first', () => {
    const cache = createSecretCache();
    search(seal(red, 'x', channel, 'C'), [blue, green, red], [], cache);
    search(seal(blue, 'x', channel, 'B'), [blue, green, red], [], cache);
    const boxes = vi.spyOn(nacl.secretbox, 'open');
    openSealed(seal(green, 'x'), [blue, green, red], cache);
    expect(boxes.mock.calls.slice(0, 3).map(([, , secret]) => secret)).toEqual([
      deriveSharedSecret('B', channel, blue.bytes),
      deriveSharedSecret('C', channel, red.bytes),
      deriveSharedSecret('A', channel, blue.bytes),
    ]);
  });

  it('is left to samples: a dark live event costs one secretbox per key and per way that opened the channel', () => {
    const cache = createSecretCache();
    const secret = keyOf('secret', 8, 'pusher-shared-secret');
    search(seal(red, 'x', channel, 'D'), [red], [], cache);
    const boxes = vi.spyOn(nacl.secretbox, 'open');
    const { outcome } = openSealed(seal(keyOf('none', 9), 'x'), [red, blue, secret], cache) as Fact;
    expect(outcome).toBe('wrong-key');
    expect(boxes).toHaveBeenCalledTimes(4);
  });

  it('finds the other channel that a payload was sealed for, among those that are named', () => {
    const sealed = { ...seal(red, 'x', 'private-encrypted-other'), channel };
    expect(search(sealed, [blue, red], ['private-encrypted-third'])).toMatchObject({ outcome: 'wrong-key' });
    expect(search(sealed, [blue, red], ['private-encrypted-third', 'private-encrypted-other'])).toMatchObject(
      {
        outcome: 'opened',
        key: 'red',
        detour: { kind: 'other-channel', channel: 'private-encrypted-other' },
      },
    );
  });

  it('finds it by the shared secret of the other channel as well', () => {
    const bytes = deriveSharedSecret('A', 'private-encrypted-other', red.bytes);
    const scope = { app: undefined, channel: 'private-encrypted-other' };
    const other = { ...keyOf('other', 4, 'pusher-shared-secret'), scope, bytes };
    const sealed = { ...seal(red, 'x', 'private-encrypted-other'), channel };
    expect(search(sealed, [blue, other], [])).toMatchObject({
      key: 'other',
      detour: { kind: 'other-channel', channel: 'private-encrypted-other' },
    });
  });

  it('opens the next live event with the other channel’s secret that was found, and not with one of another app', () => {
    const bytes = deriveSharedSecret('A', 'private-encrypted-other', red.bytes);
    const scope = { app: undefined, channel: 'private-encrypted-other' };
    const other = { ...keyOf('other', 4, 'pusher-shared-secret'), scope, bytes };
    const sealed = { ...seal(red, 'x', 'private-encrypted-other'), channel };
    const cache = createSecretCache();
    expect(search(sealed, [blue, other], [], cache)).toMatchObject({ outcome: 'opened' });
    expect([...keysOfWays([sealed], cache)]).toEqual(['other']);
    expect(openSealed(sealed, [blue, other], cache)).toMatchObject({ outcome: 'opened', key: 'other' });
    expect(openSealed(sealed, [other], cache)).toMatchObject({ outcome: 'opened', key: 'other' });
    const elsewhere = { ...other, scope: { ...scope, app: 'another' } };
    const ofApp = { ...sealed, app: 'app' };
    search(ofApp, [blue, other], [], cache);
    expect(openSealed(ofApp, [blue, elsewhere], cache)).toMatchObject({ outcome: 'wrong-key' });
  });

  it('finds what was sealed with the master key itself', () => {
    const nonce = nacl.randomBytes(24);
    const box = nacl.secretbox(toUtf8('x'), nonce, red.bytes);
    const sealed = { ...seal(red, 'x'), nonce: toBase64(nonce), ciphertext: toBase64(box) };
    const fact = search(sealed, [blue, red], []);
    expect(fact).toMatchObject({ outcome: 'opened', key: 'red', detour: { kind: 'direct' } });
    expect(fact).toHaveProperty('derivation', undefined);
  });

  it.each([
    ['a line break', 'trailing-newline', (key: Key) => toUtf8(`${toBase64(key.bytes)}\n`)],
    ['the letters of its base64', 'base64-text', (key: Key) => toUtf8(toBase64(key.bytes))],
    ['its hexadecimal digits', 'hex-text', (key: Key) => toUtf8(Buffer.from(key.bytes).toString('hex'))],
    ['quotes', 'quotes', (key: Key) => toUtf8(`"${toBase64(key.bytes)}"`)],
  ])('finds a slip in the key: %s', (_, slip, readingOf) => {
    const cache = createSecretCache();
    const sealed = sealWith(deriveOfSlip(channel, readingOf(red)), 'x');
    // The letters of the base64 under derivation A are derivation C.
    const found = slip === 'base64-text' ? { derivation: 'C' } : { detour: { kind: 'slip', slip } };
    expect(search(sealed, [blue, red], [], cache)).toMatchObject({ outcome: 'opened', key: 'red', ...found });
    expect(openSealed(sealed, [blue, red], cache)).toMatchObject({ outcome: 'opened', key: 'red', ...found });
  });

  it('says that it searched where nothing opens', () => {
    const sealed = seal(keyOf('none', 9), 'x');
    expect(search(sealed, [red], [channel])).toEqual({
      outcome: 'wrong-key',
      tried: ['red'],
      searched: true,
    });
  });

  it('keeps the dear readings to the keys that are named', () => {
    const sealed = seal(red, 'x', channel, 'B');
    const scope = { channels: [], keys: ['blue'] };
    expect(searchSealed(sealed, [blue, red], createSecretCache(), scope)).toMatchObject({
      outcome: 'wrong-key',
    });
  });
});

describe('a malformed payload is said to be so, with a key and without', () => {
  const good = seal(red, 'x');
  it.each([
    ['nonce of 12 bytes', { nonce: toBase64(new Uint8Array(12)) }, { kind: 'nonce-length', bytes: 12 }],
    ['nonce of 32 bytes', { nonce: toBase64(new Uint8Array(32)) }, { kind: 'nonce-length', bytes: 32 }],
    ['empty nonce', { nonce: '' }, { kind: 'nonce-length', bytes: 0 }],
    ['url-safe nonce', { nonce: '-'.repeat(32) }, { kind: 'bad-base64', member: 'nonce' }],
    [
      'ciphertext of 15 bytes',
      { ciphertext: toBase64(new Uint8Array(15)) },
      { kind: 'ciphertext-short', bytes: 15 },
    ],
    ['empty ciphertext', { ciphertext: '' }, { kind: 'ciphertext-short', bytes: 0 }],
    ['unpadded ciphertext', { ciphertext: 'QUFBQ' }, { kind: 'bad-base64', member: 'ciphertext' }],
    [
      'ciphertext with a line feed',
      { ciphertext: `${good.ciphertext}\n` },
      { kind: 'bad-base64', member: 'ciphertext' },
    ],
  ])('%s', (_, change, fault) => {
    expect(open({ ...good, ...change }, [red])).toEqual({ outcome: 'malformed', fault });
    expect(open({ ...good, ...change }, [])).toEqual({ outcome: 'malformed', fault });
  });
});

describe('the cache', () => {
  it('changes no answer', () => {
    const cache = createSecretCache(2);
    for (let round = 0; round < 3; round++) {
      for (const name of ['a', 'b', 'c', 'd']) {
        const sealed = seal(red, name, name);
        expect(openSealed(sealed, [blue, green, red], cache)).toEqual(open(sealed, [blue, green, red]));
      }
    }
  });

  it('never grows over its bound', () => {
    const cache = createSecretCache(5);
    for (let i = 0; i < 50; i++) openSealed(seal(red, 'x', `channel-${i}`), [blue, red], cache);
    expect(cache.secrets.size).toBe(5);
    expect(cache.ways.size).toBe(5);
  });

  it('keeps nothing for a channel whose name no server would take, and opens it all the same', () => {
    const cache = createSecretCache();
    const sealed = seal(red, 'x', 'c'.repeat(100_000));
    expect(openSealed(sealed, [red], cache)).toMatchObject({ outcome: 'opened' });
    expect(cache.secrets.size + cache.ways.size).toBe(0);
  });

  it('lets the key that opened the channel last go first', () => {
    const cache = createSecretCache();
    openSealed(seal(red, 'x'), [blue, green, red], cache);
    expect(openSealed(seal(keyOf('none', 9), 'x'), [blue, green, red], cache)).toEqual({
      outcome: 'wrong-key',
      tried: ['red', 'blue', 'green'],
    });
  });

  it('opens nothing with a key that is no longer in the keyring', () => {
    const cache = createSecretCache();
    openSealed(seal(red, 'x'), [red], cache);
    expect(openSealed(seal(red, 'x'), [], cache)).toEqual({ outcome: 'no-key' });
  });

  it('holds nothing of a forgotten key', () => {
    const cache = createSecretCache();
    openSealed(seal(red, 'x'), [blue, red], cache);
    forgetKey(cache, 'red');
    expect([...cache.secrets.values()].map((entry) => entry.key)).toEqual(['blue']);
    expect(cache.ways.size).toBe(0);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses a bound of %d entries', (maxEntries) => {
    expect(() => createSecretCache(maxEntries)).toThrow(RangeError);
  });
});

function search(
  sealed: SealedBox,
  keyring: readonly Key[],
  channels: readonly string[],
  cache = createSecretCache(),
): Fact {
  return searchSealed(sealed, keyring, cache, { channels, keys: undefined }) as Fact;
}

function open(sealed: SealedBox, keyring: readonly Key[]): Fact {
  return openSealed(sealed, keyring, createSecretCache()) as Fact;
}

function seal(
  key: Key,
  plaintext: string | Uint8Array,
  name = channel,
  derivation: Derivation = 'A',
): SealedBox {
  return sealWith(deriveSharedSecret(derivation, name, key.bytes), plaintext, name);
}

function sealWith(secret: Uint8Array, plaintext: string | Uint8Array, name = channel): SealedBox {
  const nonce = nacl.randomBytes(24);
  const bytes = typeof plaintext === 'string' ? toUtf8(plaintext) : plaintext;
  const box = nacl.secretbox(bytes, nonce, secret);
  return {
    cipher: 'secretbox',
    app: 'app',
    channel: name,
    nonce: toBase64(nonce),
    ciphertext: toBase64(box),
  };
}

// From 0x80 on derivation D differs from A.
function keyOf(id: string, seed: number, kind: KeyKind = 'pusher-master'): Key {
  const bytes = new Uint8Array(32).fill(0x80 + seed);
  const scope = { app: undefined, channel: undefined };
  return { id, kind, label: id, scope, remembered: false, addedAt: seed, bytes };
}
