import { expectedVerdicts, type FaultChannel, faultChannels } from '../demo/faults/channels.ts';
import { type FaultsDemo, startFaultsDemo } from '../demo/faults/start-faults-demo.ts';
import type { Doc } from '../host/driver';
import { expect, test } from '../host/fixtures';
import { addKey } from './keys';
import { drawnRows, type Row } from './panel-view';

const ROUNDS = 5;
/** What comes with any event that the page itself can not open: pusher-js asks for its key again. */
const CONSEQUENCES = ['auth-storm'];

let demo: FaultsDemo;
test.beforeEach(async ({ host }) => {
  demo = await startFaultsDemo({ paceMs: 0 });
  await host.page.goto('about:blank');
});
test.afterEach(() => demo.stop());

test('twenty channels with a fault each: the panel names every one, and nothing on the healthy ones', async ({
  host,
}) => {
  test.setTimeout(120_000);
  const panel = await host.openPanel({ dock: 'undocked' });
  await addKey(panel, demo.previousKeyBase64, { label: 'old' });
  await addKey(panel, demo.masterKeyBase64, { label: 'staging' });
  await host.page.goto(demo.url);
  await expect
    .poll(() => host.page.eval(() => Number(document.documentElement.dataset.subscribed ?? 0)))
    .toBe(demo.subscribable);
  for (let round = 0; round < ROUNDS; round++) await demo.publishRound(round);
  for (const [key, name] of Object.entries(faultChannels)) {
    const expected = expectedVerdicts[key as FaultChannel] ?? [];
    await expect
      .poll(() => verdictsOn(panel, name, expected), {
        message: `${key}: ${expected.join()}`,
        timeout: 15_000,
      })
      .toEqual([...expected].sort());
  }
});

/** The verdicts on a channel and on its events, by their ids; of the consequences only those that are expected. */
async function verdictsOn(panel: Doc, channel: string, expected: readonly string[]): Promise<string[]> {
  // A second click on a channel would widen the table again.
  await panel.click('[data-region="sidebar"] [role="treeitem"]');
  await panel.click(`[data-region="sidebar"] [data-channel="${channel}"]`);
  await panel.waitFor(`[data-place="${channel}"]`);
  // The table narrows a frame after the detail has changed: until then it shows the rows of others, with their verdicts.
  const isElsewhere = (row: Row) => row.channel !== channel;
  await expect.poll(async () => (await drawnRows(panel)).some(isElsewhere)).toBe(false);
  const found = new Set(await shownVerdicts(panel));
  for (const { id } of (await drawnRows(panel)).slice(0, 8)) {
    await panel.click(`[data-entry="${id}"]`);
    await panel.waitFor(`[data-entry="${id}"][aria-selected="true"]`);
    for (const verdict of await shownVerdicts(panel)) found.add(verdict);
  }
  return [...found].filter((id) => expected.includes(id) || !CONSEQUENCES.includes(id)).sort();
}

function shownVerdicts(panel: Doc): Promise<string[]> {
  return panel.eval(() =>
    Array.from(
      document.querySelectorAll<HTMLElement>('[data-region="detail"] [data-verdict]'),
      ({ dataset }) => dataset.verdict ?? '',
    ),
  );
}
