import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeBrowser, type FakeBrowser } from './fake-browser';
import { createOpenStores } from './open-stores';

let browser: FakeBrowser;
vi.mock('webextension-polyfill', () => ({
  default: {
    get storage() {
      return browser.polyfill.storage;
    },
  },
}));

const key = new Uint8Array(32).fill(7);
const everywhere = { app: undefined, channel: undefined };

beforeEach(() => {
  browser = createFakeBrowser();
  vi.stubGlobal('indexedDB', browser.indexedDB);
  return () => vi.unstubAllGlobals();
});

describe('the panel', () => {
  it.each([
    [
      'by message, as Chromium does',
      new Error('Session storage quota bytes exceeded. Values were not stored.'),
    ],
    ['by name, as IndexedDB does', new DOMException('', 'QuotaExceededError')],
  ])('is told that storage is full, said %s, and the keys that are there stay', async (_, error) => {
    const stores = createOpenStores(() => undefined);
    const { keys } = await stores.get();
    await keys.add('pusher-master', key, 'healthy', everywhere, false);
    browser.polyfill.storage.session.set = () => Promise.reject(error);
    const send = vi.fn();
    const trouble = await stores.use({ send }, async (opened) => {
      await opened.keys.add('pusher-master', new Uint8Array(32), 'too much', everywhere, false);
    });
    expect(trouble?.problem).toContain('storage for keys is full');
    expect(send.mock.calls).toEqual([[{ type: 'trouble', ...trouble }]]);
    expect((await keys.list()).map(({ label }) => label)).toEqual(['healthy']);
  });

  it('is told that IndexedDB is denied, and the stores open as soon as it is not', async () => {
    browser.indexedDB.denied = true;
    const stores = createOpenStores(() => undefined);
    const send = vi.fn();
    const act = vi.fn(async () => undefined);
    const trouble = await stores.use({ send }, act);
    expect(trouble?.problem).toContain('can not be opened (Error): no key is known or taken.');
    expect(send.mock.calls).toEqual([[{ type: 'trouble', ...trouble }]]);
    expect(act).not.toHaveBeenCalled();
    browser.indexedDB.denied = false;
    expect(await stores.use({ send }, act)).toBeUndefined();
    expect(act).toHaveBeenCalledOnce();
  });

  it('is told to update where a newer version has written the database', async () => {
    const stores = createOpenStores(() => undefined);
    browser.indexedDB.open = () => {
      throw new DOMException('The requested version is less', 'VersionError');
    };
    const trouble = await stores.use({ send: () => undefined }, async () => undefined);
    expect(trouble?.remedy).toContain('update Cipherscope');
  });

  it('is told that the disk is full where the keys of the installation can not be stored', async () => {
    const stores = createOpenStores(() => undefined);
    browser.indexedDB.open = () => {
      throw new DOMException('', 'QuotaExceededError');
    };
    const trouble = await stores.use({ send: () => undefined }, async () => undefined);
    expect(trouble?.problem).toContain('storage for keys is full');
  });
});
