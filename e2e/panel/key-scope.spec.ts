import type { TestSite } from '../demo/test-pages.ts';
import type { Doc } from '../host/driver';
import { expect, test } from '../host/fixtures';
import { channelPage, GREETING, sealedFrame } from './channel-page';
import { addKey, readStorage } from './keys';
import { expectStates } from './panel-view';

const key = Buffer.alloc(32, 0xa7).toString('base64');
const channel = 'private-encrypted-orders';

/** Sockets of two apps, one after the other, each with an event that the same key sealed. */
function servedPage(site: TestSite): string {
  site.onSocket((socket, { url }) => {
    const [, app] = /^\/app\/([^?]+)/.exec(url ?? '') ?? [];
    socket.send(GREETING);
    socket.send(sealedFrame(`of-${app}`, channel, { app }, key));
  });
  return channelPage(site, '/', ['red', 'blue']);
}

/** The two sockets race; a filter by app is not there, so the order of the rows does not count. */
async function expectOpened(panel: Doc, red: string, blue: string): Promise<void> {
  for (const [app, state] of Object.entries({ red, blue })) {
    await panel.fill('input[name="filter"]', `event:of-${app}`);
    await expectStates(panel, [`of-${app}: ${state}`]);
  }
}

test.beforeEach(async ({ host, site }) => host.page.goto(servedPage(site)));

test('a key for one app opens nothing of another, and pasted again for all apps opens the rest', async ({
  host,
}) => {
  const panel = await host.openPanelTab();
  await expect.poll(() => panel.count('[data-connection]')).toBe(2);
  await addKey(panel, key, { scope: 'red' });
  await expectOpened(panel, 'opened', 'dark');
  await addKey(panel, key, { scope: '' });
  await expectOpened(panel, 'opened', 'opened');
});

test('a key that is not remembered outlives the background and the panel', async ({ host }) => {
  const first = await host.openPanelTab();
  await addKey(first, key, { label: 'for now' });
  await host.stopBackground();
  await host.closePanelTab();
  const second = await host.openPanelTab();
  await expectOpened(second, 'opened', 'opened');
  await second.click('[data-action="keys"]');
  await expect.poll(() => second.text('[data-key]')).toContain('Until the browser closes');
  const { session, local } = await readStorage(host);
  expect(Object.keys(JSON.parse(session))).toEqual([expect.stringMatching(/^key:[0-9a-f]{12}$/)]);
  expect(local).toBe('{}');
});

test('a key that is remembered is on this device, and survives background and panel, too', async ({
  host,
}) => {
  const first = await host.openPanelTab();
  await addKey(first, key, { label: 'for good', remember: true });
  await host.stopBackground();
  await host.closePanelTab();
  const second = await host.openPanelTab();
  await expectOpened(second, 'opened', 'opened');
  await second.click('[data-action="keys"]');
  await expect.poll(() => second.text('[data-key]')).toContain('On this device');
  const { session, local } = await readStorage(host);
  expect(session).toBe('{}');
  expect(Object.keys(JSON.parse(local))).toEqual([expect.stringMatching(/^key:[0-9a-f]{12}$/)]);
});

test('a key that is pasted again moves to where it is wanted now', async ({ host }) => {
  const panel = await host.openPanelTab();
  await addKey(panel, key, { remember: true });
  await addKey(panel, key, { label: 'just today' });
  await panel.click('[data-action="keys"]');
  await expect.poll(() => panel.text('[data-key]')).toContain('just today');
  expect(await panel.count('[data-key]')).toBe(1);
  expect((await readStorage(host)).local).toBe('{}');
});

test('a removed key opens nothing more and is stored nowhere; what was dark under it lacks a key again', async ({
  host,
}) => {
  const panel = await host.openPanelTab();
  await addKey(panel, Buffer.alloc(32, 9).toString('base64'));
  await panel.fill('input[name="filter"]', 'reason:wrong-key');
  await expect.poll(() => panel.count('[data-state="dark"]')).toBe(2);
  await panel.click('[data-action="keys"]');
  await panel.click('[data-action="remove-key"]');
  await expect.poll(() => panel.count('[data-key]')).toBe(0);
  await panel.press('Escape');
  await expect.poll(() => panel.count('[data-state="dark"]')).toBe(0);
  await panel.fill('input[name="filter"]', 'reason:no-key');
  await expect.poll(() => panel.count('[data-state="dark"]')).toBe(2);
  await addKey(panel, key, { remember: true });
  await expectOpened(panel, 'opened', 'opened');
  await panel.click('[data-action="keys"]');
  await panel.click('[data-action="remove-key"]');
  await expect.poll(() => panel.count('[data-key]')).toBe(0);
  expect(await readStorage(host)).toEqual({ session: '{}', local: '{}' });
  await panel.press('Escape');
  await host.reloadPage();
  await expect.poll(() => panel.text('[data-region="sidebar"]')).toContain('red');
  await panel.fill('input[name="filter"]', 'is:dark');
  await expect.poll(() => panel.count('[data-state="dark"]')).toBe(2);
});
