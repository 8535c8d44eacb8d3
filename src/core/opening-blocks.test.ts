import { createCipheriv, createDecipheriv } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64, toUtf8 } from './bytes';
import type { Key } from './keyring';
import { createSecretCache, forgetKey, openAll, openSealed } from './opening';
import type { Fact, SealedBlocks } from './sealed';
import vectors from './vectors/ably-opening.json' with { type: 'json' };

const red = keyOf('red', new Uint8Array(32).fill(1), 1);
const green = keyOf('green', new Uint8Array(32).fill(2), 2);
const small = keyOf('small', new Uint8Array(16).fill(3), 3);
const json = 'json/utf-8';

describe('the known answers', () => {
  for (const { id, key_base64, data, encoding, clear, cause, source } of vectors.cases) {
    it(`hold: ${source.repo} (${id})`, async () => {
      const [, rest = '', keyBits] = /^(?:(.*)\/)?cipher\+aes-(128|256)-cbc\/base64$/.exec(encoding) ?? [];
      const key = keyOf('k', fromBase64(key_base64) ?? new Uint8Array(0), 1);
      const sealed = { ...toSealed(data, rest), keyBits: Number(keyBits) as 128 | 256 };
      const fact = await open(sealed, [key]);
      if (clear?.encoding === 'base64') {
        expect(fact).toMatchObject({ outcome: 'unverified', key: 'k', remaining: '' });
        const { plaintext } = fact as Extract<Fact, { outcome: 'unverified' }>;
        expect('text' in plaintext ? toBase64(toUtf8(plaintext.text)) : plaintext.base64).toBe(clear.data);
      } else if (clear) {
        const plaintext = { text: clear.data };
        expect(fact).toEqual({
          outcome: 'opened',
          plaintext,
          key: 'k',
          derivation: undefined,
          remaining: '',
        });
      } else expect(fact).toMatchObject(failures[cause as keyof typeof failures]);
    });
  }
});

const failures = {
  wrong_key: { outcome: 'wrong-key', tried: ['k'] },
  key_size_mismatch: { outcome: 'key-size', keyBits: 256, tried: ['k'] },
  truncated: { outcome: 'malformed', fault: { kind: 'blocks-length', bytes: 16 } },
  plaintext_not_json: { outcome: 'opened', remaining: 'json' },
};

describe('a payload', () => {
  it('opens with the key that encrypted it, which the fact names', async () => {
    expect(await open(seal(red, '{"a":1}', json), [small, green, red])).toEqual({
      outcome: 'opened',
      plaintext: { text: '{"a":1}' },
      key: 'red',
      derivation: undefined,
      remaining: '',
    });
  });

  it('opens to an empty text when nothing was encrypted', async () => {
    const sealed = seal(red, '', 'utf-8');
    expect(await open(sealed, [red])).toMatchObject({ outcome: 'opened', plaintext: { text: '' } });
  });

  it('of text that is no JSON is opened, and still has json', async () => {
    expect(await open(seal(red, 'a', json), [red])).toMatchObject({
      outcome: 'opened',
      plaintext: { text: 'a' },
      remaining: 'json',
    });
  });

  it('keeps what is not known of its encoding', async () => {
    expect(await open(seal(red, 'a', 'rot13/utf-8'), [red])).toMatchObject({
      outcome: 'opened',
      remaining: 'rot13',
    });
    expect(await open(seal(red, 'a', 'rot13'), [red])).toMatchObject({
      outcome: 'unverified',
      plaintext: { text: 'a' },
      remaining: 'rot13',
    });
  });

  it('stays dark without a key in scope, and under master keys', async () => {
    expect(await open(seal(red, 'x', json), [])).toEqual({ outcome: 'no-key' });
    expect(await open(seal(red, 'x', json), [{ ...red, kind: 'pusher-master' }])).toEqual({
      outcome: 'no-key',
    });
    const scope = { app: undefined, channel: 'other' };
    expect(await open(seal(red, 'x', json), [{ ...red, scope }])).toEqual({ outcome: 'no-key' });
  });

  it('names only the keys of its length as tried, and all of them where none has it', async () => {
    const dark = seal(keyOf('none', new Uint8Array(32).fill(8), 0), 'x'.repeat(20), json);
    expect(await open(dark, [small, green, red])).toEqual({ outcome: 'wrong-key', tried: ['green', 'red'] });
    expect(await open(dark, [small])).toEqual({ outcome: 'key-size', keyBits: 256, tried: ['small'] });
  });
});

describe('a key that unpads by luck', () => {
  const lucky = findLucky('{"a":"Zürich"}');
  const sealed = seal(red, '{"a":"Zürich"}', json);

  it('is not believed, and the next one is tried', async () => {
    expect(await open(sealed, [lucky, red])).toMatchObject({ outcome: 'opened', key: 'red' });
  });

  it('gives a plaintext that is called unverified where no other key does better', async () => {
    expect(await open(sealed, [green, lucky])).toMatchObject({
      outcome: 'unverified',
      key: 'lucky',
      plaintext: { base64: expect.any(String) },
      remaining: json,
    });
  });

  it('is not tried first the next time', async () => {
    const cache = createSecretCache();
    await openSealed(sealed, [lucky], cache);
    expect(cache.cipherWays.size).toBe(0);
  });
});

describe('a malformed payload is said to be so, with a key and without', () => {
  it.each([
    ['no base64', 'A', { kind: 'bad-base64', member: 'ciphertext' }],
    ['nothing', '', { kind: 'blocks-length', bytes: 0 }],
    ['an IV only', toBase64(new Uint8Array(16)), { kind: 'blocks-length', bytes: 16 }],
    ['half a block', toBase64(new Uint8Array(40)), { kind: 'blocks-length', bytes: 40 }],
  ])('%s', async (_, ciphertext, fault) => {
    for (const keyring of [[red], []]) {
      expect(await open(toSealed(ciphertext, json), keyring)).toEqual({ outcome: 'malformed', fault });
    }
  });
});

describe('the cache', () => {
  it('lets the key that opened the channel last go first', async () => {
    const cache = createSecretCache();
    await openSealed(seal(red, 'x', 'utf-8'), [green, red], cache);
    const dark = seal(keyOf('none', new Uint8Array(32).fill(8), 0), 'x'.repeat(20), json);
    expect(await openSealed(dark, [green, red], cache)).toMatchObject({ tried: ['red', 'green'] });
  });

  it('imports a key once, and holds nothing of a forgotten one', async () => {
    const cache = createSecretCache();
    await openAll([seal(red, 'x', 'utf-8'), seal(red, 'y', 'utf-8')], [green, red], cache);
    const { imported } = cache.cipherKeys.get('red') ?? {};
    await openSealed(seal(red, 'z', 'utf-8'), [green, red], cache);
    expect(cache.cipherKeys.get('red')?.imported).toBe(imported);
    forgetKey(cache, 'red');
    expect([...cache.cipherKeys.keys()]).toEqual(['green']);
    expect(cache.cipherWays.size).toBe(0);
  });
});

it('all payloads of a chunk are answered in their order', async () => {
  const texts = Array.from({ length: 50 }, (_, index) => `${index}`.repeat(1 + ((index * 7) % 50)));
  const facts = await openAll(
    texts.map((text) => seal(red, text, 'utf-8')),
    [green, red],
    createSecretCache(),
  );
  expect(facts.map((fact) => 'plaintext' in fact && fact.plaintext)).toEqual(texts.map((text) => ({ text })));
});

function open(sealed: SealedBlocks, keyring: readonly Key[]): Promise<Fact> {
  return Promise.resolve(openSealed(sealed, keyring, createSecretCache()));
}

function toSealed(ciphertext: string, encoding: string): SealedBlocks {
  return { cipher: 'aes-cbc', keyBits: 256, app: 'app', channel: 'chat', ciphertext, encoding };
}

function seal(key: Key, plaintext: string, encoding: string): SealedBlocks {
  const iv = new Uint8Array(16).fill(9);
  const cipher = createCipheriv('aes-256-cbc', key.bytes, iv);
  return toSealed(Buffer.concat([iv, cipher.update(plaintext), cipher.final()]).toString('base64'), encoding);
}

/** A wrong key whose garbage has a right padding and is no UTF-8. */
function findLucky(plaintext: string): Key {
  const { ciphertext } = seal(red, plaintext, json);
  const blocks = Buffer.from(ciphertext, 'base64');
  for (let seed = 0; ; seed++) {
    const bytes = new Uint8Array(32).fill(7);
    new DataView(bytes.buffer).setUint32(0, seed);
    const garbage = decrypt(bytes, blocks);
    if (garbage && !isUtf8(garbage)) return keyOf('lucky', bytes, 9);
  }
}

function decrypt(key: Uint8Array, blocks: Buffer): Buffer | undefined {
  const decipher = createDecipheriv('aes-256-cbc', key, blocks.subarray(0, 16));
  try {
    return Buffer.concat([decipher.update(blocks.subarray(16)), decipher.final()]);
  } catch {
    return undefined;
  }
}

function isUtf8(bytes: Buffer): boolean {
  return Buffer.from(bytes.toString('utf8')).equals(bytes);
}

function keyOf(id: string, bytes: Uint8Array, addedAt: number): Key {
  const scope = { app: undefined, channel: undefined };
  return { id, kind: 'ably-cipher', label: id, scope, remembered: false, addedAt, bytes };
}
