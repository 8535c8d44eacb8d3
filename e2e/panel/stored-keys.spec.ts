import { deriveSharedSecret } from '../../src/core/crypto/shared-secret';
import type { Doc, Host } from '../host/driver';
import { test as base, expect, startHosts, type Target } from '../host/fixtures';
import { channelPage, GREETING, sealedFrame } from './channel-page';
import { addKey, closeKeys, readStorage } from './keys';
import { expectStates } from './panel-view';
import { copyWithStorageReader, type ReadByContent, readByContent } from './storage-reader';
import { findSecrets, type Secret, textsIn } from './traces-of-bytes';

const masterKey = Buffer.alloc(32, 'remembered key!!').toString('base64');
const otherKey = Buffer.alloc(32, 'a key for now...').toString('base64');
const passphrase = 'correct horse battery staple';
const channel = 'private-encrypted-orders';

const secrets: Secret[] = [masterKey, otherKey].flatMap((text, n) => {
  const bytes = Buffer.from(text, 'base64');
  return [
    { name: `key ${n}`, bytes },
    { name: `secret of key ${n}`, bytes: deriveSharedSecret('A', channel, bytes) },
  ];
});
const all: Secret[] = [...secrets, { name: 'passphrase', bytes: Buffer.from(passphrase) }];

/** What a browser gives to content scripts: Chrome nothing, as the extension asks for; Firefox has no such call. */
const GIVEN: Record<Target, readonly string[]> = { chromium: [], firefox: ['local'] };

/** A host whose extension has one more content script. */
const test = base.extend<{ readHost: Host }>({
  readHost: async ({ target }, use) => {
    const { folder, remove } = await copyWithStorageReader(target);
    const browser = await startHosts(target, { extension: folder });
    const host = await browser.open();
    await use(host);
    await host.close();
    await browser.close();
    await remove();
  },
});

test('a content script finds no byte of a key in extension storage, with a passphrase or without', async ({
  readHost: host,
  site,
  target,
}) => {
  site.onSocket((socket) => {
    socket.send(GREETING);
    socket.send(sealedFrame('by the one', channel, {}, masterKey));
    socket.send(sealedFrame('by the other', channel, {}, otherKey));
  });
  await host.page.goto(channelPage(site, '/'));
  const panel = await host.openPanelTab();
  await addKey(panel, masterKey, { label: 'for good', remember: true });
  await addKey(panel, otherKey, { label: 'for now' });
  await expectStates(panel, ['by the one: opened', 'by the other: opened']);
  await expectNoTrace(host, target);
  await usePassphrase(panel, 'set', ['next', 'again']);
  await expectNoTrace(host, target);
  await panel.click('dialog [data-action="lock"]');
  await panel.waitFor('dialog [data-lock="locked"]');
  await expectNoTrace(host, target);
  await closeKeys(panel);

  // What the search would say if there were something to find.
  await host.evalBackground(async (text) => {
    interface Area {
      set(values: object): Promise<void>;
    }
    const { storage } = (globalThis as unknown as { chrome: { storage: Record<string, Area> } }).chrome;
    await storage.local?.set({ planted: text });
    await storage.session?.set({ planted: Array.from(atob(text), (byte) => byte.charCodeAt(0)) });
  }, masterKey);
  const read = await readByContent(host.page);
  for (const area of ['local', 'session'] as const)
    expect(findSecrets(textsOf(read, area), all).length > 0).toBe('json' in read[area]);
});

async function expectNoTrace(host: Host, target: Target): Promise<void> {
  const read = await readByContent(host.page);
  const stored = await readStorage(host);
  expect(stored.local).toContain('for good');
  for (const area of ['local', 'session'] as const) {
    const isGiven = 'json' in read[area];
    expect(isGiven, JSON.stringify(read[area])).toBe(GIVEN[target].includes(area));
    // It is the same that the background has.
    if ('json' in read[area]) expect(JSON.parse(read[area].json)).toEqual(JSON.parse(stored[area]));
    expect(findSecrets(textsOf(read, area), all)).toEqual([]);
  }
}

function textsOf(read: ReadByContent, area: keyof ReadByContent): string[] {
  const one = read[area];
  return 'json' in one ? textsIn(JSON.parse(one.json)) : [];
}

/** Does it in the dialog, and leaves that open. */
async function usePassphrase(panel: Doc, act: string, fields: readonly string[]): Promise<void> {
  await panel.click('[data-action="keys"]');
  await panel.click(`dialog [data-action="${act}-passphrase"]`);
  for (const name of fields) await panel.fill(`dialog input[name="${name}"]`, passphrase);
  await panel.click(`dialog [data-action="do-${act}"]`);
  await panel.waitFor('dialog [data-lock="open"]');
}
