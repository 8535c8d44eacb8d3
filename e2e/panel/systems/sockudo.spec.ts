import { sockudoChannels } from '../../demo/sockudo/story.ts';
import { expect } from '../../host/fixtures';
import { addKey } from '../keys';
import { drawnRows, filterBy } from '../panel-view';
import { test } from './demos';
import { expectInSidebar, expectRows, toggleControl } from './rows';

const { market, news, prices, room, team } = sockudoChannels;
const allSubscribed = `html[data-subscriptions="${Object.keys(sockudoChannels).length}"]`;

for (const [format, words] of [
  ['json', 'JSON'],
  ['messagepack', 'MessagePack'],
  ['protobuf', 'protobuf'],
] as const) {
  test(`Sockudo in ${words}: recorded and published frames open with the key`, async ({ host, sockudo }) => {
    await host.page.goto(`${sockudo.url}?format=${format}`);
    await host.page.waitFor(allSubscribed);
    const panel = await host.openPanel();
    await expectInSidebar(panel, 'Sockudo');
    await expect
      .poll(async () => (await panel.text('[data-region="sidebar"]')).toLowerCase())
      .toContain(words.toLowerCase());
    sockudo.replayWire();
    await sockudo.trigger(room, 'order.paid', { id: 7, note: 'Zoë ☕' });
    await sockudo.trigger(team, 'shift.note', { text: 'Tea' });
    sockudo.server.publish({ event: 'headline', channel: news, data: '{"n":1}', tags: { region: 'eu' } });
    await expectRows(panel, team, ['clear {"text":"Tea"}']);
    await expectRows(panel, news, ['clear {"n":1}']);
    await addKey(panel, sockudo.masterKeyBase64);
    await expectRows(panel, room, ['opened {"hello":"sockudo"}', 'opened {"id":7,"note":"Zoë ☕"}']);
  });
}

test('Sockudo deltas: each payload stands whole, of the recorded and of live ones', async ({
  host,
  sockudo,
}) => {
  await host.page.goto(sockudo.url);
  await host.page.waitFor(allSubscribed);
  const panel = await host.openPanel();
  sockudo.replayDelta();
  for (const price of ['100.00', '100.01', '100.02']) await sockudo.trigger(prices, 'tick', { price });
  const rest = '"volume":"12345","exchange":"demo-exchange"}';
  await expectRows(panel, market, [
    `clear {"asset":"BTC","price":"100.00",${rest}`,
    `clear {"asset":"BTC","price":"100.01",${rest}`,
  ]);
  await expectRows(
    panel,
    prices,
    ['100.00', '100.01', '100.02'].map((price) => `clear {"price":"${price}"}`),
  );
});

test('Sockudo control events have their own names', async ({ host, sockudo }) => {
  await host.page.goto(sockudo.url);
  await host.page.waitFor(allSubscribed);
  const panel = await host.openPanel();
  await toggleControl(panel);
  await filterBy(panel, `channel:${team}`);
  const names = async () => (await drawnRows(panel)).map(({ event }) => event);
  await expect.poll(names).toEqual(['sockudo:subscribe', 'sockudo_internal:subscription_succeeded']);
  await filterBy(panel, 'event:sockudo:delta_compression_enabled');
  await expect.poll(names).toEqual(['sockudo:delta_compression_enabled']);
});
