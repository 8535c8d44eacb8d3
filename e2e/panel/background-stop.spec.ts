import { boardChannels } from '../demo/orders-board/story.ts';
import { expect, test } from '../host/fixtures';
import { numberIn, numbersThrough, openBoard, publishNumbers } from './board';
import { sealedFrame } from './channel-page';
import { addKey } from './keys';
import { allRows, countOf, expectStates, filterBy } from './panel-view';

const { orders } = boardChannels;

test('numbers published while the background is stopped again and again arrive once, in order, opened', async ({
  host,
  demo,
}) => {
  await openBoard(host.page, demo);
  const panel = await host.openPanel();
  await addKey(panel, demo.masterKeyBase64);
  const stream = publishNumbers(demo, orders);
  for (let stops = 1; stops <= 4; stops++) {
    const before = stream.published();
    await expect.poll(stream.published).toBeGreaterThan(before + 20);
    await host.stopBackground();
  }
  const last = await stream.stop();
  await filterBy(panel, 'is:opened');
  await expect.poll(() => countOf(panel, 'shown')).toBe(last);
  const rows = await allRows(panel);
  expect(rows.map(({ preview }) => numberIn(preview))).toEqual(numbersThrough(last));
  expect(await countOf(panel, 'dark')).toBe(0);
  expect(await countOf(panel, 'dropped')).toBe(0);
});

test('a background that is stopped while a key opens thousands of events goes on where it was', async ({
  host,
  demo,
}) => {
  const count = 5000;
  await openBoard(host.page, demo);
  const panel = await host.openPanelTab();
  for (let n = 1; n <= count; n++) {
    demo.channelServer.sendRaw(sealedFrame('tick', orders, { n }, demo.masterKeyBase64), orders);
  }
  await expect.poll(() => countOf(panel, 'dark'), { timeout: 30_000 }).toBe(count);
  await addKey(panel, demo.masterKeyBase64);
  await host.stopBackground();
  await expect.poll(() => countOf(panel, 'dark')).toBe(0);
  await filterBy(panel, 'is:opened');
  await expect.poll(() => countOf(panel, 'shown')).toBe(count);
});

test('a key that is pasted at the moment the background is stopped is taken all the same', async ({
  host,
  demo,
}) => {
  await openBoard(host.page, demo);
  const panel = await host.openPanelTab();
  await demo.trigger(orders, 'order.paid', { id: 7 });
  await expectStates(panel, ['order.paid: dark']);
  await Promise.all([host.stopBackground(), addKey(panel, demo.masterKeyBase64)]);
  await expectStates(panel, ['order.paid: opened']);
});

test('a background that is stopped with an idle panel is back for the next event', async ({ host, demo }) => {
  await openBoard(host.page, demo);
  const panel = await host.openPanel();
  await addKey(panel, demo.masterKeyBase64);
  await host.stopBackground();
  await demo.trigger(orders, 'after', { n: 1 });
  await expectStates(panel, ['after: opened']);
});
