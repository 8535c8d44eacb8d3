import { beforeEach, expect, it, vi } from 'vitest';
import { toBase64 } from '../core/bytes';
import type { SeenReplySecret } from './auth-replies';
import { createFakeBrowser, type FakeBrowser } from './fake-browser';
import { createLearnedStore, type LearnedStore } from './learned-store';
import { createSealing, type Sealing } from './sealing';

let browser: FakeBrowser;
vi.mock('webextension-polyfill', () => ({
  default: {
    get storage() {
      return browser.polyfill.storage;
    },
  },
}));

let sealing: Sealing;
let store: LearnedStore;
const forgotten: string[] = [];
const open = () => createLearnedStore(sealing, (id) => forgotten.push(id));
const session = () => browser.polyfill.storage.session.values;
const local = () => browser.polyfill.storage.local.values;
const channelsOf = (tab: number) => store.list(tab).map(({ scope }) => scope.channel);

function secret(n: number): SeenReplySecret {
  const id = n.toString(16).padStart(12, '0');
  return { id, app: 'app', channel: `private-encrypted-${n}`, bytes: new Uint8Array(32).fill(n) };
}

beforeEach(async () => {
  browser = createFakeBrowser();
  forgotten.length = 0;
  vi.stubGlobal('indexedDB', browser.indexedDB);
  sealing = await createSealing();
  store = await open();
  return () => vi.unstubAllGlobals();
});

it('nothing is learned until the user has said so', async () => {
  expect(store.isOn()).toBe(false);
  expect(await store.learn(1, [secret(1)])).toBe(false);
  expect(store.list(1)).toEqual([]);
  expect(session()).toEqual({});
});

it('what is learned holds for its tab, app and channel, sealed and in this session only', async () => {
  await store.setOn(true);
  expect(await store.learn(1, [secret(1), secret(2)])).toBe(true);
  expect(await store.learn(1, [secret(1)])).toBe(false);
  expect(store.list(2)).toEqual([]);
  expect(store.list(1)[0]).toMatchObject({
    id: secret(1).id,
    kind: 'pusher-shared-secret',
    scope: { app: 'app', channel: 'private-encrypted-1' },
    remembered: false,
    learned: true,
    bytes: new Uint8Array(32).fill(1),
  });
  expect(Object.keys(session()).sort()).toEqual([`learned:1:${secret(1).id}`, `learned:1:${secret(2).id}`]);
  expect(local()).toEqual({ learning: true });
  expect(JSON.stringify(session())).not.toContain(toBase64(new Uint8Array(30).fill(1)));
});

it('a later start of the background knows the switch and what was learned, and leaves alone what is not its own', async () => {
  await store.setOn(true);
  await store.learn(1, [secret(1)]);
  Object.assign(session(), {
    'learned:1:zzz': {},
    'learned:1:00000000000f': { app: 'app', channel: 'c', addedAt: 1, iv: 'AAAA', sealed: 'AAAA' },
    'key:000000000001': {},
  });
  store = await open();
  expect(store.isOn()).toBe(true);
  expect(store.list(1)).toMatchObject([{ id: secret(1).id, bytes: secret(1).bytes }]);
});

it('turning learning off, forgetting, and a tab that closes leave nothing behind', async () => {
  await store.setOn(true);
  await store.learn(1, [secret(1)]);
  await store.learn(2, [secret(2), secret(3)]);
  await store.forgetTab(1);
  expect(channelsOf(1)).toEqual([]);
  expect(channelsOf(2)).toHaveLength(2);
  // The answer to its last request was still on its way.
  await store.learn(1, [secret(1)]);
  expect(Object.keys(session())).toHaveLength(2);
  await store.forgetAll();
  expect(session()).toEqual({});
  await store.learn(2, [secret(2)]);
  await store.setOn(false);
  expect(session()).toEqual({});
  expect(local()).toEqual({});
  expect(forgotten).toEqual([secret(1), secret(2), secret(3), secret(2)].map(({ id }) => id));
});

it('what is being learned while learning is turned off does not stay', async () => {
  await store.setOn(true);
  await Promise.all([store.learn(1, [secret(1)]), store.setOn(false), store.learn(1, [secret(2)])]);
  expect(session()).toEqual({});
  expect(store.list(1)).toEqual([]);
});

it('where storage fails nothing that was learned opens anything any more', async () => {
  await store.setOn(true);
  await store.learn(1, [secret(1), secret(2)]);
  browser.polyfill.storage.session.remove = () => Promise.reject(new Error('The disk is gone'));
  await expect(store.setOn(false)).rejects.toThrow('The disk is gone');
  expect(store.isOn()).toBe(false);
  expect(store.list(1)).toEqual([]);
  expect(forgotten).toEqual([secret(1).id, secret(2).id]);
});

it('what was left of a time when learning was on is forgotten at the next start', async () => {
  await store.setOn(true);
  await store.learn(1, [secret(1)]);
  delete local().learning;
  store = await open();
  expect(store.list(1)).toEqual([]);
  expect(session()).toEqual({});
});

it('a tab keeps the last 500', async () => {
  await store.setOn(true);
  await store.learn(
    1,
    Array.from({ length: 502 }, (_, n) => secret(n)),
  );
  expect(store.list(1)).toHaveLength(500);
  expect(channelsOf(1)[0]).toBe('private-encrypted-501');
  expect(channelsOf(1)).not.toContain('private-encrypted-1');
  expect(Object.keys(session())).toHaveLength(500);
});

it('a secret that can not be read is told of until it goes with its tab, is learned again or removed', async () => {
  await store.setOn(true);
  await store.learn(1, [secret(1), secret(2), secret(3)]);
  const name = (n: number) => `learned:1:${secret(n).id}`;
  for (const n of [1, 2, 3]) (session()[name(n)] as { sealed: string }).sealed = 'AAAA';
  session()['learned:2:x'] = null;
  store = await open();
  expect(store.list(1)).toEqual([]);
  const told = () => store.unreadable().map((record) => record.name);
  expect(told().sort()).toEqual([name(1), name(2), name(3), 'learned:2:x']);
  expect(store.unreadable()).toContainEqual({ name: name(1), label: 'secret of private-encrypted-1' });
  await store.learn(1, [secret(1)]);
  await store.removeUnreadable([name(1), name(2)]);
  expect(told().sort()).toEqual([name(3), 'learned:2:x']);
  expect(Object.keys(session()).sort()).toEqual([name(1), name(3), 'learned:2:x']);
  await store.forgetTab(2);
  expect(told()).toEqual([name(3)]);
  await store.setOn(false);
  expect(told()).toEqual([]);
  expect(session()).toEqual({});
});
