import { writeFileSync } from 'node:fs';
import { boardChannels } from '../demo/orders-board/story.ts';
import { expect, test } from '../host/fixtures';
import { openBoard } from '../panel/board';
import { addKey } from '../panel/keys';
test.setTimeout(120_000);
const wait = (ms: number) => new Promise((r) => setTimeout(r, ms));
test('shots', async ({ host, demo }) => {
  const { status, orders } = boardChannels;
  const next = demo.wrongPusher(Buffer.alloc(32, 9).toString('base64'));
  await demo.trigger(status, 'status.changed', { n: 0 });
  await openBoard(host.page, demo);
  for (const theme of ['light', 'dark'] as const) {
    const panel = await host.openPanel({ dock: 'bottom', size: 400, theme });
    if (theme === 'light') {
      await addKey(panel, demo.masterKeyBase64, { label: 'old' });
      await addKey(panel, Buffer.alloc(32, 9).toString('base64'), { label: 'new' });
      for (let i = 0; i < 8; i++) { await demo.trigger(orders, 'order.created', { i }); await wait(120); }
      await demo.wrongPusher().trigger(orders, 'stranger', {});
      for (let i = 0; i < 9; i++) {
        await next.trigger(orders, 'order.created', { i });
        await next.trigger(status, 'status.changed', { i });
        await wait(150);
        if (i % 4 === 2) await demo.trigger(orders, 'order.paid', { i });
        if (i === 3) demo.channelServer.publish(orders, 'order.leaked', JSON.stringify({ card: 4242 }));
      }
      await demo.trigger('news', 'headline', {});
    }
    await panel.click(`[role="treeitem"][data-channel="${orders}"]`);
    await wait(400);
    writeFileSync(`/tmp/strip-${theme}.png`, await host.screenshotWindow());
    await panel.click(`[role="treeitem"][data-channel="${status}"]`);
    await wait(300);
    writeFileSync(`/tmp/cached-${theme}.png`, await host.screenshotWindow());
    await panel.click('[data-action="proof"]');
    await wait(300);
    writeFileSync(`/tmp/proof-${theme}.png`, await host.screenshotWindow());
    console.log(await panel.text('[data-section="proof"]'));
    await host.closePanel();
    const narrow = await host.openPanel({ dock: 'right', size: 420, theme });
    await wait(800);
    await narrow.eval((name) => {
      const select = document.querySelector('select[name="channel"]') as HTMLSelectElement;
      const option = [...select.options].find((o) => o.textContent?.includes(name));
      select.value = option!.value; select.dispatchEvent(new Event('change', { bubbles: true }));
    }, orders);
    await wait(400);
    writeFileSync(`/tmp/narrow-${theme}.png`, await host.screenshotWindow());
    await narrow.click('[data-action="proof"]');
    await wait(300);
    writeFileSync(`/tmp/narrow-proof-${theme}.png`, await host.screenshotWindow());
    console.log(await narrow.eval(() => [...document.querySelectorAll('[data-strip-words] li')].map((l) => l.textContent)));
    await host.closePanel();
  }
  expect(1).toBe(1);
});
