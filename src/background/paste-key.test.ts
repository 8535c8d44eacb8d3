import { describe, expect, it } from 'vitest';
import type { KeyKind, KeyScope } from '../core/key-summary';
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
    fingerprint: async () => 'abc',
    async add(kind, bytes, label, scope, remember) {
      added.push([kind, bytes, label, scope, remember]);
      const key: Key = {
        id: '0123456789ab',
        kind,
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

const everywhere: KeyScope = { app: undefined, channel: undefined };

async function paste(text: string, label = 'mine', kind: KeyKind = 'pusher-master', scope = everywhere) {
  const store = fakeStore();
  const pasted = { type: 'add-key', request: 7, kind, text, label, scope, remember: true } as const;
  const answer = await storePastedKey(store, pasted);
  return { answer, added: store.added };
}

describe('a pasted key', () => {
  it('is stored when it can be one, and named in the answer without a byte of it', async () => {
    const { answer, added } = await paste(TEXT);
    expect(added).toEqual([['pusher-master', new Uint8Array(32).fill(1), 'mine', everywhere, true]]);
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
    expect((await paste(TEXT, `  ${'a'.repeat(100)} `)).added[0]?.[2]).toBe('a'.repeat(80));
    expect((await paste(TEXT, '   ')).added[0]?.[2]).toBe('Master key');
  });

  it('is read as what it is said to be', async () => {
    const text = Buffer.alloc(16, 1).toString('base64');
    expect((await paste(text)).added).toEqual([]);
    const { answer, added } = await paste(text, '', 'ably-cipher', { app: 'app', channel: 'chat:*' });
    const scope = { app: 'app', channel: 'chat:*' };
    expect(added).toEqual([['ably-cipher', new Uint8Array(16).fill(1), 'Cipher key', scope, true]]);
    expect(answer).toMatchObject({ key: { kind: 'ably-cipher', scope } });
  });

  it('that is a shared secret needs a channel', async () => {
    const { answer, added } = await paste(TEXT, '', 'pusher-shared-secret');
    expect(added).toEqual([]);
    expect(answer).toMatchObject({ type: 'key-refused', remedy: 'Fill in the channel field.' });
    const scope = { app: undefined, channel: 'private-encrypted-x' };
    expect((await paste(TEXT, '', 'pusher-shared-secret', scope)).added).toHaveLength(1);
  });
});
