import { expect, it } from 'vitest';
import { toHex } from '../core/bytes';
import { nameCandidates } from './name-candidates';

const store = {
  name: async (kind: string, _: unknown, bytes: Uint8Array) => `${kind}:${toHex(bytes)}`,
};

it('texts are named as the master keys that they would be: base64 of 32 bytes, or 32 characters', async () => {
  const base64 = Buffer.alloc(32, 7).toString('base64');
  expect(await nameCandidates(store, [base64, 'a'.repeat(32), 'no key'])).toEqual([
    `pusher-master:${'07'.repeat(32)}`,
    `pusher-master:${'61'.repeat(32)}`,
  ]);
});
