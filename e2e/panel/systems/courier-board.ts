import type { AblyDemo } from '../../demo/ably-board/start-ably-demo.ts';
import type { Doc, Host } from '../../host/driver';
import { expect } from '../../host/fixtures';
import { addKey } from '../keys';
import { drawnRows, filterBy } from '../panel-view';
import { expectInSidebar, expectRows } from './rows';

/** Opens the page in JSON or, with `?binary`, in MessagePack, and the panel on it. */
export async function openCourierBoard(host: Host, demo: AblyDemo, query: '' | '?binary' = ''): Promise<Doc> {
  await host.page.goto(demo.url + query);
  await host.page.waitFor('html[data-ready]');
  const panel = await host.openPanel();
  await expectInSidebar(panel, 'Ably');
  return panel;
}

/** Pastes both cipher keys of the demo; the dialog offers their kind once it knows the connection. */
export async function addCipherKeys(panel: Doc, demo: AblyDemo): Promise<void> {
  await addKey(panel, demo.cipherKeys.main, { label: 'main' });
  await addKey(panel, demo.cipherKeys.support, { label: 'support' });
}

/** What holds in both formats: dark without the key, then opened, and dark for ever under another key. */
export async function expectCiphers(panel: Doc, demo: AblyDemo): Promise<void> {
  await demo.publish('news', 'headline', { title: 'Snow' });
  await demo.publish('orders', 'order.created', { id: 7, note: 'Zoë ☕' });
  await demo.publish('orders', 'order.note', 'ring twice');
  await demo.publish('support', 'question', { order: 7 });
  await demo.publish('partner', 'invoice', { cents: 1450 });
  await expectRows(panel, 'news', ['clear {"title":"Snow"}']);
  await filterBy(panel, 'channel:orders is:dark');
  await expect.poll(() => panel.count('[role="row"][data-state="dark"]')).toBe(2);
  await addCipherKeys(panel, demo);
  await expectRows(panel, 'orders', ['opened {"id":7,"note":"Zoë ☕"}', 'opened ring twice']);
  await expectRows(panel, 'support', ['opened {"order":7}']);
  await filterBy(panel, 'channel:partner');
  // AES-CBC has no tag: about one time in 256 a wrong key gives a padding that is right, and garbage. Never opened.
  const states = async () => (await drawnRows(panel)).map(({ state }) => state);
  await expect.poll(states).toEqual([expect.stringMatching(/^(dark|unverified)$/)]);
}
