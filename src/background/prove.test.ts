import { expect, it, vi } from 'vitest';
import { toBase64, toHex, toUtf8 } from '../core/bytes';
import { deriveOfSlip, deriveSharedSecret } from '../core/crypto/shared-secret';
import { DERIVATIONS } from '../core/derivations';
import type { Key } from '../core/keyring';
import type { Derivation } from '../core/sealed';
import { createProve } from './prove';
import type { Sealing } from './sealing';

/** As good as an HMAC here: another id for other bytes, app or channel. */
const fingerprint = vi.fn<Sealing['fingerprint']>(async (kind, { app, channel }, bytes) =>
  JSON.stringify([kind, app, channel, toHex(bytes)]),
);
const master = Uint8Array.from({ length: 32 }, (_, i) => 200 + i);
const channel = 'private-encrypted-a';

function key(id: string, change: Partial<Key> = {}): Key {
  return {
    id,
    kind: 'pusher-master',
    label: id,
    scope: { app: undefined, channel: undefined },
    remembered: false,
    addedAt: 1,
    bytes: master,
    ...change,
  };
}

async function seen(derivation: Derivation, bytes = master) {
  const secret = new Uint8Array(deriveSharedSecret(derivation, channel, bytes));
  return {
    app: 'app',
    channel,
    id: await fingerprint('pusher-shared-secret', { app: 'app', channel }, secret),
  };
}

it.each(DERIVATIONS)('a master key proves the secret that it derives in way %s', async (derivation) => {
  const prove = createProve(fingerprint);
  const other = key('other', { bytes: new Uint8Array(32).fill(1) });
  expect(await prove([await seen(derivation)], [other, key('own')])).toEqual([
    { key: 'own', derivation, tried: ['other', 'own'] },
  ]);
});

it('a pasted shared secret proves itself, a learned one proves nothing', async () => {
  const prove = createProve(fingerprint);
  const bytes = deriveSharedSecret('A', channel, master);
  const secret = key('secret', { kind: 'pusher-shared-secret', bytes, scope: { app: undefined, channel } });
  expect(await prove([await seen('A')], [secret])).toEqual([
    { key: 'secret', derivation: undefined, tried: ['secret'] },
  ]);
  expect(await prove([await seen('A')], [{ ...secret, learned: true }])).toEqual([
    { key: undefined, derivation: undefined, tried: [] },
  ]);
});

it('a key that was stored as what a slip has made of one proves what servers derive of it', async () => {
  const prove = createProve(fingerprint);
  const bytes = toUtf8(`${toBase64(master)}\n`);
  const secret = new Uint8Array(deriveOfSlip(channel, bytes));
  const id = await fingerprint('pusher-shared-secret', { app: 'app', channel }, secret);
  expect(await prove([{ app: 'app', channel, id }], [key('slip', { bytes })])).toEqual([
    { key: 'slip', derivation: 'A', tried: ['slip'] },
  ]);
});

it('keys of another app or channel, and of another kind, are not tried', async () => {
  const prove = createProve(fingerprint);
  const keys = [
    key('app', { scope: { app: 'other', channel: undefined } }),
    key('channel', { scope: { app: undefined, channel: 'private-encrypted-b' } }),
    key('secret', { kind: 'app-secret' }),
    key('short', { bytes: new Uint8Array(31) }),
  ];
  expect(await prove([await seen('A')], keys)).toEqual([
    { key: undefined, derivation: undefined, tried: ['short'] },
  ]);
});

it('what a key derives for a channel is named once', async () => {
  const prove = createProve(fingerprint);
  const wanted = await seen('A');
  await prove([wanted, wanted], [key('own')]);
  const before = fingerprint.mock.calls.length;
  await prove([wanted], [key('own')]);
  expect(fingerprint.mock.calls.length).toBe(before);
});
