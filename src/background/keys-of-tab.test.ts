import { expect, it } from 'vitest';
import type { Key } from '../core/keyring';
import { keyMessages, keyringFor } from './keys-of-tab';
import type { Stores } from './stores';

function key(id: string, channel?: string, learned?: true): Key {
  const scope = { app: 'app', channel };
  const bytes = new Uint8Array(32).fill(7);
  const known = {
    id,
    kind: 'pusher-shared-secret',
    label: id,
    scope,
    remembered: false,
    addedAt: 1,
    bytes,
  } as const;
  return learned ? { ...known, learned } : known;
}

const pasted = [key('pasted', 'a'), key('both', 'b')];
const learned = [key('both', 'b', true), key('learned', 'b', true), key('elsewhere', 'c', true)];

function stores(): Pick<Stores, 'keys' | 'learned'> {
  return {
    keys: {
      list: async () => pasted,
      add: async () => key('new'),
      remove: async () => undefined,
      name: async () => '',
      atRest: async () => ({ lock: 'open', locked: [], unreadable: [{ name: 'key:0', label: 'lost' }] }),
      usePassphrase: async () => undefined,
      removeUnreadable: async () => undefined,
    },
    learned: {
      isOn: () => true,
      list: (tab) => (tab === 1 ? learned : []),
      unreadable: () => [{ name: 'learned:1:0', label: undefined }],
      removeUnreadable: async () => undefined,
      setOn: async () => undefined,
      learn: async () => false,
      forgetTab: async () => undefined,
      forgetAll: async () => undefined,
    },
  };
}

const idsFor = async (tab: number, channels: string[]) =>
  (
    await keyringFor(
      tab,
      stores(),
      channels.map((channel) => ({ channel })),
    )
  ).map(({ id }) => id);

it('what was learned opens payloads of its tab and channels only', async () => {
  expect(await idsFor(1, ['b', 'x'])).toEqual(['pasted', 'both', 'both', 'learned']);
  expect(await idsFor(1, ['x'])).toEqual(['pasted', 'both']);
  expect(await idsFor(2, ['b'])).toEqual(['pasted', 'both']);
});

it('panels are told of every key of their tab once, without a byte of one', async () => {
  const [keys, atRest, state] = await keyMessages(1, stores());
  expect(keys).toMatchObject({
    type: 'keys',
    keys: ['pasted', 'both', 'learned', 'elsewhere'].map((id) => ({ id })),
  });
  expect(state).toEqual({ type: 'learning', isOn: true, learned: 3 });
  expect(atRest).toEqual({
    type: 'at-rest',
    lock: 'open',
    locked: [],
    unreadable: [
      { name: 'key:0', label: 'lost' },
      { name: 'learned:1:0', label: undefined },
    ],
  });
  expect(JSON.stringify(keys)).not.toContain('bytes');
  expect((await keyMessages(2, stores())).at(-1)).toEqual({ type: 'learning', isOn: true, learned: 0 });
});
