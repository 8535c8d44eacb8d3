import { boardChannels } from '../demo/orders-board/story.ts';
import { expect, test } from '../host/fixtures';
import { numberIn, numbersThrough, openBoard, publishNumbers } from './board';
import { addKey } from './keys';
import { allRows, countOf, drawnRows, expectEvents, expectStates } from './panel-view';

const { orders, news } = boardChannels;

test('a panel opened late shows what came before it, from the connection on', async ({ host, demo }) => {
  await openBoard(host.page, demo);
  await demo.trigger(orders, 'order.created', { id: 7 });
  await demo.trigger(news, 'headline', { title: 'Snow' });
  const panel = await host.openPanelTab();
  await expectStates(panel, ['order.created: dark', 'headline: clear']);
  await panel.click('[data-action="control"]');
  await expect
    .poll(async () => (await drawnRows(panel)).slice(0, 2).map(({ event }) => event))
    .toEqual(['(open)', 'pusher:connection_established']);
  expect(await countOf(panel, 'dropped')).toBe(0);
});

test('a key pasted late opens everything of the past, in place', async ({ host, demo }) => {
  await openBoard(host.page, demo);
  const stream = publishNumbers(demo, orders);
  await expect.poll(stream.published).toBeGreaterThan(300);
  const last = await stream.stop();
  const panel = await host.openPanelTab();
  await expect.poll(() => countOf(panel, 'dark')).toBe(last);
  await addKey(panel, demo.masterKeyBase64);
  await expect.poll(() => countOf(panel, 'dark')).toBe(0);
  const rows = await allRows(panel);
  expect(rows.map(({ preview }) => numberIn(preview))).toEqual(numbersThrough(last));
});

test('a panel that is closed and opened again shows the same, and what came in between', async ({
  host,
  demo,
}) => {
  await openBoard(host.page, demo);
  const first = await host.openPanelTab();
  await addKey(first, demo.masterKeyBase64);
  await demo.trigger(orders, 'one', {});
  await expectStates(first, ['one: opened']);
  await host.closePanelTab();
  await demo.trigger(orders, 'two', {});
  const second = await host.openPanelTab();
  await expectStates(second, ['one: opened', 'two: opened']);
  await demo.trigger(orders, 'three', {});
  await expectStates(second, ['one: opened', 'two: opened', 'three: opened']);
});

test('two panels of one tab each see every event once, and a key is known to both', async ({
  host,
  demo,
}) => {
  await openBoard(host.page, demo);
  await demo.trigger(orders, 'one', {});
  const first = await host.openPanelTab();
  await expectEvents(first, ['one']);
  await demo.trigger(orders, 'two', {});
  const second = await host.openPanelTab();
  await demo.trigger(orders, 'three', {});
  await addKey(second, demo.masterKeyBase64);
  for (const panel of [first, second]) {
    await expectStates(panel, ['one: opened', 'two: opened', 'three: opened']);
    expect(await countOf(panel, 'held')).toBe(await countOf(second, 'held'));
  }
});

test('a panel sees the tab it inspects and no other', async ({ host, demo }) => {
  await openBoard(host.page, demo);
  const other = await host.newPage();
  await openBoard(other, demo);
  const panel = await host.openPanelTab();
  await demo.trigger(news, 'headline', {});
  await expectEvents(panel, ['headline']);
  expect(await panel.count('[data-connection]')).toBe(1);
});
