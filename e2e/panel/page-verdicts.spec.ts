import { expect, onlyIn } from '../host/fixtures';
import { addKey } from './keys';
import { libraryPage, subscribedIn } from './library-page';
import { chooseConnection, drawnRows, filterBy, selectEvent, verdict } from './panel-view';
import { test } from './systems/demos';

const orders = 'private-encrypted-orders';

test.describe('no-nacl', () => {
  test('the build without encryption throws: told on its connection and in a row, also to a panel that comes later', async ({
    host,
    site,
    client,
  }) => {
    const script = `connect().subscribe('news'); client.subscribe('${orders}');`;
    await host.page.goto(libraryPage(site, client, { library: 'pusher-8-plain', script }));
    await expect.poll(() => subscribedIn(host.page)).toBe(1);
    const panel = await host.openPanel();
    await chooseConnection(panel);
    await expect.poll(() => panel.text(verdict('no-nacl'))).toContain('Load pusher-js/with-encryption');
    expect(await panel.text(verdict('no-nacl'))).toContain(
      'error of the page\nno nacl implementation available',
    );
    expect(await panel.count('[data-connection] [data-worst="fault"]')).toBe(1);
    await filterBy(panel, 'is:fault');
    await expect
      .poll(async () => (await drawnRows(panel)).map(({ event, preview }) => [event, preview]))
      .toEqual([['(page error)', expect.stringContaining('no nacl implementation available')]]);
    await filterBy(panel, 'reason:no-nacl');
    await selectEvent(panel, '(page error)');
    expect(await panel.text(verdict('no-nacl'))).toContain('Client library without encryption');
  });

  test('no verdict where the build has encryption, and none where the app catches the error', async ({
    host,
    site,
    client,
  }) => {
    const panel = await host.openPanel();
    for (const [library, script] of [
      ['pusher-8', `connect().subscribe('${orders}'); client.subscribe('news'); throw new Error('other');`],
      [
        'pusher-8-plain',
        `connect().subscribe('news'); try { client.subscribe('${orders}'); } catch { /* as an app that does not care */ }`,
      ],
    ] as const) {
      await host.page.goto(libraryPage(site, client, { library, script }));
      await expect.poll(() => subscribedIn(host.page)).toBe(library === 'pusher-8' ? 2 : 1);
      await client.trigger('news', `of-${library}`, {});
      await expect.poll(async () => (await drawnRows(panel)).at(-1)?.event).toBe(`of-${library}`);
      await chooseConnection(panel);
      expect(await panel.count('[data-verdict]')).toBe(0);
    }
  });
});

test.describe('no-listener', () => {
  const shipped = 'App\\Events\\OrderShipped';

  test('an event under a name that Echo has not bound: told with the nearest name, and taken back when it is bound', async ({
    host,
    site,
    client,
  }) => {
    const script = `echo().encryptedPrivate('orders').listen('.OrderShipped', () => {}).listen('OrderPaid', () => {});`;
    await host.page.goto(libraryPage(site, client, { library: 'echo', script }));
    await expect.poll(() => subscribedIn(host.page)).toBe(1);
    const panel = await host.openPanel();
    await addKey(panel, client.masterKeyBase64);
    await client.trigger(orders, shipped, { id: 7 });
    await client.trigger(orders, 'App\\Events\\OrderPaid', { id: 7 });
    await selectEvent(panel, 'OrderShipped');
    await expect
      .poll(() => panel.text(verdict('no-listener')))
      .toContain('The page binds OrderShipped: bind');
    expect(await panel.text(verdict('no-listener'))).toContain('bound\nOrderShipped, App\\Events\\OrderPaid');
    await client.trigger(orders, shipped, { id: 8 });
    await filterBy(panel, 'reason:no-listener');
    await expect
      .poll(async () => (await drawnRows(panel)).map(({ state, preview }) => `${state} ${preview}`))
      .toEqual(['opened {"id":7}', 'opened {"id":8}']);

    await host.page.eval(() => {
      interface Page {
        echo: { encryptedPrivate(name: string): { listen(event: string, act: () => void): void } };
      }
      (globalThis as unknown as Page).echo.encryptedPrivate('orders').listen('OrderShipped', () => {});
    });
    await expect.poll(async () => (await drawnRows(panel)).length, { timeout: 25_000 }).toBe(0);
  });

  test('no verdict where something listens: by name, by bind_global, or on the client itself', async ({
    host,
    site,
    client,
  }) => {
    const script = `
      connect();
      client.subscribe('news').bind('headline', () => {});
      client.subscribe('weather').bind_global(() => {});
      client.subscribe('${orders}');
      client.bind('order.paid', () => {});
      client.subscribe('stock');
    `;
    await host.page.goto(libraryPage(site, client, { library: 'pusher-8', script }));
    await expect.poll(() => subscribedIn(host.page)).toBe(4);
    const panel = await host.openPanel();
    await addKey(panel, client.masterKeyBase64);
    await client.trigger('news', 'headline', {});
    await client.trigger('weather', 'report', {});
    await client.trigger(orders, 'order.paid', {});
    // The one that nothing listens to says when the page has been asked.
    await client.trigger('stock', 'stock.changed', {});
    await filterBy(panel, 'reason:no-listener');
    await expect
      .poll(async () => (await drawnRows(panel)).map(({ event }) => event))
      .toEqual(['stock.changed']);
  });

  test('no verdict where the page keeps its client to itself', async ({ host, site, client }) => {
    const script = `
      connect().subscribe('news');
      addEventListener('load', () => {
        let readings = 0;
        const get = () => void (document.documentElement.dataset.readings = ++readings);
        Object.defineProperty(Pusher, 'instances', { get });
      });
    `;
    await host.page.goto(libraryPage(site, client, { library: 'pusher-8', script }));
    const panel = await host.openPanel();
    await expect.poll(() => panel.text('[data-channel="news"]')).toContain('subscribed');
    await client.trigger('news', 'headline', {});
    await expect.poll(async () => (await drawnRows(panel)).length).toBe(1);
    await expect.poll(() => host.page.count('[data-readings="3"]'), { timeout: 15_000 }).toBe(1);
    await filterBy(panel, 'reason:no-listener');
    await expect.poll(async () => (await drawnRows(panel)).length).toBe(0);
  });
});

test.describe('master-key-in-page', () => {
  const script = `connect().subscribe('${orders}');`;
  const places: Record<
    string,
    (key: string, page: (path: string, body: string, type: string) => string) => string
  > = {
    'an inline script': (key) => `<script>const encryptionMasterKeyBase64 = '${key}';</script>`,
    'an external script': (key, page) =>
      `<script src="${page('/app.js', `var a={k:"${key}"}`, 'text/javascript')}"></script>`,
    'a JSON configuration': (key, page) =>
      `<script>fetch('${page('/config.json', JSON.stringify({ key }).replaceAll('/', '\\/'), 'application/json')}').then((r) => r.json());</script>`,
  };

  for (const [place, headWith] of Object.entries(places)) {
    test(`in ${place}: told on the connection as soon as the key is pasted, with where it stands`, async ({
      host,
      site,
      client,
    }) => {
      const page = (path: string, body: string, type: string) =>
        site.page(path, body, { 'content-type': type });
      const head = headWith(client.masterKeyBase64, page);
      const panel = await host.openPanel();
      await host.page.goto(libraryPage(site, client, { library: 'pusher-8', script, head }));
      await expect.poll(() => panel.count('[data-connection]')).toBe(1);
      await chooseConnection(panel);
      expect(await panel.count(verdict('master-key-in-page'))).toBe(0);
      await addKey(panel, client.masterKeyBase64, { label: 'staging' });
      await expect.poll(() => panel.text(verdict('master-key-in-page'))).toContain('“staging”');
      const file = /(?:app\.js|config\.json)/.exec(head)?.[0] ?? '';
      expect(await panel.text(verdict('master-key-in-page'))).toContain(`${site.origin}/${file}`);
      expect(await panel.text(verdict('master-key-in-page'))).not.toContain(client.masterKeyBase64);

      // The healthy twin: the same page without the key.
      await host.page.goto(libraryPage(site, client, { library: 'pusher-8', script }));
      await expect.poll(() => panel.count('[data-connection]')).toBe(1);
      await expect.poll(() => panel.count('[data-connection] [data-worst]')).toBe(0);
      await expect.poll(() => subscribedIn(host.page)).toBe(1);
      await chooseConnection(panel);
      await client.trigger(orders, 'order.paid', { id: 7 });
      await expect.poll(async () => (await drawnRows(panel)).length).toBe(1);
      expect(await panel.count(verdict('master-key-in-page'))).toBe(0);
    });
  }

  test('in a document: told, too, where that was loaded before DevTools was opened', async ({
    host,
    site,
    client,
  }) => {
    const head = `<script>const encryptionMasterKeyBase64 = '${client.masterKeyBase64}';</script>`;
    await host.page.goto(libraryPage(site, client, { library: 'pusher-8', script, head }));
    await expect.poll(() => subscribedIn(host.page)).toBe(1);
    const panel = await host.openPanel();
    await addKey(panel, client.masterKeyBase64, { label: 'staging' });
    await chooseConnection(panel);
    await expect.poll(() => panel.text(verdict('master-key-in-page'))).toContain('“staging”');
    expect(await panel.text(verdict('master-key-in-page'))).toContain(`${site.origin}/`);
  });

  test(
    'in a script of its own: told, too, where that was loaded before DevTools was opened',
    onlyIn('chromium', 'Firefox does not let extensions read what was loaded before its DevTools opened'),
    async ({ host, site, client }) => {
      site.page('/app.js', `const settings = { encryptionMasterKeyBase64: "${client.masterKeyBase64}" };`, {
        'content-type': 'text/javascript',
      });
      const head = '<script src="/app.js"></script>';
      await host.page.goto(libraryPage(site, client, { library: 'pusher-8', script, head }));
      await expect.poll(() => subscribedIn(host.page)).toBe(1);
      const panel = await host.openPanel();
      await addKey(panel, client.masterKeyBase64);
      await chooseConnection(panel);
      await expect.poll(() => panel.text(verdict('master-key-in-page'))).toContain('/app.js');
    },
  );
});
