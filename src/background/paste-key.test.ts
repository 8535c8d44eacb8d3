import { describe, expect, it } from 'vitest';
import { slipReadings } from '../core/crypto/slips';
import type { KeyChoice } from '../core/key-reading';
import type { KeyKind, KeyScope } from '../core/key-summary';
import type { Key } from '../core/keyring';
import type { KeyStore } from './key-store';
import { storePastedKey } from './paste-key';

const TEXT = Buffer.alloc(32, 1).toString('base64');

function fakeStore(): Pick<KeyStore, 'add'> & { added: unknown[][] } {
  const added: unknown[][] = [];
  return {
    added,
    async add(kind, bytes, label, scope, remember, origin) {
      added.push([kind, bytes, label, scope, remember, origin]);
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

const asPasted = (text: string) => ({ text, isOfSlip: false });
const everywhere: KeyScope = { app: undefined, channel: undefined };

async function paste(
  text: string,
  label = 'mine',
  kind: KeyKind = 'pusher-master',
  scope = everywhere,
  choices?: KeyChoice[],
) {
  const store = fakeStore();
  const pasted = { type: 'add-key', request: 7, kind, text, label, scope, remember: true } as const;
  const answer = await storePastedKey(store, choices ? { ...pasted, choices } : pasted);
  return { answer, added: store.added };
}

describe('a pasted key', () => {
  it('is stored when it can be one, and named in the answer without a byte of it', async () => {
    const { answer, added } = await paste(TEXT);
    expect(added).toEqual([
      ['pusher-master', new Uint8Array(32).fill(1), 'mine', everywhere, true, asPasted(TEXT)],
    ]);
    expect(answer).toMatchObject({
      type: 'key-added',
      request: 7,
      keys: [{ id: '0123456789ab', label: 'mine' }],
    });
    expect(JSON.stringify(answer)).not.toContain(TEXT.slice(0, 20));
    expect(answer).not.toHaveProperty('keys.0.bytes');
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
    expect(added).toEqual([
      ['ably-cipher', new Uint8Array(16).fill(1), 'Cipher key', scope, true, asPasted(text)],
    ]);
    expect(answer).toMatchObject({ keys: [{ kind: 'ably-cipher', scope }] });
  });

  it('that is a shared secret needs a channel', async () => {
    const { answer, added } = await paste(TEXT, '', 'pusher-shared-secret');
    expect(added).toEqual([]);
    expect(answer).toMatchObject({ type: 'key-refused', remedy: 'Fill in the channel field.' });
    const scope = { app: undefined, channel: 'private-encrypted-x' };
    expect((await paste(TEXT, '', 'pusher-shared-secret', scope)).added).toHaveLength(1);
  });
});

describe('what is chosen of a paste', () => {
  const other = Buffer.alloc(32, 2).toString('base64');
  const env = `STAGING_MASTER_KEY=${TEXT}\nPRODUCTION_MASTER_KEY=${other}\n`;

  it('is stored, each reading with its label and the piece that it came from', async () => {
    const { answer, added } = await paste(env, '', 'pusher-master', everywhere, [
      { index: 0, label: 'staging' },
      { index: 1, label: '' },
    ]);
    expect(added).toEqual([
      [
        'pusher-master',
        new Uint8Array(32).fill(1),
        'staging',
        everywhere,
        true,
        asPasted(`STAGING_MASTER_KEY=${TEXT}`),
      ],
      [
        'pusher-master',
        new Uint8Array(32).fill(2),
        'Master key',
        everywhere,
        true,
        asPasted(`PRODUCTION_MASTER_KEY=${other}`),
      ],
    ]);
    expect(answer).toMatchObject({
      type: 'key-added',
      keys: [{ label: 'staging' }, { label: 'Master key' }],
    });
  });

  it('may be what a slip makes of a reading: that is stored as of a slip, whatever its length', async () => {
    const text = 'this is 32 bytes 123456789012345';
    const variant = slipReadings(text, Buffer.from(text)).findIndex(({ slip }) => slip === 'quotes');
    const { added } = await paste(text, '', 'pusher-master', everywhere, [{ index: 0, variant, label: 'q' }]);
    const quoted = new Uint8Array(Buffer.from(`"${text}"`));
    expect(added).toEqual([
      ['pusher-master', quoted, 'q', everywhere, true, { text: undefined, isOfSlip: true }],
    ]);
  });

  it('of another length than keys have is stored as of a slip', async () => {
    const letters = Buffer.alloc(24, 1).toString('base64');
    const { added } = await paste(letters, '', 'pusher-master', everywhere, [{ index: 2, label: 'short' }]);
    expect(added[0]?.[1]).toHaveLength(24);
    expect(added[0]?.[5]).toEqual({ text: letters, isOfSlip: true });
  });

  it.each<[string, KeyChoice[]]>([
    ['no reading', []],
    [
      'a reading that the text does not have',
      [
        { index: 0, label: '' },
        { index: 9, label: '' },
      ],
    ],
    ['a slip that the reading does not have', [{ index: 0, variant: 99, label: '' }]],
  ])('that is %s is refused, and nothing is stored', async (_, choices) => {
    const { answer, added } = await paste(env, '', 'pusher-master', everywhere, choices);
    expect(added).toEqual([]);
    expect(answer).toMatchObject({ type: 'key-refused', request: 7 });
  });

  it('needs a channel where one of them is a shared secret', async () => {
    const { added } = await paste(TEXT, '', 'pusher-master', everywhere, [
      { index: 0, label: '' },
      { index: 1, label: '' },
    ]);
    expect(added).toEqual([]);
  });
});
