import { faultChannels } from '../e2e/demo/faults/channels.ts';
import { type FaultsDemo, startFaultsDemo } from '../e2e/demo/faults/start-faults-demo.ts';
import { launchChromium } from '../e2e/host/chromium';
import { type Doc, type Host, type PanelOptions, until } from '../e2e/host/driver';
import { pasteKey } from './panel-reader';

type Save = (name: string, picture: Buffer) => Promise<void>;

const ROUNDS = 5;

/** Pictures of what the panel says of the faults page: an event, a channel over time, a pasted key, the proof. */
export async function takeVerdictPictures(save: Save): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await withFaults({ theme }, async ({ host, panel }) => {
      await panel.fill('input[name="filter"]', 'reason:other-channel');
      await selectLast(panel);
      await save(`verdict-event-${theme}`, await host.screenshotWindow());
      await panel.fill('input[name="filter"]', '');
      await panel.click(`[data-channel="${faultChannels.keys}"]`);
      await panel.waitFor('[data-verdict="rotation"]');
      await panel.eval(() => document.querySelector('[data-section="keys"]')?.scrollIntoView());
      await save(`verdict-channel-${theme}`, await panel.screenshot('[data-region="detail"]'));
      await panel.click('[data-action="proof"]');
      await panel.waitFor('[data-section="proof"]');
      await save(`proof-${theme}`, await panel.screenshot('[data-region="detail"]'));
    });
  }
  await withFaults({ theme: 'light', pastesKeys: false }, async ({ host, panel, demo }) => {
    await panel.click('[data-action="keys"]');
    await panel.fill('dialog textarea[name="key"]', `PUSHER_MASTER_KEY="${demo.masterKeyBase64}"\n`);
    await until('the key to be tried', async () =>
      (await panel.text('dialog')).includes('opens') ? true : undefined,
    );
    await save('key-field', await host.screenshotWindow());
  });
}

interface Scene {
  host: Host;
  panel: Doc;
  demo: FaultsDemo;
}

/** The faults page with the panel, in a browser of its own, after some rounds of faults. */
async function withFaults(
  { pastesKeys = true, ...options }: PanelOptions & { pastesKeys?: boolean },
  play: (scene: Scene) => Promise<void>,
): Promise<void> {
  const demo = await startFaultsDemo({ paceMs: 0 });
  const host = await launchChromium({ isHeadless: true, width: 1280, height: 800 });
  try {
    const panel = await host.openPanel({ size: 440, ...options });
    await host.page.goto(demo.url);
    await until('the page to subscribe', async () => {
      const subscribed = await host.page.eval(() => Number(document.documentElement.dataset.subscribed ?? 0));
      return subscribed === demo.subscribable ? true : undefined;
    });
    if (pastesKeys) for (const { key } of demo.keys) await pasteKey(panel, key);
    for (let round = 0; round < ROUNDS; round++) await demo.publishRound(round);
    await until('the events to be taken in', async () =>
      Number((await panel.text('[data-count="held"]')).replaceAll(',', '')) > 100 ? true : undefined,
    );
    await play({ host, panel, demo });
  } finally {
    await host.close();
    await demo.stop();
  }
}

async function selectLast(panel: Doc): Promise<void> {
  await panel.waitFor('[role="row"][data-entry]');
  await panel.click('[role="row"][data-entry]');
  await panel.waitFor('[data-verdict]');
}
