import { beforeEach, describe, expect, it, vi } from 'vitest';
import { toBase64, toHex, toUtf8 } from '../core/bytes';
import type { PassphraseAct } from '../core/key-summary';
import type { Key } from '../core/keyring';
import { createFakeBrowser, type FakeBrowser } from './fake-browser';
import { createKeyStore, type KeyStore } from './key-store';
import { createSealing } from './sealing';

let browser: FakeBrowser;
vi.mock('webextension-polyfill', () => ({
  default: {
    get storage() {
      return browser.polyfill.storage;
    },
  },
}));

// The real thing in few rounds: their number has a test of its own, and this file would take half a minute.
vi.mock('./passphrase', async (load) => {
  const real = await load<typeof import('./passphrase')>();
  const wrapDataKey: typeof real.wrapDataKey = (key, text) => real.wrapDataKey(key, text, 1_000);
  return { ...real, wrapDataKey };
});

const key = Uint8Array.from({ length: 32 }, (_, i) => i * 7);
const otherKey = new Uint8Array(32).fill(200);
const longKey = new Uint8Array(45).fill(1);
const everywhere = { app: undefined, channel: undefined };
const passphrase = 'correct horse battery staple';
const local = () => browser.polyfill.storage.local.values;
const session = () => browser.polyfill.storage.session.values;
const labels = (keys: readonly { label: string }[]) => keys.map(({ label }) => label).sort();

let store: KeyStore;
const set = () => store.usePassphrase({ kind: 'set', passphrase });
const unlock = (text = passphrase) => store.usePassphrase({ kind: 'unlock', passphrase: text });
const lock = () => store.usePassphrase({ kind: 'lock' });
const states = async () => {
  const { lock: state, locked, unreadable } = await store.atRest();
  return [state, labels(await store.list()), labels(locked), unreadable.map(({ label }) => label)];
};
const remember = (bytes: Uint8Array<ArrayBuffer>, label: string) =>
  store.add('pusher-master', bytes, label, everywhere, true, { text: `KEY=${label}` });

/** The browser is closed and started. */
async function restart(): Promise<void> {
  browser.polyfill.storage.session.values = {};
  store = await createKeyStore();
}

beforeEach(async () => {
  browser = createFakeBrowser();
  vi.stubGlobal('indexedDB', browser.indexedDB);
  store = await createKeyStore();
  return () => vi.unstubAllGlobals();
});

describe('a passphrase', () => {
  it('locks every remembered key when the browser closes, and gives each back as it was', async () => {
    await remember(key, 'a');
    await store.add('pusher-master', longKey, 'slip', everywhere, true, { isOfSlip: true });
    await store.add('pusher-master', otherKey, 'for now', everywhere, false);
    const before = await store.list();
    expect(await states()).toEqual(['none', ['a', 'for now', 'slip'], [], []]);
    expect(await set()).toBeUndefined();
    expect(await store.list()).toEqual(before);
    expect(await states()).toEqual(['open', ['a', 'for now', 'slip'], [], []]);
    await remember(otherKey.slice().fill(9), 'later');
    await restart();
    expect(await states()).toEqual(['locked', [], ['a', 'later', 'slip'], []]);
    expect((await store.atRest()).locked[0]).not.toHaveProperty('bytes');
    expect(await unlock()).toBeUndefined();
    expect(await states()).toEqual(['open', ['a', 'later', 'slip'], [], []]);
    const [a] = (await store.list()).filter(({ label }) => label === 'a');
    expect(a).toEqual(before.find(({ label }) => label === 'a'));
  });

  it('is not asked for again when the background was stopped', async () => {
    await remember(key, 'a');
    await set();
    store = await createKeyStore();
    expect(await states()).toEqual(['open', ['a'], [], []]);
  });

  it('keeps no key, data key or passphrase readable in storage', async () => {
    await remember(key, 'a');
    const importKey = vi.spyOn(crypto.subtle, 'importKey');
    await set();
    const dataKey = importKey.mock.calls
      .map(([, bytes]) => bytes)
      .find((bytes) => (bytes as Uint8Array).length === 32);
    importKey.mockRestore();
    expect(dataKey).toBeInstanceOf(Uint8Array);
    const stored = JSON.stringify([local(), session()]);
    for (const bytes of [key, dataKey as Uint8Array, toUtf8(passphrase)])
      for (const form of [toBase64(bytes).slice(0, 37), toHex(bytes), Array.from(bytes).join()])
        expect(stored).not.toContain(form);
    expect(stored).not.toContain(passphrase);
  });

  it('seals for good: the installation alone can not unseal what is locked', async () => {
    const { id } = (await remember(key, 'a')) as Key;
    await set();
    const record = local()[`key:${id}`] as { iv: string; sealed: string };
    expect(await (await createSealing()).unseal(record)).toBeUndefined();
  });

  it('that is another one opens nothing and loses nothing', async () => {
    await remember(key, 'a');
    await set();
    await lock();
    const before = structuredClone([local(), session()]);
    expect(await unlock('correct horse battery stable')).toMatchObject({
      problem: expect.stringContaining('not the passphrase'),
    });
    expect([local(), session()]).toEqual(before);
    expect(await states()).toEqual(['locked', [], ['a'], []]);
  });

  it.each<[string, PassphraseAct]>([
    ['set', { kind: 'set', passphrase: 'short' }],
    ['change', { kind: 'change', passphrase, next: 'short' }],
  ])('that is short is not taken to %s it', async (_, act) => {
    if (act.kind === 'change') await set();
    const before = structuredClone(local());
    expect((await store.usePassphrase(act))?.problem).toBe('The passphrase is 5 characters long.');
    expect(local()).toEqual(before);
  });

  it('can be changed while it is locked: one record is written, and no key is sealed anew', async () => {
    const { id } = (await remember(key, 'a')) as Key;
    await set();
    await lock();
    const before = structuredClone(local());
    const act = { kind: 'change', passphrase, next: 'another passphrase' } as const;
    expect(await store.usePassphrase({ ...act, passphrase: 'wrong' })).toBeDefined();
    expect(local()).toEqual(before);
    expect(await store.usePassphrase(act)).toBeUndefined();
    expect(local()[`key:${id}`]).toEqual(before[`key:${id}`]);
    expect(local().passphrase).not.toEqual(before.passphrase);
    expect(await unlock()).toBeDefined();
    expect(await unlock('another passphrase')).toBeUndefined();
    expect(await states()).toEqual(['open', ['a'], [], []]);
  });

  it('is removed by whoever knows it, locked or not, and the keys are known at each start again', async () => {
    await remember(key, 'a');
    await set();
    await restart();
    expect(await store.usePassphrase({ kind: 'remove', passphrase: 'wrong' })).toBeDefined();
    expect(await states()).toEqual(['locked', [], ['a'], []]);
    expect(await store.usePassphrase({ kind: 'remove', passphrase })).toBeUndefined();
    expect(session()).toEqual({});
    await restart();
    expect(await states()).toEqual(['none', ['a'], [], []]);
    expect((await store.list())[0]).toMatchObject({ bytes: key, text: 'KEY=a' });
  });

  it('that is forgotten goes with what it locks and nothing else', async () => {
    await remember(key, 'a');
    await set();
    expect(await store.usePassphrase({ kind: 'discard' })).toMatchObject({
      problem: 'The keys are not locked.',
    });
    await lock();
    await store.add('pusher-master', otherKey, 'for now', everywhere, false);
    local()['key:0123456789ab'] = 'damaged';
    store = await createKeyStore();
    expect(await store.usePassphrase({ kind: 'discard' })).toBeUndefined();
    expect(await states()).toEqual(['none', ['for now'], [], [undefined]]);
  });

  it.each<PassphraseAct>([
    { kind: 'set', passphrase },
    { kind: 'unlock', passphrase },
    { kind: 'change', passphrase, next: 'another passphrase' },
    { kind: 'remove', passphrase },
    { kind: 'lock' },
    { kind: 'discard' },
  ])('that is asked for twice, as after a stop of the background, does the same once: %j', async (act) => {
    await remember(key, 'a');
    if (act.kind !== 'set') await set();
    if (act.kind === 'unlock' || act.kind === 'discard') await lock();
    expect(await store.usePassphrase(act)).toBeUndefined();
    const once = await states();
    store = await createKeyStore();
    expect(await store.usePassphrase(act)).toBeUndefined();
    expect(await states()).toEqual(once);
  });

  it('that is set over another one is refused', async () => {
    await set();
    expect(await store.usePassphrase({ kind: 'set', passphrase: 'another one' })).toMatchObject({
      problem: 'There is a passphrase already, and it is another one.',
    });
  });
});

describe('while the keys are locked', () => {
  it('none is remembered, and one for now stands beside the locked one of the same bytes', async () => {
    const { id } = (await remember(key, 'a')) as Key;
    await set();
    await lock();
    const before = structuredClone(local());
    expect(await remember(otherKey, 'b')).toMatchObject({ problem: expect.stringContaining('locked') });
    expect([local(), session()]).toEqual([before, {}]);
    await store.add('pusher-master', key, 'the same', everywhere, false);
    expect(local()).toEqual(before);
    expect(await states()).toEqual(['locked', ['the same'], [], []]);
    await unlock();
    expect(await states()).toEqual(['open', ['a'], [], []]);
    await store.remove(id);
    expect(await states()).toEqual(['open', [], [], []]);
  });

  it('one that is removed is gone when the others are open again', async () => {
    const { id } = (await remember(key, 'a')) as Key;
    await remember(otherKey, 'b');
    await set();
    await lock();
    await store.remove(id);
    await unlock();
    expect(await states()).toEqual(['open', ['b'], [], []]);
  });
});

describe('acts', () => {
  it('go one after the other: a key that is added while the passphrase is set is under it', async () => {
    await remember(key, 'a');
    await Promise.all([set(), remember(otherKey, 'b'), lock(), remember(longKey.slice(13), 'c')]);
    expect(await states()).toEqual(['locked', [], ['a', 'b'], []]);
  });

  it('change nothing where the storage is full', async () => {
    await remember(key, 'a');
    const { local: area } = browser.polyfill.storage;
    const { set: write } = area;
    const before = structuredClone([local(), session()]);
    area.set = () => Promise.reject(new Error('QuotaExceededError'));
    await expect(set()).rejects.toThrow('Quota');
    area.set = write;
    expect([local(), session()]).toEqual(before);
    expect(await states()).toEqual(['none', ['a'], [], []]);
    await set();
    await lock();
    const locked = structuredClone(local());
    area.set = () => Promise.reject(new Error('QuotaExceededError'));
    await expect(store.usePassphrase({ kind: 'remove', passphrase })).rejects.toThrow('Quota');
    area.set = write;
    expect(local()).toEqual(locked);
    expect(await states()).toEqual(['open', ['a'], [], []]);
  });

  it('leave records that can not be read where they are', async () => {
    await remember(key, 'a');
    const damaged = { ...(Object.values(local())[0] as object), label: 'damaged', sealed: 'AAAA' };
    local()['key:0123456789ab'] = damaged;
    store = await createKeyStore();
    await set();
    await store.usePassphrase({ kind: 'remove', passphrase });
    expect(local()['key:0123456789ab']).toEqual(damaged);
    expect(await states()).toEqual(['none', ['a'], [], ['damaged']]);
  });
});

describe('a record of the passphrase', () => {
  it.each([
    ['gone', undefined],
    ['a text', 'x'],
    ['altered', { iv: 'AAAAAAAAAAAAAAAA', sealed: 'AAAA' }],
  ])('that is %s leaves keys that are told of as unreadable, and a new one can be set', async (_, record) => {
    await remember(key, 'a');
    await set();
    local().passphrase = record;
    await restart();
    expect(await states()).toEqual(['none', [], [], ['a']]);
    expect(await unlock()).toMatchObject({ problem: 'There is no passphrase that can be read.' });
    await remember(otherKey, 'b');
    await set();
    await restart();
    expect(await states()).toEqual(['locked', [], ['a', 'b'], []]);
    await unlock();
    expect(await states()).toEqual(['open', ['b'], [], ['a']]);
  });

  it.each([
    [
      'rounds that would never end',
      JSON.stringify({ salt: toBase64(new Uint8Array(16)), iterations: 1e12, iv: 'A', sealed: 'A' }),
    ],
    ['no JSON', '{'],
    ['no text', '\ud800'],
  ])('that holds %s is not used', async (_, text) => {
    await remember(key, 'a');
    await set();
    local().passphrase = await (await createSealing()).seal(toUtf8(text));
    await restart();
    expect((await store.atRest()).lock).toBe('none');
    expect(await unlock()).toBeDefined();
  });

  it('that is lost while the keys are open costs none: a new passphrase takes them over', async () => {
    await remember(key, 'a');
    await set();
    delete local().passphrase;
    store = await createKeyStore();
    expect(await states()).toEqual(['none', ['a'], [], []]);
    await set();
    await restart();
    await unlock();
    expect(await states()).toEqual(['open', ['a'], [], []]);
  });
});

it.each([
  ['damaged', async () => ({ iv: 'AAAA', sealed: 'AAAA' })],
  ['too short', async () => (await createSealing()).seal(new Uint8Array(16))],
  ['no record', async () => 1],
])('a data key of the session that is %s locks the keys', async (_, make) => {
  await remember(key, 'a');
  await set();
  session()['data-key'] = await make();
  store = await createKeyStore();
  expect(await states()).toEqual(['locked', [], ['a'], []]);
  await unlock();
  expect(await states()).toEqual(['open', ['a'], [], []]);
});
