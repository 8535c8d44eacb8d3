import type { Doc } from '../../host/driver';
import { expect } from '../../host/fixtures';
import { filterBy, selectEvent } from '../panel-view';
import { openCourierBoard } from './courier-board';
import { test } from './demos';
import { toggleControl } from './rows';

/** What the page has put there for tests. */
interface PageGlobal {
  client: { connection: { key: string } };
}

/** What the panel has put on the clipboard. */
interface PanelGlobal {
  copied: string[];
}

for (const query of ['', '?binary'] as const) {
  const form = query === '' ? 'JSON' : 'MessagePack';
  test(`the connection key is neither shown nor copied: Ably in ${form}`, async ({ host, ably }) => {
    const panel = await openCourierBoard(host, ably, query);
    const key = await host.page.eval(() => (globalThis as unknown as PageGlobal).client.connection.key);
    // The double's keys begin with the connection's id, as Ably's do; what follows is the secret.
    const [, secret = ''] = key.split('!');
    expect(secret.length).toBeGreaterThan(12);
    await recordCopies(panel);
    await toggleControl(panel);
    await filterBy(panel, 'event:CONNECTED');
    await selectEvent(panel, 'CONNECTED');
    for (const tab of ['content', 'details', 'raw']) {
      await panel.click(`[data-tab="${tab}"]`);
      await expect.poll(() => panel.count('[data-region="detail"] [data-pane]')).toBeGreaterThan(0);
      expect(await shownText(panel)).not.toContain(secret);
    }
    if (query === '?binary') {
      for (const choice of ['hex', 'base64']) {
        await panel.click(`[data-choice="${choice}"]`);
        const text = (await shownText(panel)).replace(/\s/g, '');
        // Base64 writes three bytes at a time: one of three readings lies at its borders.
        const written = [0, 1, 2].map((skip) =>
          Buffer.from(secret.slice(skip)).toString('base64').slice(0, 12),
        );
        for (const one of [secret, Buffer.from(secret).toString('hex'), ...written])
          expect(text).not.toContain(one);
      }
    }
    for (const action of ['copy-data', 'copy-raw', 'copy-json', 'copy-text']) {
      await panel.click('[data-action="copy"]');
      await panel.click(`[data-action="${action}"]`);
    }
    const copied = () => panel.eval(() => (globalThis as unknown as PanelGlobal).copied);
    await expect.poll(async () => (await copied()).length).toBe(4);
    for (const text of await copied()) {
      expect(text).toContain('onnect');
      expect(text).not.toContain(secret);
    }
  });
}

function shownText(panel: Doc): Promise<string> {
  return panel.eval(() => document.body.textContent ?? '');
}

/** The clipboard itself is out of reach of a panel without focus. */
function recordCopies(panel: Doc): Promise<void> {
  return panel.eval(() => {
    const copied: string[] = [];
    (globalThis as unknown as PanelGlobal).copied = copied;
    navigator.clipboard.writeText = async (text) => void copied.push(text);
  });
}
