import { reverbDialect } from '../../demo/channel-server/dialect.ts';
import { clientChannels } from '../../demo/client-pages/kinds.ts';
import { expect } from '../../host/fixtures';
import { addKey } from '../keys';
import { drawnRows, filterBy } from '../panel-view';
import { test } from './demos';
import { expectEncryptedChannels, openClientPage } from './encrypted-channels';
import { expectRows, toggleControl } from './rows';

const { orders, shop } = clientChannels;

test.use({ clientOptions: { kind: 'echo', dialect: reverbDialect } });

test('Laravel Echo against a server like Reverb, behind a path: every encrypted channel opens', async ({
  host,
  client,
}) => {
  await expectEncryptedChannels(host, client);
});

test('events keep the class names that Laravel gives them, and Echo and the panel agree', async ({
  host,
  client,
}) => {
  await openClientPage(host, client);
  const panel = await host.openPanel();
  await addKey(panel, client.masterKeyBase64);
  await client.trigger(orders, 'App\\Events\\OrderCreated', { order: { id: 7 } });
  await expectRows(panel, orders, ['opened {"order":{"id":7}}']);
  // The table has the class without its namespace, and the whole as a tooltip.
  expect((await drawnRows(panel)).map(({ event }) => event)).toEqual(['OrderCreated']);
  expect(await panel.count('[data-column="event"][title="App\\\\Events\\\\OrderCreated"]')).toBe(1);
  await expect
    .poll(() => host.page.text(`[data-channel="${orders}"]`))
    .toContain('OrderCreated {"order":{"id":7}}');
});

test('a subscription answered without data counts as one', async ({ host, client }) => {
  await openClientPage(host, client);
  const panel = await host.openPanel();
  await toggleControl(panel);
  await filterBy(panel, `channel:${shop}`);
  const names = async () => (await drawnRows(panel)).map(({ event }) => event);
  await expect.poll(names).toEqual(['pusher:subscribe', 'pusher_internal:subscription_succeeded']);
  await expect.poll(() => panel.text(`[data-channel="${shop}"]`)).toContain('subscribed');
});
