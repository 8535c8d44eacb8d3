import { boardChannels } from '../demo/orders-board/story.ts';
import { expect, test } from '../host/fixtures';
import { openBoard } from './board';

const { orders } = boardChannels;
const staffChannel = Object.values(boardChannels).find((name) => name.startsWith('presence-')) ?? '';

test.beforeEach(async ({ host, demo }) => openBoard(host.page, demo));

const section = (name: string) => `[data-region="detail"] [data-section="${name}"]`;

test('a channel says how its subscription came, and of what connection it is', async ({ host, demo }) => {
  const panel = await host.openPanelTab();
  await panel.click(`[role="treeitem"][data-channel="${orders}"]`);
  await expect.poll(() => panel.text(section('channel'))).toContain('subscribed');
  expect(await panel.text(section('channel'))).toContain('encrypted');
  await expect.poll(() => panel.text(section('transitions'))).toMatch(/subscribing[\s\S]*subscribed/);
  expect(await panel.text(section('connection'))).toMatch(/Pusher 7[\s\S]*pusher-js 8\.6\.0/);
  demo.channelServer.disconnectAll(4009, 'Origin refused');
  await expect.poll(() => panel.text(section('channel'))).toContain('unsubscribed');
  await expect
    .poll(() => panel.text(section('connection')))
    .toMatch(/code 4009, Origin refused[\s\S]*The client/);
});

test('a presence channel lists its members, as they come and go', async ({ host, demo }) => {
  await host.page.goto(`${demo.pageUrl}?as=amina`);
  const panel = await host.openPanelTab();
  await panel.click(`[role="treeitem"][data-channel="${staffChannel}"]`);
  await expect.poll(() => panel.count(`${section('members')} [data-fact]`)).toBe(1);
  const second = await host.newPage();
  await second.goto(`${demo.pageUrl}?as=bjorn`);
  await expect.poll(() => panel.count(`${section('members')} [data-fact]`)).toBe(2);
  expect(await panel.text(section('members'))).toContain('"role"');
  await second.close();
  await expect.poll(() => panel.count(`${section('members')} [data-fact]`)).toBe(1);
});

test('the detail of a place gives way to an event, and closes', async ({ host, demo }) => {
  const panel = await host.openPanelTab();
  await panel.click(`[role="treeitem"][data-channel="${orders}"]`);
  await panel.waitFor(section('channel'));
  await demo.trigger(orders, 'order.paid', { id: 1 });
  await panel.click('[role="row"][data-entry]');
  await expect.poll(() => panel.count(section('channel'))).toBe(0);
  await panel.click('[data-action="close-detail"]');
  await expect.poll(() => panel.count('[data-region="detail"]')).toBe(0);
});

test('a channel lists what was found on its events, leads to the newest, and a click on it leads back', async ({
  host,
  demo,
}) => {
  const panel = await host.openPanelTab();
  const line = `[role="treeitem"][data-channel="${orders}"]`;
  await panel.click(line);
  for (const id of [1, 2]) await demo.trigger(orders, `order.${id}`, { id });
  const found = `${section('event-findings')} [data-event-finding="no-key"]`;
  await expect.poll(() => panel.text(found)).toMatch(/warning:\s*No key\s*no-key\s*2 events/);
  await panel.click(`${found} button`);
  await expect.poll(() => panel.text('[data-region="detail"] h2')).toBe('order.2');
  await panel.click(line);
  await panel.waitFor(section('channel'));
  await panel.click(line);
  await expect.poll(() => panel.count(`${line}[aria-selected="true"]`)).toBe(0);
});
