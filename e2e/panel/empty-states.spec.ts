import { boardChannels } from '../demo/orders-board/story.ts';
import { expect, test } from '../host/fixtures';
import { openBoard } from './board';
import { channelPage, GREETING } from './channel-page';
import { submitKey } from './keys';
import { expectEvents, expectStates, filterBy } from './panel-view';

/** Where the user allows all sites again. */
const MANAGERS = { chromium: 'chrome://extensions', firefox: 'Open about:addons' };

const empty = (kind: string) => `[data-empty="${kind}"]`;

test('without a socket the real panel offers to reload the page, and that finds the socket', async ({
  host,
  site,
}) => {
  await host.page.goto(site.page('/', '<title>quiet</title>'));
  const panel = await host.openPanel();
  await panel.waitFor(empty('no-socket'));
  expect(await panel.text(empty('no-socket'))).toContain('No realtime connection yet.');
  site.onSocket((socket) => socket.send(GREETING));
  channelPage(site, '/');
  await panel.click(`${empty('no-socket')} [data-action="reload"]`);
  await expect.poll(() => panel.count('[data-connection]')).toBe(1);
  expect(await panel.count(empty('no-socket'))).toBe(0);
});

test('where the user takes back access to all sites, the panel says so and how to allow it again', async ({
  host,
  site,
  target,
}) => {
  await host.page.goto(site.page('/', '<title>quiet</title>'));
  const panel = await host.openPanel();
  await panel.waitFor(empty('no-socket'));
  await host.takeBackSites();
  await panel.waitFor(empty('no-access'));
  expect(await panel.text(empty('no-access'))).toContain('only on the sites that you allow.');
  expect(await panel.text(empty('no-access'))).toContain(MANAGERS[target]);
  expect(await panel.count(`${empty('no-access')} [data-action="reload"]`)).toBe(1);
});

test('sockets of no known protocol are counted, and their frames stay in the page', async ({
  host,
  site,
}) => {
  const script = `for (const path of ['/chat', '/feed']) {
    const socket = new WebSocket('${site.wsUrl}' + path);
    socket.onopen = () => { for (let n = 0; n < 12; n++) socket.send('hello'); };
  }`;
  await host.page.goto(site.page('/', `<script>${script}</script>`));
  const panel = await host.openPanelTab();
  await panel.waitFor(empty('no-protocol'));
  expect(await panel.text(empty('no-protocol'))).toContain('2 WebSockets here speak no channel protocol');
  expect(await panel.text('[data-region="status"]')).toContain('2 WebSockets of no known protocol');
  expect(await panel.count('[data-connection]')).toBe(0);
  await expectEvents(panel, []);
});

test('it says on how many channels it waits, that events lack a key, and what a filter hides', async ({
  host,
  demo,
}) => {
  await openBoard(host.page, demo);
  const panel = await host.openPanelTab();
  await expect
    .poll(() => panel.text(empty('no-events')))
    .toBe('Connected. Waiting for events on 6 channels.');
  await demo.trigger(boardChannels.news, 'headline', {});
  await expectEvents(panel, ['headline']);
  expect(await panel.count(empty('no-events'))).toBe(0);
  await panel.click('[data-action="clear"]');
  for (const event of ['one', 'two']) await demo.trigger(boardChannels.orders, event, {});
  await expect.poll(() => panel.text(empty('no-key'))).toContain('2 encrypted events wait for a key.');
  await panel.click(`${empty('no-key')} button`);
  await submitKey(panel, 'dialog', demo.masterKeyBase64);
  await expectStates(panel, ['one: opened', 'two: opened']);
  expect(await panel.count(empty('no-key'))).toBe(0);
  await panel.press('Escape');
  await filterBy(panel, 'nowhere');
  await expect.poll(() => panel.text(empty('filtered'))).toContain('2 are hidden by the filter.');
  await panel.click(`${empty('filtered')} [data-action="clear-filter"]`);
  await expectEvents(panel, ['one', 'two']);
});
