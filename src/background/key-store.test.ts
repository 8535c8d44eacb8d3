import { beforeEach, describe, expect, it, vi } from 'vitest';
import { toBase64, toHex } from '../core/bytes';
import { KEY_KINDS } from '../core/key-summary';
import type { Key } from '../core/keyring';
import { createFakeBrowser, type FakeBrowser } from './fake-browser';
import { createKeyStore, type KeyStore } from './key-store';

let browser: FakeBrowser;
vi.mock('webextension-polyfill', () => ({
  default: {
    get storage() {
      return browser.polyfill.storage;
    },
  },
}));

const key = Uint8Array.from({ length: 32 }, (_, i) => i * 7);
const otherKey = new Uint8Array(32).fill(200);
const everywhere = { app: undefined, channel: undefined };
const names = async (store: KeyStore) => (await store.list()).map(({ label }) => label);
const areas = () => [browser.polyfill.storage.local.values, browser.polyfill.storage.session.values];

async function kept(adding: ReturnType<KeyStore['add']>): Promise<Key> {
  const added = await adding;
  if ('problem' in added) throw new Error(added.problem);
  return added;
}

function alterSeal(id: string): void {
  const stored = areas()[0]?.[`key:${id}`] as { sealed: string };
  stored.sealed = `${stored.sealed.startsWith('A') ? 'B' : 'A'}${stored.sealed.slice(1)}`;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_000 });
  browser = createFakeBrowser();
  vi.stubGlobal('indexedDB', browser.indexedDB);
  return () => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  };
});

describe('a key', () => {
  it('is listed with its bytes, label and scope, newest first, by this and a later start of the background', async () => {
    const store = await createKeyStore();
    await store.add('pusher-master', key, 'first', everywhere, false);
    vi.setSystemTime(2_000);
    const added = await store.add(
      'pusher-master',
      otherKey,
      'second',
      { app: 'app-key', channel: undefined },
      true,
    );
    expect(await names(store)).toEqual(['second', 'first']);
    const later = await (await createKeyStore()).list();
    expect(later).toEqual(await store.list());
    expect(later[0]).toEqual(added);
    expect(later[1]).toMatchObject({ bytes: key, scope: everywhere, remembered: false, addedAt: 1_000 });
  });

  it('is kept until the browser closes, or on this device, as the user says', async () => {
    const store = await createKeyStore();
    const { id } = await kept(store.add('pusher-master', key, 'a', everywhere, false));
    expect(areas().map(Object.keys)).toEqual([[], [`key:${id}`]]);
    await store.add('pusher-master', key, 'b', everywhere, true);
    expect(areas().map(Object.keys)).toEqual([[`key:${id}`], []]);
    expect(await names(store)).toEqual(['b']);
    await store.remove(id);
    expect(areas().map(Object.keys)).toEqual([[], []]);
    expect(await names(store)).toEqual([]);
  });

  it('is stored in no readable form', async () => {
    const store = await createKeyStore();
    await store.add('pusher-master', key, 'a', everywhere, true);
    await store.add('pusher-master', otherKey, 'b', everywhere, false);
    const stored = JSON.stringify(areas());
    for (const bytes of [key, otherKey]) {
      for (const form of [toBase64(bytes).slice(0, 42), toHex(bytes), Array.from(bytes).join()]) {
        expect(stored).not.toContain(form);
      }
    }
  });

  it('has an id of 12 hex digits that another installation does not share', async () => {
    const { id } = await kept((await createKeyStore()).add('pusher-master', key, 'a', everywhere, false));
    expect(id).toMatch(/^[0-9a-f]{12}$/);
    vi.stubGlobal('indexedDB', createFakeBrowser().indexedDB);
    const elsewhere = (await createKeyStore()).add('pusher-master', key, 'a', everywhere, false);
    expect((await kept(elsewhere)).id).not.toBe(id);
  });

  it('whose seal does not hold is not listed but told of by its label, until it is removed or pasted again', async () => {
    const store = await createKeyStore();
    const { id } = await kept(store.add('pusher-master', key, 'a', everywhere, true));
    await store.add('pusher-master', otherKey, 'b', everywhere, true);
    alterSeal(id);
    const later = await createKeyStore();
    expect(await names(later)).toEqual(['b']);
    expect((await later.atRest()).unreadable).toEqual([{ name: `key:${id}`, label: 'a' }]);
    await later.add('pusher-master', key, 'again', everywhere, true);
    expect((await later.atRest()).unreadable).toEqual([]);
    expect((await names(later)).sort()).toEqual(['again', 'b']);
    alterSeal(id);
    const last = await createKeyStore();
    await last.removeUnreadable([`key:${id}`]);
    expect((await last.atRest()).unreadable).toEqual([]);
    expect(Object.keys(areas()[0] ?? {})).toHaveLength(1);
  });

  it('that can be read is not removed as one that can not, nor is what was not asked for', async () => {
    const store = await createKeyStore();
    const { id } = await kept(store.add('pusher-master', key, 'a', everywhere, true));
    browser.polyfill.storage.session.values['key:x'] = 1;
    browser.polyfill.storage.session.values['key:y'] = 2;
    const later = await createKeyStore();
    await later.removeUnreadable([`key:${id}`, 'key:x', 'learning']);
    expect(await names(later)).toEqual(['a']);
    expect((await later.atRest()).unreadable).toEqual([{ name: 'key:y', label: undefined }]);
  });

  it.each([
    ['key:0123456789ab', null],
    ['key:0123456789ab', 'text'],
    ['key:0123456789ab', {}],
    ['key:0123456789ab', { kind: 'pusher-master', scope: {}, label: 'a', addedAt: 1, iv: '', sealed: '' }],
    ['key:0123456789ab', { kind: 'pusher-master', scope: {}, label: 'a', addedAt: 1, iv: '!', sealed: '!' }],
    ['key:0123456789ab', { kind: 'x', scope: {}, label: 1, addedAt: 'now', iv: 'AAAA', sealed: 'AAAA' }],
    ['settings', { kind: 'pusher-master', scope: {}, label: 'a', addedAt: 1, iv: 'AAAA', sealed: 'AAAA' }],
  ])('is not made of what else lies in storage: %s %j', async (name, value) => {
    browser.polyfill.storage.local.values[name] = value;
    const store = await createKeyStore();
    expect(await store.list()).toEqual([]);
    const told = (await store.atRest()).unreadable.map((record) => record.name);
    expect(told).toEqual(name === 'settings' ? [] : [name]);
  });

  it.each([
    ['another name', {}, 'key:my key'],
    ['an unknown kind', { kind: 'pusher-root' }, undefined],
    ['no kind', { kind: undefined }, undefined],
    ['31 bytes', {}, undefined],
    ['a scope that is none', { scope: 'all' }, undefined],
    ['a channel that is no text', { scope: { channel: 5 } }, undefined],
    ['an app that is no text', { scope: { app: {} } }, undefined],
  ])('that was altered in storage to %s is not listed', async (what, change, otherName) => {
    const store = await createKeyStore();
    const bytes = what === '31 bytes' ? new Uint8Array(31) : key;
    const { id } = await kept(store.add('pusher-master', bytes, 'a', everywhere, true));
    const { values } = browser.polyfill.storage.local;
    const stored = { ...(values[`key:${id}`] as object), ...change };
    delete values[`key:${id}`];
    values[otherName ?? `key:${id}`] = stored;
    expect(await (await createKeyStore()).list()).toEqual([]);
  });

  it('that an earlier version stored, without a channel in its scope, is for every channel', async () => {
    const store = await createKeyStore();
    const { id } = await kept(
      store.add('pusher-master', key, 'old', { app: 'app-key', channel: undefined }, true),
    );
    expect(browser.polyfill.storage.local.values[`key:${id}`]).toMatchObject({
      kind: 'pusher-master',
      scope: { app: 'app-key' },
    });
    expect(await (await createKeyStore()).list()).toMatchObject([
      { id, bytes: key, scope: { app: 'app-key', channel: undefined } },
    ]);
  });

  it('keeps its kind and its channel', async () => {
    const store = await createKeyStore();
    const scope = { app: 'app', channel: 'chat:*' };
    await store.add('ably-cipher', key.slice(16), 'a', scope, true);
    expect(await (await createKeyStore()).list()).toMatchObject([
      { kind: 'ably-cipher', bytes: key.slice(16), scope },
    ]);
  });

  it('has one id per kind for the same bytes; a master key has the one it always had', async () => {
    const store = await createKeyStore();
    const ids: string[] = [];
    for (const kind of KEY_KINDS) ids.push((await kept(store.add(kind, key, kind, everywhere, true))).id);
    expect(new Set(ids).size).toBe(KEY_KINDS.length);
    expect((await store.list()).map(({ kind }) => kind).sort()).toEqual([...KEY_KINDS].sort());
    // As version 0.1.0 made it: the HMAC of the bytes and nothing else.
    const { naming } = browser.indexedDB.records.get('keys') as { naming: CryptoKey };
    const mac = new Uint8Array(await crypto.subtle.sign('HMAC', naming, key));
    expect(ids[0]).toBe(toHex(mac).slice(0, 12));
  });

  it('keeps the text that it was pasted as, sealed like its bytes', async () => {
    const store = await createKeyStore();
    const text = `MASTER_KEY="${toBase64(key)}"\n`;
    const added = await kept(store.add('pusher-master', key, 'a', everywhere, true, { text }));
    expect(added.text).toBe(text);
    expect(await (await createKeyStore()).list()).toMatchObject([{ bytes: key, text }]);
    expect(JSON.stringify(areas())).not.toContain('MASTER_KEY');
    expect(JSON.stringify(areas())).not.toContain(toBase64(key).slice(0, 42));
  });

  it('does without its text where that is long, was not there or was altered', async () => {
    const store = await createKeyStore();
    await store.add('pusher-master', key, 'a', everywhere, true, { text: 'x'.repeat(1_001) });
    const { id } = await kept(store.add('pusher-master', otherKey, 'b', everywhere, true, { text: 'x' }));
    const [local] = areas();
    (local?.[`key:${id}`] as { text: unknown }).text = { iv: 'AAAA', sealed: 'AAAA' };
    expect((await (await createKeyStore()).list()).map(({ text }) => text)).toEqual([undefined, undefined]);
  });

  it('that a slip has made may have another length, and no other key', async () => {
    const store = await createKeyStore();
    const long = new Uint8Array(45).fill(1);
    await store.add('pusher-master', long, 'of a slip', everywhere, true, { isOfSlip: true });
    await store.add('pusher-master', long.slice(1), 'long', everywhere, true);
    expect(await (await createKeyStore()).list()).toMatchObject([{ label: 'of a slip', bytes: long }]);
  });

  it('has a name without being stored', async () => {
    const store = await createKeyStore();
    const scope = { app: 'app', channel: 'private-encrypted-a' };
    const name = await store.name('pusher-shared-secret', scope, key);
    expect(areas()).toEqual([{}, {}]);
    expect((await kept(store.add('pusher-shared-secret', key, 'a', scope, false))).id).toBe(name);
  });

  it('that was stored for another label of the same bytes replaces it', async () => {
    const store = await createKeyStore();
    await store.add('pusher-master', key, 'a', everywhere, false);
    await store.add('pusher-master', key, 'b', { app: 'app-key', channel: undefined }, false);
    expect(await store.list()).toMatchObject([{ label: 'b', scope: { app: 'app-key' } }]);
  });
});

describe('storage', () => {
  it('is closed to content scripts where the browser can do that', async () => {
    await createKeyStore();
    const { local, session } = browser.polyfill.storage;
    expect([local.accessLevel, session.accessLevel]).toEqual(['TRUSTED_CONTEXTS', 'TRUSTED_CONTEXTS']);
    delete local.setAccessLevel;
    delete session.setAccessLevel;
    await expect(createKeyStore()).resolves.toBeDefined();
  });

  it('that fails once is read again', async () => {
    const store = await createKeyStore();
    await store.add('pusher-master', key, 'a', everywhere, true);
    browser.polyfill.storage.local.failingReads = 1;
    await expect(store.list()).rejects.toThrow('The disk is gone');
    expect(await names(store)).toEqual(['a']);
  });

  it('that is denied is an error of the store', async () => {
    browser.indexedDB.denied = true;
    await expect(createKeyStore()).rejects.toMatchObject({
      name: 'NoInstallationKeys',
      cause: { message: 'The user has denied it' },
    });
  });

  it('that two starts of the background open at once gets one pair of installation keys', async () => {
    const [one, other] = await Promise.all([createKeyStore(), createKeyStore()]);
    const { id } = await kept(one.add('pusher-master', key, 'a', everywhere, true));
    expect((await other.list()).map((listed) => listed.id)).toEqual([id]);
    expect((await kept(other.add('pusher-master', key, 'b', everywhere, true))).id).toBe(id);
  });
});
