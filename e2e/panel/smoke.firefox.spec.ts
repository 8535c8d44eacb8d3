import { boardChannels } from '../demo/orders-board/story.ts';
import { expect, test } from '../host/fixtures';
import { numberIn, numbersThrough, openBoard, publishNumbers } from './board';
import { addKey } from './keys';
import { allRows, countOf, expectStates, filterBy, paneText, selectEvent } from './panel-view';

const { orders, news } = boardChannels;

test.describe('in the real toolbox of Firefox', () => {
  test('a pasted key opens the past and the present, and an opened event can be read', async ({
    host,
    demo,
  }) => {
    await openBoard(host.page, demo);
    await demo.trigger(orders, 'order.created', { id: 7, note: 'Zoë ☕' });
    const panel = await host.openPanel();
    await demo.trigger(news, 'headline', { title: 'Snow' });
    await expectStates(panel, ['order.created: dark', 'headline: clear']);
    await addKey(panel, demo.masterKeyBase64, { label: 'staging' });
    await demo.trigger(orders, 'order.paid', { id: 7 });
    await expectStates(panel, ['order.created: opened', 'headline: clear', 'order.paid: opened']);
    await selectEvent(panel, 'order.created');
    await expect.poll(() => paneText(panel, 'plaintext')).toContain('note: "Zoë ☕"');
    expect(await paneText(panel, 'ciphertext')).toMatch(/nonce ?24 B/);
  });

  test('numbers published while the background is stopped arrive once, in order, opened', async ({
    host,
    demo,
  }) => {
    await openBoard(host.page, demo);
    const panel = await host.openPanel();
    await addKey(panel, demo.masterKeyBase64);
    const stream = publishNumbers(demo, orders);
    for (let stops = 1; stops <= 2; stops++) {
      const before = stream.published();
      await expect.poll(stream.published).toBeGreaterThan(before + 20);
      await host.stopBackground();
    }
    const last = await stream.stop();
    await filterBy(panel, 'is:opened');
    await expect.poll(() => countOf(panel, 'shown')).toBe(last);
    const rows = await allRows(panel);
    expect(rows.map(({ preview }) => numberIn(preview))).toEqual(numbersThrough(last));
    expect(await countOf(panel, 'dropped')).toBe(0);
  });
});
