import type { Doc, Host } from '../host/driver';
import { expect, test } from '../host/fixtures';
import { channelPage, frame, GREETING, sealedFrame } from './channel-page';
import { addKey, closeKeys, submitKey } from './keys';
import { expectStates } from './panel-view';

const masterKey = Buffer.alloc(32, 0x5a).toString('base64');
const otherKey = Buffer.alloc(32, 0xa5).toString('base64');
const channel = 'private-encrypted-orders';

/** What the functions that run in the background use of its API. */
interface Extension {
  chrome: { storage: Record<'local' | 'session', Area> };
}
interface Area {
  get(names: null): Promise<Record<string, { label?: string; sealed?: string }>>;
  set(values: object): Promise<void>;
}

/** The panel of a page with one socket; `say` sends a clear and an encrypted event of that name. */
async function openStage(
  host: Host,
  site: Parameters<typeof channelPage>[0],
): Promise<{ panel: Doc; say(name: string): void }> {
  const sockets: { send(text: string): void }[] = [];
  site.onSocket((socket) => {
    sockets.push(socket);
    socket.send(GREETING);
  });
  await host.page.goto(channelPage(site, '/'));
  const panel = await host.openPanelTab();
  await expect.poll(() => sockets.length).toBe(1);
  return {
    panel,
    say(name) {
      sockets[0]?.send(frame(`${name}-clear`, 'public', {}));
      sockets[0]?.send(sealedFrame(name, channel, { name }, masterKey));
    },
  };
}

/** The text of the part of the dialog about keys that can not be read. */
async function unreadableText(panel: Doc): Promise<string> {
  return (await panel.text('dialog [data-unreadable]')).replace(/\s+/g, ' ');
}

async function removeUnreadable(panel: Doc): Promise<void> {
  await panel.click('dialog [data-action="ask-remove-unreadable"]');
  await panel.click('dialog [data-action="remove-unreadable"]');
  await expect.poll(() => panel.count('dialog [data-unreadable]')).toBe(0);
}

test('a stored key whose record is damaged is named, and goes when the user says so; the others open', async ({
  host,
  site,
}) => {
  const { panel, say } = await openStage(host, site);
  await addKey(panel, masterKey, { label: 'healthy', remember: true });
  await addKey(panel, otherKey, { label: 'damaged', remember: true });
  await host.evalBackground(async () => {
    const { local } = (globalThis as unknown as Extension).chrome.storage;
    for (const [name, record] of Object.entries(await local.get(null)))
      if (record.label === 'damaged') await local.set({ [name]: { ...record, sealed: 'AAAA' } });
    await local.set({ 'key:half a record': { label: 'half' } });
  });
  await host.stopBackground();
  await expect.poll(() => panel.text('[data-action="keys"]')).toContain('1 key, 2 unreadable');
  say('after');
  await expectStates(panel, ['after-clear: clear', 'after: opened']);
  await panel.click('[data-action="keys"]');
  const said = await unreadableText(panel);
  expect(said).toContain('2 stored keys can not be read: ');
  expect(said).toContain('“damaged”');
  expect(said).toContain('“half”');
  expect(said).toContain('Paste them again');
  await panel.click('dialog [data-action="ask-remove-unreadable"]');
  await panel.click('dialog [data-action="keep-unreadable"]');
  await panel.waitFor('dialog [data-unreadable="2"]');
  await removeUnreadable(panel);
  await closeKeys(panel);
  await host.stopBackground();
  await expect.poll(() => panel.text('[data-action="keys"]')).toBe('1 key');
});

for (const fault of ['deleted', 'replaced by something else'] as const) {
  test(`after the sealing key was ${fault} the stored keys are named, and a key that is pasted again stays`, async ({
    host,
    site,
  }) => {
    const { panel, say } = await openStage(host, site);
    await addKey(panel, masterKey, { label: 'remembered', remember: true });
    await addKey(panel, otherKey, { label: 'for now' });
    await host.evalBackground(async (isDeleted) => {
      const settle = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      if (isDeleted) return void (await settle(indexedDB.deleteDatabase('cipherscope')));
      const database = await settle(indexedDB.open('cipherscope'));
      const store = database.transaction('installation', 'readwrite').objectStore('installation');
      await settle(store.put({ sealing: 'not a key', naming: null }, 'keys'));
      database.close();
    }, fault === 'deleted');
    await host.stopBackground();
    await expect.poll(() => panel.text('[data-action="keys"]')).toBe('2 unreadable');
    say('before');
    await expectStates(panel, ['before-clear: clear', 'before: dark']);
    await addKey(panel, masterKey, { label: 'again', remember: true });
    await expectStates(panel, ['before-clear: clear', 'before: opened']);
    await panel.click('[data-action="keys"]');
    expect(await unreadableText(panel)).toContain('2 stored keys can not be read');
    await removeUnreadable(panel);
    await closeKeys(panel);
    await host.stopBackground();
    say('after');
    await expectStates(panel, [
      'before-clear: clear',
      'before: opened',
      'after-clear: clear',
      'after: opened',
    ]);
  });
}

test('while the database of the sealing key can not be opened the panel says so, captures, and takes keys again after', async ({
  host,
  site,
}) => {
  const { panel, say } = await openStage(host, site);
  // As an older version finds it after a newer one.
  await setDatabase(host, 2);
  await host.stopBackground();
  await expect.poll(() => panel.text('[data-trouble]')).toContain('can not be opened (VersionError)');
  say('without');
  await expectStates(panel, ['without-clear: clear', 'without: dark']);
  await panel.click('[data-action="keys"]');
  await submitKey(panel, 'dialog', masterKey, { remember: true });
  await expect.poll(() => panel.text('dialog .key-refused')).toContain('no key is known or taken');
  await setDatabase(host, undefined);
  await panel.click('dialog [data-action="add-key"]');
  await expect.poll(() => panel.text('dialog .key-says')).toContain('Added');
  await closeKeys(panel);
  await expectStates(panel, ['without-clear: clear', 'without: opened']);
  expect(await panel.count('[data-trouble]')).toBe(0);
});

test('where the storage is full the panel says so; what is stored goes on opening, and removing makes room', async ({
  host,
  site,
}) => {
  const { panel, say } = await openStage(host, site);
  await addKey(panel, masterKey, { label: 'first' });
  await host.evalBackground(async () => {
    const { session } = (globalThis as unknown as Extension).chrome.storage;
    let n = 0;
    for (const chars of [1_000_000, 100_000, 10_000, 1_000, 100])
      while (
        await session.set({ [`filler ${n++}`]: 'x'.repeat(chars) }).then(
          () => true,
          () => false,
        )
      );
  });
  await panel.click('[data-action="keys"]');
  await submitKey(panel, 'dialog', otherKey, { label: 'too much' });
  await expect.poll(() => panel.text('dialog .key-refused')).toContain('The storage for keys is full');
  await closeKeys(panel);
  expect(await panel.text('[data-trouble]')).toContain('The storage for keys is full');
  say('still');
  await expectStates(panel, ['still-clear: clear', 'still: opened']);
  await panel.click('[data-action="keys"]');
  await panel.click('dialog [data-action="remove-key"]');
  await expect.poll(() => panel.text('[data-action="keys"]')).toBe('No key');
  await submitKey(panel, 'dialog', otherKey, { label: 'fits' });
  await expect.poll(() => panel.text('dialog .key-says')).toContain('Added “fits”');
});

/** Makes the database one of this version, or takes it away. */
async function setDatabase(host: Host, version: number | undefined): Promise<void> {
  await host.evalBackground(async (wanted) => {
    const settle = <T>(request: IDBOpenDBRequest | IDBRequest<T>) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    await settle(indexedDB.deleteDatabase('cipherscope'));
    if (wanted !== null) ((await settle(indexedDB.open('cipherscope', wanted))) as IDBDatabase).close();
  }, version ?? null);
}
