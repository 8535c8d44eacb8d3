import { createCipheriv, createHash, createHmac } from 'node:crypto';
import nacl from 'tweetnacl';
import { describe, expect, it } from 'vitest';
import { toBase64, toHex } from '../core/bytes';
import { deriveSharedSecret } from '../core/crypto/shared-secret';
import type { TestedReading } from '../core/key-reading';
import type { KeyScope } from '../core/key-summary';
import type { Derivation, Sealed } from '../core/sealed';
import type { KeyStore } from './key-store';
import { testKey } from './test-key';

const key = Uint8Array.from({ length: 32 }, (_, index) => (index * 37 + 251) & 255);
const base64 = toBase64(key);
const text32 = 'this is 32 bytes 123456789012345';
const letters = toBase64(key.slice(0, 24));
const everywhere: KeyScope = { app: undefined, channel: undefined };
const orders = 'private-encrypted-orders';
const payments = 'private-encrypted-payments';

/** Names as the key store makes them; it has nothing else, so nothing can be stored. */
const store: Pick<KeyStore, 'name'> = {
  name: async (kind, { app = '', channel = '' }, bytes) =>
    createHmac('sha256', 'naming')
      .update(`${kind}\0${app}\0${channel}\0`)
      .update(bytes)
      .digest('hex')
      .slice(0, 12),
};

function sealWith(secret: Uint8Array, channel: string, app: string | undefined = 'app'): Sealed {
  const nonce = nacl.randomBytes(24);
  const box = nacl.secretbox(Buffer.from('{"id":7}'), nonce, secret);
  return { cipher: 'secretbox', app, channel, nonce: toBase64(nonce), ciphertext: toBase64(box) };
}

function seal(masterKey: Uint8Array, channel: string, derivation: Derivation = 'A', app = 'app'): Sealed {
  return sealWith(deriveSharedSecret(derivation, channel, masterKey), channel, app);
}

function sealAsRuby(bytes: Uint8Array, channel: string): Sealed {
  return sealWith(createHash('sha256').update(channel).update(bytes).digest(), channel);
}

function encrypt(cipherKey: Uint8Array, encoding = 'json/utf-8', plaintext = '{"id":7}'): Sealed {
  const iv = Buffer.alloc(16, 1);
  const bits = (cipherKey.length * 8) as 128 | 256;
  const cipher = createCipheriv(`aes-${bits}-cbc`, cipherKey, iv);
  const ciphertext = Buffer.concat([iv, cipher.update(plaintext), cipher.final()]).toString('base64');
  return { cipher: 'aes-cbc', keyBits: bits, app: 'app', channel: 'chat', ciphertext, encoding };
}

type Test = Partial<{
  samples: Sealed[];
  seen: { app: string | undefined; channel: string; id: string }[];
  scope: KeyScope;
}>;

async function test(
  text: string,
  { samples = [], seen = [], scope = everywhere }: Test,
): Promise<TestedReading[]> {
  const answer = await testKey(store, { type: 'test-key', request: 3, text, samples, seen, scope });
  if (answer.type !== 'key-tested') throw new Error(answer.type);
  expect(answer.request).toBe(3);
  const said = JSON.stringify(answer);
  for (const bytes of [key, key.slice(0, 24)]) {
    expect(said).not.toContain(toBase64(bytes).slice(0, 20));
    expect(said).not.toContain(toHex(bytes).slice(0, 20));
  }
  return answer.readings;
}

const ofKind = (readings: TestedReading[], kind: TestedReading['kind']) =>
  readings.filter((reading) => reading.kind === kind);

describe('a pasted key is tried on what was captured', () => {
  const samples = [
    seal(key, orders),
    seal(key, orders),
    seal(key, payments),
    seal(Buffer.alloc(32, 1), payments),
  ];

  it('and counted: what it opens, of how many, on how many channels', async () => {
    const [master] = await test(`${base64}\n`, { samples });
    expect(master).toMatchObject({
      kind: 'pusher-master',
      opened: 3,
      of: 4,
      channels: 2,
      outside: 0,
      proved: [],
    });
    expect(master?.notes).toEqual(['there was a line break at its end']);
    expect(master?.id).toMatch(/^[0-9a-f]{12}$/);
  });

  it('within its scope; what it opens outside is counted for itself', async () => {
    const scope = { app: 'app', channel: 'private-encrypted-o*' };
    expect((await test(base64, { samples, scope }))[0]).toMatchObject({
      opened: 2,
      of: 2,
      channels: 1,
      outside: 1,
    });
    const elsewhere = { app: 'other', channel: undefined };
    expect((await test(base64, { samples, scope: elsewhere }))[0]).toMatchObject({
      opened: 0,
      of: 0,
      outside: 3,
    });
  });

  it.each(['B', 'C', 'D'] as const)('under derivation %s, which is said', async (derivation) => {
    const [master] = await test(base64, { samples: [seal(key, orders, derivation)] });
    expect(master).toMatchObject({
      opened: 1,
      findings: [{ id: 'other-derivation', derivation, key: master?.id }],
    });
  });

  it('as a shared secret it finds the channel that it is for, and is named for that', async () => {
    const secret = deriveSharedSecret('A', payments, key);
    const [shared] = ofKind(await test(toBase64(secret), { samples }), 'pusher-shared-secret');
    expect(shared).toMatchObject({ channel: payments, opened: 1, of: 2, channels: 1 });
    expect(shared?.id).toBe(
      await store.name('pusher-shared-secret', { app: undefined, channel: payments }, new Uint8Array(secret)),
    );
  });

  it('of Ably it says which need another length, and which it fits by the padding alone', async () => {
    const [cipher] = ofKind(
      await test(base64, { samples: [encrypt(key), encrypt(key, ''), encrypt(key.slice(16))] }),
      'ably-cipher',
    );
    expect(cipher).toMatchObject({ opened: 1, of: 3, unverified: 1, otherSize: 1, channels: 1 });
  });

  it('opens nothing of another environment, and nothing when nothing is there', async () => {
    const [stranger] = await test(toBase64(Buffer.alloc(32, 9)), { samples });
    expect(stranger).toMatchObject({ opened: 0, of: 4, outside: 0 });
    expect((await test(base64, {}))[0]).toMatchObject({ opened: 0, of: 0 });
  });
});

describe('an ambiguous text is tried in every reading', () => {
  it('of 32 characters the text itself may work', async () => {
    const readings = ofKind(
      await test(letters, { samples: [seal(Buffer.from(letters), orders)] }),
      'pusher-master',
    );
    expect(readings).toMatchObject([
      { bytes: 32, form: 'the text itself', opened: 1 },
      { bytes: 24, form: 'base64', opened: 0 },
    ]);
  });

  it('or the 24 bytes that it is as base64, on a server that checks no length', async () => {
    const readings = ofKind(
      await test(letters, { samples: [sealAsRuby(key.slice(0, 24), orders)] }),
      'pusher-master',
    );
    expect(readings).toMatchObject([
      { bytes: 32, opened: 0, slip: undefined },
      { bytes: 24, opened: 1, slip: undefined },
    ]);
  });

  it('and what a slip makes of it is an option of its own where it opens something', async () => {
    const quoted = Buffer.from(`"${text32}"`);
    const samples = [sealAsRuby(quoted, orders), sealAsRuby(quoted, payments)];
    const readings = ofKind(await test(text32, { samples }), 'pusher-master');
    expect(readings).toMatchObject([
      { bytes: 32, opened: 0 },
      {
        bytes: 34,
        slip: 'quotes',
        opened: 2,
        of: 2,
        channels: 2,
        findings: [{ id: 'key-slip', slip: 'quotes' }],
      },
    ]);
    expect(readings[1]?.id).toBe(await store.name('pusher-master', everywhere, new Uint8Array(quoted)));
  });
});

describe('secrets of auth replies prove a key before any event', () => {
  const seenOf = async (channel: string, secret: Uint8Array, app = 'app') => ({
    app,
    channel,
    id: await store.name('pusher-shared-secret', { app, channel }, new Uint8Array(secret)),
  });

  it.each(['A', 'B', 'C', 'D'] as const)('that derives them by derivation %s', async (derivation) => {
    const seen = [
      await seenOf(orders, deriveSharedSecret(derivation, orders, key)),
      await seenOf(payments, Buffer.alloc(32, 1)),
    ];
    expect((await test(base64, { seen }))[0]).toMatchObject({ proved: [orders] });
  });

  it('that is the secret', async () => {
    const secret = deriveSharedSecret('A', orders, key);
    const readings = await test(toBase64(secret), { seen: [await seenOf(orders, secret)] });
    expect(ofKind(readings, 'pusher-shared-secret')).toMatchObject([{ proved: [orders], channel: orders }]);
    expect(ofKind(readings, 'pusher-master')).toMatchObject([{ proved: [] }]);
  });

  it('also by a slip', async () => {
    const secret = createHash('sha256').update(orders).update(`${base64}\n`).digest();
    const readings = ofKind(await test(base64, { seen: [await seenOf(orders, secret)] }), 'pusher-master');
    expect(readings).toMatchObject([
      { proved: [], slip: undefined },
      { proved: [orders], slip: 'trailing-newline' },
    ]);
  });
});

it('a test of many samples in many readings lets others go first in between', async () => {
  const samples = Array.from({ length: 300 }, (_, index) =>
    seal(Buffer.alloc(32, 1), `private-encrypted-${index}`),
  );
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  await test([1, 2, 3, 4].map((fill) => Buffer.alloc(32, fill + 4).toString('base64')).join('\n'), {
    samples,
  });
  clearInterval(timer);
  expect(turns).toBeGreaterThan(2);
});
