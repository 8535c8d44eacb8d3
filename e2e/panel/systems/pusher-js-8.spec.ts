import { clientChannels } from '../../demo/client-pages/kinds.ts';
import { expect } from '../../host/fixtures';
import { countOf, drawnRows, filterBy } from '../panel-view';
import { test } from './demos';
import { expectEncryptedChannels, openClientPage } from './encrypted-channels';
import { expectRows, toggleControl } from './rows';

const { news, orders, weather } = clientChannels;

test('pusher-js 8 with encryption: every encrypted channel opens', async ({ host, client }) => {
  await expectEncryptedChannels(host, client);
});

test('pusher-js 8: the signed-in user, the watchlist and the cache are control events', async ({
  host,
  client,
}) => {
  await openClientPage(host, client);
  const panel = await host.openPanel();
  await toggleControl(panel);
  const names = async () => (await drawnRows(panel)).map(({ event }) => event);
  // One after the other: of all of them, some are out of sight.
  for (const event of ['pusher:signin', 'pusher:signin_success', 'pusher_internal:watchlist_events']) {
    await filterBy(panel, `event:${event}`);
    await expect.poll(names).toContain(event);
  }
  await filterBy(panel, `channel:${weather} event:pusher:cache_miss`);
  await expect.poll(names).toEqual(['pusher:cache_miss']);
});

test.describe('pusher-js 8 without encryption', () => {
  test.use({ clientOptions: { kind: 'pusher-8-plain' } });

  test('refuses encrypted channels itself, so that there is nothing dark', async ({ host, client }) => {
    await openClientPage(host, client, 4);
    const panel = await host.openPanel();
    await client.trigger(orders, 'order.created', { id: 7 });
    await client.trigger(news, 'headline', { title: 'Snow' });
    await expectRows(panel, news, ['clear {"title":"Snow"}']);
    await expectRows(panel, orders, []);
    expect(await countOf(panel, 'dark')).toBe(0);
    expect(await panel.count(`[data-channel="${orders}"]`)).toBe(0);
  });
});
