import { boardChannels } from '../demo/orders-board/story.ts';
import type { Doc } from '../host/driver';
import { expect, test } from '../host/fixtures';
import { openBoard } from './board';
import { sealedFrame } from './channel-page';
import { addKey } from './keys';
import { drawnRows, expectStates, filterBy, selectEvent } from './panel-view';
import { expectVerdicts, openPlace, placeVerdicts, rowMarks } from './verdict-view';

const { news, shop, orders, payments, status } = boardChannels;
const newKey = Buffer.alloc(32, 0xb3).toString('base64');

/** What is used of pusher-js in the page. */
interface PusherGlobal {
  Pusher: { instances: { subscribe(channel: string): { subscribed: boolean } }[] };
}

/** Lets the page's own pusher-js subscribe to one more channel, and waits until it has. */
async function subscribe(page: Doc, channel: string): Promise<void> {
  const ask = (name: string) =>
    (globalThis as unknown as PusherGlobal).Pusher.instances[0]?.subscribe(name).subscribed ?? false;
  await expect.poll(() => page.eval(ask, channel)).toBe(true);
}

/** What the chart of a channel says in words. */
function stripWords(panel: Doc): Promise<string[]> {
  return panel.eval(() =>
    [...document.querySelectorAll('[data-strip-words] li')].map((sentence) => sentence.textContent ?? ''),
  );
}

test('a rotation: the switch, the straggler, the cached event sealed before it', async ({ host, demo }) => {
  const newPusher = demo.wrongPusher(newKey);
  await demo.trigger(status, 'status.old', { isOpen: true });
  await openBoard(host.page, demo);
  const panel = await host.openPanelTab();
  await addKey(panel, demo.masterKeyBase64, { label: 'first' });
  await addKey(panel, newKey, { label: 'second' });
  for (const event of ['one', 'two']) await demo.trigger(orders, event, {});
  await newPusher.trigger(orders, 'three', {});
  await newPusher.trigger(status, 'status.new', {});
  await demo.trigger(orders, 'four', {});
  await demo.trigger(payments, 'charged', {});
  await openPlace(panel, orders);
  await expectVerdicts(panel, ['rotation']);
  expect(await placeVerdicts(panel)).toMatch(
    /From \d\d:\d\d:\d\d\.\d{3} on another key opens the channel; 1 event came under the old one after that\./,
  );
  expect(await placeVerdicts(panel)).toMatch(/before “first” \(\w{6}\) after “second” \(\w{6}\)/);
  await expectStates(panel, ['one: opened', 'two: opened', 'three: opened', 'four: opened']);
  expect(await rowMarks(panel)).toEqual({ one: '', two: '', three: '', four: 'note' });
  expect(await stripWords(panel)).toEqual([
    expect.stringMatching(/“first” \(\w{6}\) opened 3 events$/),
    expect.stringMatching(/“second” \(\w{6}\) opened 1 event$/),
    expect.stringMatching(/^switch at .*: from here on “second”/),
    '1 straggler under an older key',
  ]);
  expect(await panel.text('[data-section="keys"]')).toMatch(/switch \d\d:\d\d:\d\d\.\d{3}/);
  await selectEvent(panel, 'four');
  await expect
    .poll(() => panel.text('[data-verdict="previous-key"]'))
    .toContain('It opens with an older key, while a newer one is in use.');
  await openPlace(panel, status);
  await expect.poll(() => rowMarks(panel)).toEqual({ 'status.old': 'note', 'status.new': '' });
  expect((await stripWords(panel))[0]).toMatch(/replayed by the cache, sealed before the switch$/);
  await filterBy(panel, 'reason:previous-key');
  await expect.poll(() => rowMarks(panel)).toEqual({ 'status.old': 'note' });
  await panel.click('[role="row"][data-entry] [data-column="event"]');
  await expect
    .poll(() => panel.text('[data-verdict="previous-key"]'))
    .toContain('The cached event was sealed before the master key changed.');
  await openPlace(panel, payments);
  await expect.poll(() => rowMarks(panel)).toEqual({ charged: 'note' });
  await expectVerdicts(panel, []);
});

test('one key all along is no rotation, whichever other keys are known', async ({ host, demo }) => {
  await demo.trigger(status, 'status.old', {});
  await openBoard(host.page, demo);
  const panel = await host.openPanelTab();
  await addKey(panel, newKey, { label: 'other' });
  await addKey(panel, demo.masterKeyBase64, { label: 'ours' });
  for (const event of ['one', 'two', 'three']) await demo.trigger(orders, event, {});
  for (const [channel, events] of [
    [orders, ['one', 'two', 'three']],
    [status, ['status.old']],
  ] as const) {
    await openPlace(panel, channel);
    await expect.poll(() => panel.count('[data-state="opened"]')).toBe(events.length);
    expect(await rowMarks(panel)).toEqual(Object.fromEntries(events.map((event) => [event, ''])));
    await expectVerdicts(panel, []);
  }
  expect(await stripWords(panel)).toEqual([
    expect.stringMatching(/“ours” \(\w{6}\) opened 1 event, replayed by the cache$/),
  ]);
  await demo.trigger(status, 'status.new', {});
  await expect
    .poll(() => stripWords(panel))
    .toEqual([expect.stringMatching(/opened 2 events, 1 of them replayed by the cache$/)]);
});

test('keys that come late, the older one last, show the same rotation', async ({ host, demo }) => {
  await openBoard(host.page, demo);
  const panel = await host.openPanelTab();
  const newPusher = demo.wrongPusher(newKey);
  for (const event of ['one', 'two']) await demo.trigger(orders, event, {});
  for (const event of ['three', 'four', 'five']) await newPusher.trigger(orders, event, {});
  await demo.trigger(orders, 'six', {});
  await openPlace(panel, orders);
  await expect.poll(() => panel.count('[data-state="dark"]')).toBe(6);
  await addKey(panel, newKey, { label: 'second' });
  await addKey(panel, demo.masterKeyBase64, { label: 'first' });
  await expectVerdicts(panel, ['rotation']);
  expect(await placeVerdicts(panel)).toMatch(/before “first” \(\w{6}\) after “second” \(\w{6}\)/);
  await expect.poll(async () => (await rowMarks(panel)).six).toBe('note');
  expect(await rowMarks(panel)).toMatchObject({ one: '', two: '', three: '', four: '', five: '' });
});

test('a silent channel with a near name says which one the events come on, until it gets its own', async ({
  host,
  demo,
}) => {
  const silent = orders.replace('encrypted-', '');
  await openBoard(host.page, demo);
  await subscribe(host.page, silent);
  const panel = await host.openPanelTab();
  for (const event of ['one', 'two']) await demo.trigger(orders, event, {});
  await openPlace(panel, silent);
  await expectVerdicts(panel, ['name-near-miss']);
  expect(await placeVerdicts(panel)).toContain(
    `The page listens on ${silent}, where nothing comes; 2 events came on ${orders}.`,
  );
  await filterBy(panel, 'reason:name-near-miss');
  for (const channel of [orders, payments, news]) {
    await openPlace(panel, channel);
    await expectVerdicts(panel, []);
  }
  await demo.trigger(silent, 'own', {});
  await openPlace(panel, silent);
  await expectVerdicts(panel, []);
});

test('a private channel says that the master key encrypts nothing there; a public one does not', async ({
  host,
  demo,
}) => {
  await openBoard(host.page, demo);
  const panel = await host.openPanelTab();
  for (const channel of [shop, news, orders]) await demo.trigger(channel, `on ${channel}`, {});
  await openPlace(panel, shop);
  await expectStates(panel, [`on ${shop}: clear`]);
  await expectVerdicts(panel, []);
  await addKey(panel, demo.masterKeyBase64);
  await expectVerdicts(panel, ['encryption-not-applied']);
  expect(await placeVerdicts(panel)).toContain('this channel’s events go out in the clear');
  for (const channel of [news, orders]) {
    await openPlace(panel, channel);
    await expectVerdicts(panel, []);
  }
});

test('an event that comes before the page has subscribed says so; the one after does not', async ({
  host,
  demo,
}) => {
  const late = 'private-encrypted-late';
  await openBoard(host.page, demo);
  const panel = await host.openPanelTab();
  await addKey(panel, demo.masterKeyBase64);
  demo.channelServer.sendRaw(sealedFrame('early', late, { n: 1 }, demo.masterKeyBase64));
  await expectStates(panel, ['early: opened']);
  await subscribe(host.page, late);
  await demo.trigger(late, 'in-time', {});
  await openPlace(panel, late);
  await expect.poll(() => rowMarks(panel)).toEqual({ early: 'warning', 'in-time': '' });
  await selectEvent(panel, 'early');
  await expect
    .poll(async () => (await panel.text('[data-verdict="event-before-key"]')).replace(/\s+/g, ' '))
    .toMatch(/The event came before the (subscription|auth reply) that gives the page its key.* ms later/);
});

test('a code after which the client gives up is a fault of the connection, said once', async ({
  host,
  demo,
}) => {
  await openBoard(host.page, demo);
  const panel = await host.openPanelTab();
  demo.channelServer.disconnectAll(4001, 'Deleted');
  const mark = '[data-connection] [data-worst="fault"]';
  await panel.waitFor(mark);
  await filterBy(panel, 'reason:close-code');
  await selectEvent(panel, '(closed 4001)');
  await expect
    .poll(() => panel.text('[data-verdict="close-code"]'))
    .toContain('The server does not know the app key. The client gives up.');
  expect(await panel.count('[data-notice]')).toBe(0);
  await panel.click('[data-connection] .line-text');
  await expectVerdicts(panel, ['close-code']);
  const said = (await panel.text('[data-region="detail"]')).split('does not know the app key').length - 1;
  expect(said).toBe(1);
});

test('a refused app key is told of the error and of the close', async ({ host, demo }) => {
  await openBoard(host.page, demo);
  const panel = await host.openPanelTab();
  await host.page.eval((wsPort) => {
    const { Pusher } = globalThis as unknown as { Pusher: new (key: string, options: object) => unknown };
    const options = { cluster: '', wsHost: '127.0.0.1', wsPort, forceTLS: false, enabledTransports: ['ws'] };
    return void new Pusher('no-such-app', options);
  }, demo.channelServer.port);
  await filterBy(panel, 'is:fault');
  const events = async () => (await drawnRows(panel)).map(({ event }) => event);
  await expect.poll(events).toEqual(['pusher:error', '(closed 4001)']);
  await selectEvent(panel, 'pusher:error');
  await expect.poll(() => panel.text('[data-verdict="close-code"]')).toContain('The server says:');
  expect(await panel.count('[data-connection]')).toBe(2);
  expect(await panel.count('[data-connection] [data-worst="fault"]')).toBe(1);
});

test('a close after which the client connects again is no fault', async ({ host, demo }) => {
  await openBoard(host.page, demo);
  const panel = await host.openPanelTab();
  demo.channelServer.disconnectAll(4200, 'Restarting');
  await expect.poll(() => panel.count('[data-connection]')).toBe(2);
  await panel.click('[data-action="control"]');
  await filterBy(panel, 'event:closed');
  await selectEvent(panel, '(closed 4200)');
  await expect.poll(() => panel.text('[data-notice]')).toContain('connects again at once');
  expect(await panel.count('[data-verdict]')).toBe(0);
  expect(await panel.count('[data-connection] [data-worst]')).toBe(0);
});
