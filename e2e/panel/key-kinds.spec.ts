import { deriveSharedSecret } from '../../src/core/crypto/shared-secret';
import { DERIVATION_MAKERS, DERIVATIONS } from '../../src/core/derivations';
import { expect, test } from '../host/fixtures';
import { channelPage, GREETING, sealedFrame } from './channel-page';
import { addKey, choose } from './keys';
import { expectStates, selectEvent } from './panel-view';

const masterKey = Buffer.alloc(32, 0x9c).toString('base64');
const orders = 'private-encrypted-orders';
const payments = 'private-encrypted-payments';

test('the derivation that opened an event is named, with the library that makes it so', async ({
  host,
  site,
}) => {
  site.onSocket((socket) => {
    socket.send(GREETING);
    for (const derivation of DERIVATIONS)
      socket.send(sealedFrame(`by-${derivation}`, orders, { derivation }, masterKey, derivation));
  });
  await host.page.goto(channelPage(site, '/'));
  const panel = await host.openPanelTab();
  await addKey(panel, masterKey);
  await expectStates(
    panel,
    DERIVATIONS.map((derivation) => `by-${derivation}: opened`),
  );
  for (const derivation of ['B', 'C', 'D'] as const) {
    await selectEvent(panel, `by-${derivation}`);
    const named = `derivation ${derivation}, ${DERIVATION_MAKERS[derivation]}`;
    await expect.poll(() => panel.text('[data-region="detail"] .detail-state')).toContain(named);
  }
});

test('a shared secret opens its channel and no other', async ({ host, site }) => {
  site.onSocket((socket) => {
    socket.send(GREETING);
    for (const channel of [orders, payments])
      socket.send(sealedFrame(`on-${channel}`, channel, { channel }, masterKey));
  });
  await host.page.goto(channelPage(site, '/'));
  const panel = await host.openPanelTab();
  const secret = deriveSharedSecret('A', orders, Buffer.from(masterKey, 'base64'));
  // As pusher-http-java writes it, without padding.
  const text = Buffer.from(secret).toString('base64').replace('=', '');
  await addKey(panel, text, { kind: 'pusher-shared-secret', channel: orders });
  await expectStates(panel, [`on-${orders}: opened`, `on-${payments}: dark`]);
});

test('a key for a pattern of names opens the channels that fit', async ({ host, site }) => {
  const channels = ['private-encrypted-orders.1', 'private-encrypted-orders.2', payments];
  site.onSocket((socket) => {
    socket.send(GREETING);
    for (const channel of channels) socket.send(sealedFrame(`on-${channel}`, channel, {}, masterKey));
  });
  await host.page.goto(channelPage(site, '/'));
  const panel = await host.openPanelTab();
  await addKey(panel, masterKey, { channel: 'private-encrypted-orders*' });
  const [one, two, other] = channels;
  await expectStates(panel, [`on-${one}: opened`, `on-${two}: opened`, `on-${other}: dark`]);
});

test('an app secret is tried as it is pasted, too', async ({ host, site }) => {
  site.onSocket((socket) => socket.send(GREETING));
  await host.page.goto(channelPage(site, '/'));
  const panel = await host.openPanelTab();
  await panel.click('[data-action="keys"]');
  await choose(panel, 'dialog select[name="kind"]', 'app-secret');
  await panel.fill('dialog textarea[name="key"]', '0c7a4f0e5d1b9a8263f4');
  await expect.poll(() => panel.count('dialog [data-understood] code')).toBe(1);
});
