import { clientChannels } from '../../demo/client-pages/kinds.ts';
import type { ClientDemo } from '../../demo/client-pages/start-client-demo.ts';
import type { Host } from '../../host/driver';
import { addKey } from '../keys';
import { expectInSidebar, expectRows } from './rows';

const { news, shop, staff, orders, status } = clientChannels;
const all = Object.keys(clientChannels).length;

/** Opens the page and waits until its client has subscribed to all channels, or to so many. */
export async function openClientPage(host: Host, demo: ClientDemo, subscribed = all): Promise<void> {
  await host.page.goto(demo.url);
  await host.page.waitFor(`html[data-subscribed="${subscribed}"]`);
}

/** What holds for every client that opens encrypted channels: dark without the key, then opened, the rest clear. */
export async function expectEncryptedChannels(host: Host, demo: ClientDemo): Promise<void> {
  await openClientPage(host, demo);
  const panel = await host.openPanel();
  await expectInSidebar(panel, 'Pusher');
  await demo.trigger(orders, 'order.created', { id: 7, note: 'Zoë ☕' });
  await demo.trigger(status, 'status.changed', { isOpen: true });
  await demo.trigger(news, 'headline', { title: 'Snow' });
  await demo.trigger(shop, 'stock.changed', { left: 3 });
  await demo.trigger(staff, 'shift.note', { text: 'Tea' });
  await expectRows(panel, news, ['clear {"title":"Snow"}']);
  await expectRows(panel, shop, ['clear {"left":3}']);
  await expectRows(panel, staff, ['clear {"text":"Tea"}']);
  await addKey(panel, demo.masterKeyBase64);
  await demo.trigger(orders, 'order.paid', { id: 7 });
  await expectRows(panel, orders, ['opened {"id":7,"note":"Zoë ☕"}', 'opened {"id":7}']);
  await expectRows(panel, status, ['opened {"isOpen":true}']);
}
