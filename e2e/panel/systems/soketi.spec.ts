import { soketiDialect } from '../../demo/channel-server/dialect.ts';
import { clientChannels, refusedChannel } from '../../demo/client-pages/kinds.ts';
import { expect } from '../../host/fixtures';
import { drawnRows, filterBy } from '../panel-view';
import { test } from './demos';
import { expectEncryptedChannels, openClientPage } from './encrypted-channels';
import { expectRows, toggleControl } from './rows';

/** What the page has put there for tests. */
interface PageGlobal {
  client: { subscribe(name: string): unknown };
}

const { shop } = clientChannels;

test.use({ clientOptions: { kind: 'pusher-8', dialect: soketiDialect } });

test('a server like Soketi: every encrypted channel opens', async ({ host, client }) => {
  await expectEncryptedChannels(host, client);
});

test('a subscription that Soketi refuses by an event of its own is shown as failed', async ({
  host,
  client,
}) => {
  await openClientPage(host, client);
  const panel = await host.openPanel();
  await host.page.eval((name) => {
    (globalThis as unknown as PageGlobal).client.subscribe(name);
  }, refusedChannel);
  await toggleControl(panel);
  await filterBy(panel, `channel:${refusedChannel}`);
  const names = async () => (await drawnRows(panel)).map(({ event }) => event);
  await expect.poll(names).toEqual(['pusher:subscribe', 'pusher:subscription_error']);
  await expect.poll(() => panel.count(`[data-channel="${refusedChannel}"] .subscription-failed`)).toBe(1);
});

test('a client event with an object for data is clear', async ({ host, client }) => {
  await openClientPage(host, client);
  const sender = await host.newPage();
  await sender.goto(client.url);
  await sender.waitFor('html[data-subscribed="6"]');
  const panel = await host.openPanel();
  await sender.eval((name) => {
    interface Sender {
      client: { channel(name: string): { trigger(event: string, data: unknown): boolean } };
    }
    (globalThis as unknown as Sender).client.channel(name).trigger('client-typing', { length: 3 });
  }, shop);
  await expectRows(panel, shop, ['clear {"length":3}']);
});
