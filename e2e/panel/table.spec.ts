import type { Demo } from '../demo/orders-board/start-demo.ts';
import { boardChannels } from '../demo/orders-board/story.ts';
import type { Doc } from '../host/driver';
import { expect, test } from '../host/fixtures';
import { openBoard } from './board';
import { addKey } from './keys';
import {
  countOf,
  drawnRows,
  expectEvents,
  expectStates,
  filterBy,
  scrollTo,
  selectEvent,
} from './panel-view';

const { orders, payments, news } = boardChannels;

test.beforeEach(async ({ host, demo }) => openBoard(host.page, demo));

test('pause stops the table and counts what waits; resume shows it', async ({ host, demo }) => {
  const panel = await host.openPanelTab();
  await publish(demo, 'a', 2);
  await expectEvents(panel, ['a1', 'a2']);
  await panel.click('[data-action="pause"]');
  await publish(demo, 'b', 3);
  await expect.poll(() => countOf(panel, 'waiting')).toBe(3);
  await expectEvents(panel, ['a1', 'a2']);
  await panel.click('[data-action="pause"]');
  await expectEvents(panel, ['a1', 'a2', 'b1', 'b2', 'b3']);
  await expect.poll(() => panel.count('[data-count="waiting"]')).toBe(0);
});

test('clear empties the table; undo puts it back before what came since, opened by a key that came meanwhile', async ({
  host,
  demo,
}) => {
  const panel = await host.openPanelTab();
  await publish(demo, 'a', 2);
  await expectEvents(panel, ['a1', 'a2']);
  await panel.click('[data-action="clear"]');
  await expectEvents(panel, []);
  await publish(demo, 'b', 1);
  await expectEvents(panel, ['b1']);
  await panel.click('[data-action="undo-clear"]');
  await expectEvents(panel, ['a1', 'a2', 'b1']);
  expect(await panel.count('[data-action="undo-clear"]')).toBe(0);
  await panel.click('[data-action="clear"]');
  await demo.trigger(orders, 'order.paid', { id: 7 });
  await expectStates(panel, ['order.paid: dark']);
  await panel.click('[data-action="clear"]');
  await addKey(panel, demo.masterKeyBase64);
  await panel.click('[data-action="undo-clear"]');
  const clear = ['a1', 'a2', 'b1'].map((event) => `${event}: clear`);
  await expectStates(panel, [...clear, 'order.paid: opened']);
});

test('the table follows the newest row until it is scrolled up; “N new” brings it back', async ({
  host,
  demo,
}) => {
  const panel = await host.openPanelTab();
  await publish(demo, 'a', 100);
  await expect.poll(async () => (await drawnRows(panel)).at(-1)?.event).toBe('a100');
  await scrollTo(panel, 0);
  await publish(demo, 'b', 3);
  await expect.poll(() => panel.text('[data-action="follow"]')).toContain('3 new');
  expect((await drawnRows(panel))[0]?.event).toBe('a1');
  await panel.click('[data-action="follow"]');
  await expect.poll(async () => (await drawnRows(panel)).at(-1)?.event).toBe('b3');
  await publish(demo, 'c', 1);
  await expect.poll(async () => (await drawnRows(panel)).at(-1)?.event).toBe('c1');
  expect(await panel.count('[data-action="follow"]')).toBe(0);
});

test('a selected row stays selected and where it is while new ones come, and outlives a filter that hides it', async ({
  host,
  demo,
}) => {
  const panel = await host.openPanelTab();
  await publish(demo, 'a', 100);
  await expect.poll(async () => (await drawnRows(panel)).at(-1)?.event).toBe('a100');
  await selectEvent(panel, 'a90');
  const topOf = () =>
    panel.eval(
      () => document.querySelector('[aria-selected="true"][data-entry]')?.getBoundingClientRect().top,
    );
  const before = await topOf();
  await publish(demo, 'b', 100);
  await expect.poll(() => countOf(panel, 'shown')).toBe(200);
  expect(await topOf()).toBe(before);
  expect(await panel.text('[data-region="detail"] h2')).toBe('a90');
  await filterBy(panel, 'event:b99');
  await expectEvents(panel, ['b99']);
  expect(await panel.text('[data-region="detail"] h2')).toBe('a90');
  await filterBy(panel, 'event:a9*');
  await expect.poll(() => countOf(panel, 'shown')).toBe(11);
  expect((await drawnRows(panel)).find(({ isSelected }) => isSelected)?.event).toBe('a90');
});

test('a channel of the sidebar narrows the table, and again widens it', async ({ host, demo }) => {
  const panel = await host.openPanelTab();
  await publish(demo, 'a', 1);
  await demo.trigger(orders, 'order.paid', {});
  await demo.trigger(payments, 'payment.captured', {});
  await expectEvents(panel, ['a1', 'order.paid', 'payment.captured']);
  await panel.click(`[data-channel="${orders}"]`);
  await expectEvents(panel, ['order.paid']);
  await panel.click(`[data-channel="${orders}"]`);
  await expectEvents(panel, ['a1', 'order.paid', 'payment.captured']);
});

test('the sidebar names the connection, and of each channel kind, state, lock and number of events', async ({
  host,
  demo,
}) => {
  const panel = await host.openPanelTab();
  await addKey(panel, demo.masterKeyBase64);
  await publish(demo, 'a', 2);
  await demo.trigger(orders, 'order.paid', {});
  const textOf = (channel: string) =>
    panel.eval((name) => document.querySelector(`[data-channel="${name}"]`)?.textContent ?? '', channel);
  await expect.poll(() => textOf(orders)).toMatch(/encrypted channel, opened.*1.*subscribed/);
  expect(await textOf(payments)).toMatch(/encrypted channel(?!, opened).*0.*subscribed/);
  expect(await textOf(news)).toMatch(/public channel.*2.*subscribed/);
  expect(await textOf(boardChannels.staff)).toMatch(/presence channel/);
  expect(await textOf(boardChannels.shop)).toMatch(/private channel/);
  const sidebar = await panel.text('[data-region="sidebar"]');
  expect(sidebar).toContain(`127.0.0.1:${demo.channelServer.port}`);
  expect(sidebar).toMatch(/Pusher 7 · pusher-js 8\.6\.0/);
  demo.channelServer.disconnectAll(4200, 'Try again');
  await expect.poll(() => panel.count('[data-connection]')).toBe(2);
});

test('what a filter marks in a channel stays in sight: what all encrypted ones share is left out', async ({
  host,
  demo,
}) => {
  const panel = await host.openPanelTab();
  await demo.trigger(orders, 'order.paid', {});
  const channel = '[data-entry] [data-column="channel"]';
  for (const [query, marked] of [
    ['orders', '.name-common + .name-marked mark'],
    ['private-', '.name-marked:first-child mark'],
  ] as const) {
    await filterBy(panel, query);
    await expect.poll(() => panel.count(`${channel} ${marked}`)).toBe(1);
    expect((await drawnRows(panel)).map((row) => row.channel)).toEqual([orders]);
  }
});

test('the less room the table has, the fewer columns it shows, and each of them whole', async ({
  host,
  demo,
}) => {
  let panel = await host.openPanel({ dock: 'right', size: 420 });
  await demo.trigger(orders, 'order.paid', {});
  await expectEvents(panel, ['order.paid']);
  await expect.poll(() => columnsInSight(panel)).toEqual(['time', 'channel', 'event', 'state']);
  panel = await host.openPanel({ dock: 'bottom' });
  await expect
    .poll(() => columnsInSight(panel))
    .toEqual(['time', 'channel', 'event', 'size', 'state', 'preview']);
});

/** The columns of the first row that are drawn, as far as they end inside the table. */
function columnsInSight(panel: Doc): Promise<string[]> {
  return panel.eval(() => {
    const row = document.querySelector('[role="row"][data-entry]');
    const end = row?.getBoundingClientRect().right ?? 0;
    const cells = [...(row?.querySelectorAll<HTMLElement>('[data-column]') ?? [])];
    return cells
      .filter((cell) => cell.checkVisibility() && cell.getBoundingClientRect().right <= end + 0.5)
      .map((cell) => cell.dataset.column ?? '');
  });
}

/** Publishes clear events `<name>1`, `<name>2` … without the detour over the HTTP API. */
async function publish(demo: Demo, name: string, count: number): Promise<void> {
  for (let n = 1; n <= count; n++) demo.channelServer.publish(news, `${name}${n}`, '{}');
}
