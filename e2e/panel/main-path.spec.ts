import { boardChannels } from '../demo/orders-board/story.ts';
import { expect, test } from '../host/fixtures';
import { openBoard } from './board';
import { addKey } from './keys';
import { drawnRows, expectEvents, expectStates, filterBy, paneText, selectEvent } from './panel-view';

const { orders, payments, status, news, shop, staff } = boardChannels;
const order = { id: 7, items: ['mug', 'tea'], note: 'Zoë ☕' };

test.describe('in the real DevTools panel, with pusher-js in the page and pusher on the server', () => {
  test.beforeEach(async ({ host, demo }) => openBoard(host.page, demo));

  test('the printed key opens past and present events of every encrypted channel', async ({ host, demo }) => {
    const panel = await host.openPanel();
    await demo.trigger(orders, 'order.created', order);
    await demo.trigger(payments, 'payment.captured', { cents: 1450 });
    await demo.trigger(status, 'status.changed', { isOpen: true });
    await demo.trigger(news, 'headline', { title: 'Snow' });
    await expectStates(panel, [
      'order.created: dark',
      'payment.captured: dark',
      'status.changed: dark',
      'headline: clear',
    ]);
    await addKey(panel, demo.masterKeyBase64, { label: 'staging' });
    await demo.trigger(orders, 'order.paid', { id: 7 });
    await expectStates(panel, [
      'order.created: opened',
      'payment.captured: opened',
      'status.changed: opened',
      'headline: clear',
      'order.paid: opened',
    ]);
    expect(await drawnRows(panel)).toMatchObject([
      { channel: orders, direction: 'received', preview: JSON.stringify(order) },
      { channel: payments, preview: '{"cents":1450}' },
      { channel: status, preview: '{"isOpen":true}' },
      { channel: news, preview: '{"title":"Snow"}' },
      { channel: orders, preview: '{"id":7}' },
    ]);
    await expect.poll(() => panel.text('[data-region="toolbar"]')).toContain('1 key');
  });

  test('the detail shows the envelope with lengths beside the plaintext as a tree, and the raw frame whole', async ({
    host,
    demo,
  }) => {
    const panel = await host.openPanel();
    await addKey(panel, demo.masterKeyBase64, { label: 'staging' });
    await demo.trigger(orders, 'order.created', order);
    await selectEvent(panel, 'order.created');
    const plaintextBytes = Buffer.byteLength(JSON.stringify(order));
    const ciphertext = await paneText(panel, 'ciphertext');
    expect(ciphertext).toMatch(/nonce ?24 B/);
    expect(ciphertext).toMatch(new RegExp(`ciphertext ?${plaintextBytes + 16} B`));
    const plaintext = await paneText(panel, 'plaintext');
    expect(plaintext).toContain(`${plaintextBytes} B`);
    expect(plaintext).toContain('id: 7');
    expect(plaintext).toContain('note: "Zoë ☕"');
    expect(await panel.count('[data-pane="plaintext"] [data-path="items[1]"]')).toBe(1);
    expect(await panel.text('[data-region="detail"]')).toContain('Opened with “staging”');
    await panel.click('[data-tab="raw"]');
    const raw = await panel.text('[data-pane="raw"]');
    expect(raw).toContain('"event":"order.created"');
    expect(raw).toContain('\\"nonce\\":');
  });

  test('clear and control events are shown as what they are', async ({ host, demo }) => {
    const panel = await host.openPanel();
    await demo.trigger(news, 'headline', { title: 'Snow' });
    await demo.trigger(shop, 'stock.changed', { left: 3 });
    await demo.trigger(staff, 'shift.note', { text: 'Tea' });
    await expectStates(panel, ['headline: clear', 'stock.changed: clear', 'shift.note: clear']);
    await selectEvent(panel, 'headline');
    expect(await paneText(panel, 'data')).toContain('title: "Snow"');
    expect(await panel.count('[data-pane="ciphertext"]')).toBe(0);
    await panel.click('[data-action="control"]');
    await filterBy(panel, 'is:control channel:news');
    await expectStates(panel, [
      'pusher:subscribe: control',
      'pusher_internal:subscription_succeeded: control',
      'pusher_internal:subscription_count: control',
    ]);
    expect((await drawnRows(panel)).map(({ direction }) => direction)).toEqual([
      'sent',
      'received',
      'received',
    ]);
  });

  test('the filter finds state, channel, event and words; one that can not be read keeps the last result and says why', async ({
    host,
    demo,
  }) => {
    const panel = await host.openPanel();
    await addKey(panel, demo.masterKeyBase64);
    await demo.trigger(orders, 'order.created', { note: 'fragile goods' });
    await demo.trigger(orders, 'order.paid', { note: 'card' });
    await demo.trigger(payments, 'payment.captured', { note: 'fragile' });
    await demo.trigger(news, 'headline', { title: 'orders are up' });
    await expectEvents(panel, ['order.created', 'order.paid', 'payment.captured', 'headline']);
    const results: Record<string, string[]> = {
      'is:opened channel:orders': ['order.created', 'order.paid'],
      'is:opened -channel:orders': ['payment.captured'],
      '"fragile goods"': ['order.created'],
      'fragile -goods': ['payment.captured'],
      'event:order.* card': ['order.paid'],
      'is:clear': ['headline'],
      'is:sent': [],
    };
    for (const [query, events] of Object.entries(results)) {
      await filterBy(panel, query);
      await expectEvents(panel, events);
    }
    await filterBy(panel, 'is:clear');
    await expectEvents(panel, ['headline']);
    await filterBy(panel, 'is:clea');
    await expect.poll(() => panel.text('[data-region="toolbar"]')).toContain('is: takes');
    await expectEvents(panel, ['headline']);
  });
});
