import { expect } from '../host/fixtures';
import { addKey } from './keys';
import { libraryPage, subscribedIn } from './library-page';
import { chooseConnection, drawnRows, filterBy, selectEvent, verdict } from './panel-view';
import { test } from './systems/demos';

const orders = 'private-encrypted-orders';

test.describe('in the real toolbox of Firefox', () => {
  test('the build without encryption throws: told on its connection', async ({ host, site, client }) => {
    const script = `connect().subscribe('news'); client.subscribe('${orders}');`;
    await host.page.goto(libraryPage(site, client, { library: 'pusher-8-plain', script }));
    await expect.poll(() => subscribedIn(host.page)).toBe(1);
    const panel = await host.openPanel();
    await chooseConnection(panel);
    await expect.poll(() => panel.text(verdict('no-nacl'))).toContain('Load pusher-js/with-encryption');
  });

  test('an event that the page has not bound is told about, one that it has bound is not', async ({
    host,
    site,
    client,
  }) => {
    const script = `echo().encryptedPrivate('orders').listen('.OrderShipped', () => {}).listen('OrderPaid', () => {});`;
    await host.page.goto(libraryPage(site, client, { library: 'echo', script }));
    await expect.poll(() => subscribedIn(host.page)).toBe(1);
    const panel = await host.openPanel();
    await addKey(panel, client.masterKeyBase64);
    await client.trigger(orders, 'App\\Events\\OrderPaid', { id: 7 });
    await client.trigger(orders, 'App\\Events\\OrderShipped', { id: 7 });
    await selectEvent(panel, 'OrderShipped');
    await expect
      .poll(() => panel.text(verdict('no-listener')), { timeout: 15_000 })
      .toContain('The page binds OrderShipped: bind');
    await filterBy(panel, 'reason:no-listener');
    await expect
      .poll(async () => (await drawnRows(panel)).map(({ event }) => event))
      .toEqual(['OrderShipped']);
  });

  test('a master key in a script is told with where it stands, and no more when it is gone', async ({
    host,
    site,
    client,
  }) => {
    const key = client.masterKeyBase64;
    const subscribe = `connect().subscribe('${orders}');`;
    const inline = `<script>const encryptionMasterKeyBase64 = '${key}';</script>`;
    await host.page.goto(libraryPage(site, client, { library: 'pusher-8', script: subscribe, head: inline }));
    await expect.poll(() => subscribedIn(host.page)).toBe(1);
    const panel = await host.openPanel();
    await addKey(panel, key, { label: 'staging' });
    await chooseConnection(panel);
    await expect.poll(() => panel.text(verdict('master-key-in-page'))).toContain('“staging”');
    expect(await panel.text(verdict('master-key-in-page'))).toContain(`${site.origin}/`);

    // Loaded with DevTools open, what stands in a file of its own is found as well.
    site.page('/app.js', `var a={k:"${key}"}`, { 'content-type': 'text/javascript' });
    const external = '<script src="/app.js"></script>';
    await host.page.goto(
      libraryPage(site, client, { library: 'pusher-8', script: subscribe, head: external }),
    );
    await expect.poll(() => panel.count('[data-connection] [data-worst="fault"]')).toBe(1);
    await chooseConnection(panel);
    await expect.poll(() => panel.text(verdict('master-key-in-page'))).toContain(`${site.origin}/app.js`);

    await host.page.goto(libraryPage(site, client, { library: 'pusher-8', script: subscribe }));
    await expect.poll(() => panel.count('[data-connection]')).toBe(1);
    await expect.poll(() => panel.count('[data-connection] [data-worst]')).toBe(0);
  });
});
