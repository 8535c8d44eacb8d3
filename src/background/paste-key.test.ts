import { describe, expect, it } from 'vitest';
import type { Key } from '../core/keyring';
import type { KeyStore } from './key-store';
import { storePastedKey } from './paste-key';

const TEXT = Buffer.alloc(32, 1).toString('base64');

function fakeStore(): KeyStore & { added: unknown[][] } {
  const added: unknown[][] = [];
  return {
    added,
    list: async () => [],
    remove: async () => undefined,
    async add(bytes, label, scope, remember) {
      added.push([bytes, label, scope, remember]);
      const key: Key = {
        id: '0123456789ab',
        kind: 'pusher-master',
        label,
        scope,
        remembered: remember,
        addedAt: 1,
        bytes,
      };
      return key;
    },
  };
}

const paste = (text: string, label = 'mine', scope: object = { app: undefined }) => {
  const pasted = {
    type: 'add-key',
    request: 7,
    text,
    label,
    scope: scope as { app: undefined },
    remember: true,
  } as const;
  const store = fakeStore();
  return storePastedKey(store, pasted).then((answer) => ({ answer, added: store.added }));
};

describe('a pasted key', () => {
  it('is stored when it can be one, and named in the answer without a byte of it', async () => {
    const { answer, added } = await paste(TEXT);
    expect(added).toEqual([[new Uint8Array(32).fill(1), 'mine', { app: undefined }, true]]);
    expect(answer).toMatchObject({
      type: 'key-added',
      request: 7,
      key: { id: '0123456789ab', label: 'mine' },
    });
    expect(JSON.stringify(answer)).not.toContain(TEXT.slice(0, 20));
    expect(answer).not.toHaveProperty('key.bytes');
  });

  it.each(['', 'a', TEXT.slice(4), `${TEXT}AAAA`])(
    'that can be none is refused, and nothing is stored: %j',
    async (text) => {
      const { answer, added } = await paste(text);
      expect(added).toEqual([]);
      expect(answer).toMatchObject({
        type: 'key-refused',
        request: 7,
        problem: expect.stringMatching(/\.$/),
      });
      if (text.length > 1) expect(JSON.stringify(answer)).not.toContain(text);
    },
  );

  it('gets a trimmed label of at most 80 characters, or a name of its own', async () => {
    expect((await paste(TEXT, `  ${'a'.repeat(100)} `)).added[0]?.[1]).toBe('a'.repeat(80));
    expect((await paste(TEXT, '   ')).added[0]?.[1]).toBe('Master key');
  });
});
