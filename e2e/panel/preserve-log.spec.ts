import type { TestSite } from '../demo/test-pages.ts';
import type { Doc } from '../host/driver';
import { expect, test } from '../host/fixtures';
import { channelPage, frame, GREETING } from './channel-page';
import { countOf, drawnRows, expectEvents } from './panel-view';

/** Every document gets the greeting and two events that name its number, as soon as it is connected. */
function serveNumberedDocuments(site: TestSite): void {
  let documents = 0;
  site.onSocket((socket) => {
    documents++;
    socket.send(GREETING);
    for (const name of ['first', 'second']) socket.send(frame(`${name}-${documents}`, 'news', {}));
  });
}

test.describe('in the real DevTools panel', () => {
  test.beforeEach(async ({ host, site }) => {
    serveNumberedDocuments(site);
    await host.page.goto(channelPage(site, '/one'));
  });

  test('a reload takes the old events out and shows the new ones from their very first', async ({ host }) => {
    const panel = await host.openPanel();
    await panel.click('[data-action="control"]');
    const events = (document: number) => [
      '(open)',
      'pusher:connection_established',
      `first-${document}`,
      `second-${document}`,
    ];
    await expectEvents(panel, events(1));
    for (const document of [2, 3]) {
      await host.reloadPage();
      await expectEvents(panel, events(document));
    }
    expect(await countOf(panel, 'dropped')).toBe(0);
  });

  test('a navigation takes the old events out, the selection with them', async ({ host, site }) => {
    const panel = await host.openPanel();
    await expectEvents(panel, ['first-1', 'second-1']);
    const [row] = await drawnRows(panel);
    await panel.click(`[data-entry="${row?.id}"]`);
    await panel.waitFor('[data-region="detail"]');
    await host.page.goto(channelPage(site, '/two'));
    await expectEvents(panel, ['first-2', 'second-2']);
    expect(await panel.count('[data-region="detail"]')).toBe(0);
    await expect.poll(() => panel.count('[data-connection]')).toBe(1);
  });

  test('a reload keeps the channel that was chosen', async ({ host, site }) => {
    const panel = await host.openPanel();
    // Else the socket of the page that is there might still be served as the first of the next ones.
    await expectEvents(panel, ['first-1', 'second-1']);
    let documents = 0;
    site.onSocket((socket) => {
      documents++;
      socket.send(GREETING);
      for (const channel of ['news', 'weather']) socket.send(frame(`${channel}-${documents}`, channel, {}));
    });
    await host.reloadPage();
    await expectEvents(panel, ['news-1', 'weather-1']);
    await panel.click('[data-channel="weather"]');
    await expectEvents(panel, ['weather-1']);
    await host.reloadPage();
    await expectEvents(panel, ['weather-2']);
    await panel.click('[data-channel="weather"]');
    await expectEvents(panel, ['news-2', 'weather-2']);
  });

  test('with the log preserved old and new events stand there, over reload and navigation', async ({
    host,
    site,
  }) => {
    const panel = await host.openPanel();
    await panel.click('[data-action="preserve-log"]');
    await expectEvents(panel, ['first-1', 'second-1']);
    await host.reloadPage();
    await expectEvents(panel, ['first-1', 'second-1', 'first-2', 'second-2']);
    await host.page.goto(channelPage(site, '/two'));
    const events = ['first-1', 'second-1', 'first-2', 'second-2', 'first-3', 'second-3'];
    await expectEvents(panel, events);
    await expect.poll(() => connectionStates(panel)).toEqual(['closed', 'closed', 'open']);
    await panel.click('[data-action="preserve-log"]');
    await expectEvents(panel, events);
    await host.reloadPage();
    await expectEvents(panel, ['first-4', 'second-4']);
  });

  test('a reload while the background is stopped changes nothing of that', async ({ host }) => {
    const panel = await host.openPanel();
    await panel.click('[data-action="preserve-log"]');
    await expectEvents(panel, ['first-1', 'second-1']);
    await Promise.all([host.stopBackground(), host.reloadPage()]);
    await expectEvents(panel, ['first-1', 'second-1', 'first-2', 'second-2']);
    expect(await countOf(panel, 'dropped')).toBe(0);
    await expect.poll(() => connectionStates(panel)).toEqual(['closed', 'open']);
  });
});

/** The states of the connections in the sidebar, from top to bottom. */
function connectionStates(panel: Doc): Promise<string[]> {
  return panel.eval(() =>
    [...document.querySelectorAll('[data-connection]')].map(
      ({ textContent }) => /(connecting|open|closed)$/.exec(textContent ?? '')?.[1] ?? '',
    ),
  );
}
