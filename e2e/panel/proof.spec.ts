import { boardChannels } from '../demo/orders-board/story.ts';
import type { Doc } from '../host/driver';
import { expect, test } from '../host/fixtures';
import { openBoard } from './board';
import { addKey } from './keys';
import { countOf, selectedEvent } from './panel-view';
import { openPlace } from './verdict-view';

const { news, orders, payments } = boardChannels;
const proof = '[data-region="detail"] [data-section="proof"]';

/** What the panel has put on the clipboard. */
interface PanelGlobal {
  copied: string[];
}

test.beforeEach(async ({ host, demo }) => openBoard(host.page, demo));

test('a proof counts what was encrypted and lists what went out in the clear, as text without secrets', async ({
  host,
  demo,
}) => {
  const panel = await host.openPanelTab();
  await recordCopies(panel);
  await addKey(panel, demo.masterKeyBase64, { label: 'staging' });
  for (const id of [1, 2, 3]) await demo.trigger(orders, 'order.paid', { id, note: 'tea for two' });
  await demo.trigger(news, 'headline', { title: 'Snow' });
  demo.channelServer.publish(orders, 'order.leaked', JSON.stringify({ card: 'no-4242' }));
  await openPlace(panel, orders);
  await expect.poll(() => panel.text(proof)).toContain('1 event went out in the clear on this channel.');
  expect(await facts(panel)).toMatchObject({ encrypted: '3 of 4 events', 'in the clear': '1 event' });
  const ofChannel = await copyProof(panel);
  expect(ofChannel).toContain(`## Encryption proof: \`${orders}\``);
  expect(ofChannel).toMatch(/- \d\d:\d\d:\d\d\.\d{3} order\.leaked, \d+ bytes/);

  await panel.click('[data-action="proof"]');
  await panel.waitFor('[data-capture]');
  expect(await facts(panel)).toMatchObject({
    encrypted: '3 of 4 events on 3 encrypted channels',
    'other channels': '1 event in the clear on 3 channels without encryption',
    gaps: 'none: nothing was lost or pushed out',
  });
  const ofAll = await copyProof(panel);
  expect(ofAll).toContain('## Encryption proof: the whole capture');
  expect(ofAll).toContain(`order.leaked on ${orders}`);
  await panel.click('[data-action="keys"]');
  const keyId = await panel.eval(() => document.querySelector<HTMLElement>('[data-key]')?.dataset.key ?? '');
  await panel.press('Escape');
  expect(keyId).toMatch(/^[0-9a-f]{12}$/);
  for (const text of [ofChannel, ofAll]) {
    for (const secret of [
      demo.masterKeyBase64,
      keyId,
      keyId.slice(0, 6),
      'tea for two',
      'no-4242',
      'staging',
    ])
      expect(text).not.toContain(secret);
  }
});

test('a proof without leaks says so, and its counts are of what is held', async ({ host, demo }) => {
  const panel = await host.openPanelTab();
  for (const id of [1, 2]) await demo.trigger(payments, 'charged', { id });
  await panel.click('[data-action="proof"]');
  await expect
    .poll(() => panel.text(proof))
    .toContain('No event that is held went out in the clear on encrypted channels.');
  expect(await facts(panel)).toMatchObject({
    encrypted: '2 of 2 events on 3 encrypted channels',
    'master key': 'not looked for in the page: none is known here',
  });
  await panel.click('[data-action="clear"]');
  await expect.poll(() => countOf(panel, 'held')).toBe(0);
  expect(await facts(panel)).toMatchObject({ encrypted: '0 of 0 events on 3 encrypted channels' });
  await panel.click('[data-action="undo-clear"]');
  await expect.poll(async () => (await facts(panel)).encrypted).toBe('2 of 2 events on 3 encrypted channels');
});

test('the proof leads to a leak, and gives way to what is clicked next', async ({ host, demo }) => {
  const panel = await host.openPanelTab();
  demo.channelServer.publish(orders, 'order.leaked', JSON.stringify({ id: 7 }));
  await panel.click('[data-action="proof"]');
  await panel.click(`${proof} li button`);
  await expect.poll(() => selectedEvent(panel)).toBe('order.leaked');
  await panel.waitFor('[data-verdict="published-unencrypted"]');
  await panel.click('[data-action="proof"]');
  await panel.waitFor('[data-capture]');
  await openPlace(panel, payments);
  await panel.click('[data-action="proof"]');
  await panel.waitFor('[data-capture]');
  await panel.click('[data-action="close-detail"]');
  expect(await panel.count('[data-capture]')).toBe(0);
});

/** The facts of the proof that is shown. */
function facts(panel: Doc): Promise<Record<string, string>> {
  return panel.eval(
    (where) =>
      Object.fromEntries(
        [...document.querySelectorAll<HTMLElement>(`${where} [data-fact]`)].map((fact) => [
          fact.dataset.fact ?? '',
          fact.querySelector('.fact-value')?.textContent ?? '',
        ]),
      ),
    proof,
  );
}

async function copyProof(panel: Doc): Promise<string> {
  const copied = () => panel.eval(() => (globalThis as unknown as PanelGlobal).copied);
  const before = (await copied()).length;
  await panel.click('[data-action="copy-proof"]');
  await expect.poll(async () => (await copied()).length).toBe(before + 1);
  return (await copied()).at(-1) ?? '';
}

/** The clipboard itself is out of reach of a panel without focus. */
function recordCopies(panel: Doc): Promise<void> {
  return panel.eval(() => {
    const copied: string[] = [];
    (globalThis as unknown as PanelGlobal).copied = copied;
    navigator.clipboard.writeText = async (text) => void copied.push(text);
  });
}
