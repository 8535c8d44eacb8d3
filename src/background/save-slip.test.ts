import { createHash } from 'node:crypto';
import nacl from 'tweetnacl';
import { expect, it } from 'vitest';
import { toBase64 } from '../core/bytes';
import type { Key } from '../core/keyring';
import type { Sealed, Slip } from '../core/sealed';
import type { KeyStore } from './key-store';
import { saveSlip } from './save-slip';

const text = Buffer.alloc(32, 7).toString('base64');
const key: Key = {
  id: '0123456789ab',
  kind: 'pusher-master',
  label: 'staging',
  scope: { app: 'app', channel: undefined },
  remembered: true,
  addedAt: 1,
  bytes: new Uint8Array(32).fill(7),
  text,
};

async function save(slip: Slip, sealedWith: string | Uint8Array, keys: Key[] = [key]) {
  const added: unknown[][] = [];
  const store: Pick<KeyStore, 'list' | 'add'> = {
    list: async () => keys,
    async add(...added_) {
      added.push(added_);
      const [kind, bytes, label, scope, remembered] = added_;
      return { id: 'ba9876543210', kind, bytes, label, scope, remembered, addedAt: 2 };
    },
  };
  const channel = 'private-encrypted-orders';
  const secret = createHash('sha256').update(channel).update(sealedWith).digest();
  const nonce = nacl.randomBytes(24);
  const ciphertext = toBase64(nacl.secretbox(Buffer.from('{}'), nonce, secret));
  const sample: Sealed = { cipher: 'secretbox', app: 'app', channel, nonce: toBase64(nonce), ciphertext };
  const answer = await saveSlip(store, { type: 'save-slip', request: 5, key: key.id, slip, sample });
  return { answer, added };
}

it('the reading of a key that opens a payload is stored for the same channels and kept as long', async () => {
  const { answer, added } = await save('trailing-newline', `${text}\n`);
  const bytes = new Uint8Array(Buffer.from(`${text}\n`));
  const label = 'staging, with a line break at its end';
  expect(added).toEqual([['pusher-master', bytes, label, key.scope, true, { isOfSlip: true }]]);
  expect(answer).toMatchObject({ type: 'key-added', request: 5, keys: [{ id: 'ba9876543210', label }] });
  expect(answer).not.toHaveProperty('keys.0.bytes');
});

it('of a slip that stands for several readings it is the one that opens it', async () => {
  const { added } = await save('trailing-newline', Uint8Array.of(...key.bytes, 10));
  expect(added[0]?.[1]).toEqual(Uint8Array.of(...key.bytes, 10));
});

it.each<[string, Key[], string]>([
  ['a reading that does not open it', [key], 'No such reading'],
  ['a key that was removed', [], 'is not known any more'],
])('%s is refused, and nothing is stored', async (_, keys, problem) => {
  const { answer, added } = await save('quotes', text, keys);
  expect(added).toEqual([]);
  expect(answer).toMatchObject({
    type: 'key-refused',
    request: 5,
    problem: expect.stringContaining(problem),
  });
});
