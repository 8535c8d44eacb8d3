import { expect, test } from '../host/fixtures';
import { channelPage, frame, GREETING, sealedFrame } from './channel-page';
import { addKey } from './keys';
import { drawnRows } from './panel-view';

const key = Buffer.alloc(32, 0x9c).toString('base64');
const markup = '<img src=x onerror="globalThis.pwned=1"><b id="named">';
const turned = '\u202egnp.exe\u2066';
const half = `\ud83d${'x'.repeat(300)}`;
const names = [markup, turned, half, 'x'.repeat(1e6)].map((name) => `private-encrypted-${name}`);

test('names that a page chooses are text in verdicts, bounded and in one direction, whatever they hold', async ({
  host,
  site,
}) => {
  site.onSocket((socket) => {
    socket.send(GREETING);
    for (const [at, name] of names.entries()) {
      const { data } = JSON.parse(sealedFrame('own', name, { at }, key));
      socket.send(JSON.stringify({ event: `own ${at}`, channel: name, data }));
      // Sealed for that channel, published on another: the verdict names both.
      socket.send(JSON.stringify({ event: `other ${at}`, channel: `private-encrypted-${at}`, data }));
      socket.send(frame(`clear ${at} ${markup}`, name, { at }));
    }
  });
  const panel = await host.openPanelTab();
  await addKey(panel, key, { label: 'staging' });
  await host.page.goto(channelPage(site, '/'));
  await expect.poll(async () => (await drawnRows(panel)).length).toBe(3 * names.length);
  for (const { id, event } of await drawnRows(panel)) {
    await panel.click(`[data-entry="${id}"] [data-column="event"]`);
    await panel.waitFor(`[data-entry="${id}"][aria-selected="true"]`);
    const wanted = event.startsWith('own')
      ? undefined
      : event.startsWith('other')
        ? 'other-channel'
        : 'published-unencrypted';
    if (wanted === undefined) {
      expect(await panel.count('[data-region="detail"] [data-verdict]')).toBe(0);
      continue;
    }
    const box = `[data-region="detail"] [data-verdict="${wanted}"]`;
    await expect.poll(() => panel.count(box), event).toBe(1);
    const text = await panel.text(box);
    expect(text.length).toBeLessThan(2_000);
    expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u);
  }
  expect(await panel.count('#named, img, b')).toBe(0);
  expect(await panel.eval(() => 'pwned' in globalThis)).toBe(false);
});
