import { createHmac } from 'node:crypto';
import { faultChannels } from '../demo/faults/channels.ts';
import { dotnetSecretOf, secretOf } from '../demo/faults/seal.ts';
import { type FaultsDemo, startFaultsDemo } from '../demo/faults/start-faults-demo.ts';
import type { Doc } from '../host/driver';
import { expect, test } from '../host/fixtures';
import { switchLearning } from './auth-page';
import { addKey } from './keys';
import { copyAll, readBackgroundLog, readOutput, recordBackgroundLog, recordOutput, shownIn } from './output';
import { drawnRows, type Row } from './panel-view';
import { readStoredData } from './stored-data';
import { findSecrets, type Secret, textsIn } from './traces-of-bytes';
import { logTraffic, readTraffic } from './traffic-log';
import { openPlace } from './verdict-view';

const inDetail = '[data-region="detail"]';
const channels = Object.values(faultChannels);

let demo: FaultsDemo;
test.beforeEach(async () => {
  demo = await startFaultsDemo({ paceMs: 0 });
});
test.afterEach(() => demo.stop());

test('with every fault, key and secret there is, none of them is shown outside the raw view, copied, logged or told', async ({
  host,
}) => {
  test.setTimeout(180_000);
  await logTraffic(host);
  await recordBackgroundLog(host);
  await host.page.goto('about:blank');
  const panel = await host.openPanel({ dock: 'undocked' });
  await recordOutput(panel);
  await addKey(panel, demo.previousKeyBase64, { label: 'old' });
  await addKey(panel, demo.masterKeyBase64, { label: 'staging', remember: true });
  await addKey(panel, demo.appSecret, { kind: 'app-secret', label: 'app' });
  await switchLearning(panel);
  await host.page.goto(demo.url);
  await expect
    .poll(() => host.page.eval(() => Number(document.documentElement.dataset.subscribed ?? 0)))
    .toBe(demo.subscribable);
  for (let round = 0; round < 3; round++) await demo.publishRound(round);
  await panel.click('[data-action="control"]');

  const shown: string[] = [];
  const raw: string[] = [];
  for (const channel of channels) {
    await openPlace(panel, channel);
    shown.push(...(await shownIn(panel, 'html')));
    await copyAll(panel, inDetail);
    const seen = new Set<string>();
    for (const row of await drawnRows(panel)) {
      if (seen.has(row.event) || seen.size === 4) continue;
      seen.add(row.event);
      await look(panel, row, shown, raw);
    }
    // With the rows of the channel, whose previews say what control events carry.
    shown.push(...(await shownIn(panel, 'html')));
  }
  await panel.click('[data-action="proof"]');
  await panel.waitFor('[data-capture]');
  await copyAll(panel, inDetail);
  shown.push(...(await shownIn(panel, 'html')));
  await panel.click('[role="treeitem"][data-connection]');
  await panel.waitFor(`${inDetail} [data-section="connection"]`);
  shown.push(...(await shownIn(panel, 'html')));
  await panel.click('[data-action="keys"]');
  shown.push(...(await shownIn(panel, 'html')));

  const keys = secretsOfKeys();
  const signatures = signaturesOf(await socketOf(host.page));
  const { copied, logged } = await readOutput(panel);
  expect(findSecrets(shown, [...keys, ...signatures])).toEqual([]);
  expect(findSecrets(copied.flatMap(withJson), [...keys, ...signatures])).toEqual([]);
  expect(findSecrets([...logged, ...(await readBackgroundLog(host))], [...keys, ...signatures])).toEqual([]);
  // What was looked at is what would have them: the subscriptions, with the app key and without the signature.
  expect(shown.some((text) => text.includes('back-office-key:…'))).toBe(true);
  expect(copied.filter((text) => text.includes('(redacted)')).length).toBeGreaterThan(channels.length);
  for (const part of ['What to do:', '## Encryption proof', '"verdicts":', 'pusher:subscribe'])
    expect(copied.some((text) => text.includes(part))).toBe(true);
  // The raw view has what the page itself sent.
  expect(findSecrets(raw, signatures).length).toBeGreaterThan(demo.subscribable - 1);
  expect(findSecrets(raw, keys)).toEqual([]);

  const answers = (await readTraffic(host)).filter(({ from, to }) => from === 'background' && to === 'panel');
  const messages = answers.map(({ json }) => JSON.parse(json));
  expect(findSecrets(messages.flatMap(textsIn), keys)).toEqual([]);
  const told = messages.filter(({ type }) => type !== 'batch');
  expect(told.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['opened', 'found', 'proved', 'verified']),
  );
  expect(findSecrets(told.flatMap(textsIn), signatures)).toEqual([]);
  expect(findSecrets(textsIn(await readStoredData(host)), [...keys, ...signatures])).toEqual([]);
});

/** Looks at an event in every tab and copies all that can be copied of it. */
async function look(panel: Doc, { id, event }: Row, shown: string[], raw: string[]): Promise<void> {
  await panel.click(`[data-entry="${id}"] [data-column="event"]`);
  await panel.waitFor(`[data-entry="${id}"][aria-selected="true"]`);
  for (const tab of ['content', 'details', 'raw']) {
    await panel.click(`[data-tab="${tab}"]`);
    await panel.waitFor(`${inDetail} [data-tab="${tab}"][aria-selected="true"]`);
    (tab === 'raw' ? raw : shown).push(...(await shownIn(panel, inDetail)));
    expect(await copyAll(panel, inDetail), `${event}: ${tab}`).toBeGreaterThan(2);
  }
  await panel.click('[data-tab="content"]');
}

/** Both master keys, and what is derived from them for the channels. */
function secretsOfKeys(): Secret[] {
  return [demo.masterKeyBase64, demo.previousKeyBase64].flatMap((base64, index) => {
    const key = Buffer.from(base64, 'base64');
    return [
      { name: `master key ${index}`, bytes: key },
      ...channels.map((channel) => ({
        name: `secret ${index} of ${channel}`,
        bytes: secretOf(channel, key),
      })),
      { name: 'secret of .NET', bytes: dotnetSecretOf(faultChannels.shipping, key) },
      { name: 'secret of the slip', bytes: secretOf(faultChannels.ledger, `${base64}\n`) },
    ];
  });
}

/** The app secret, and what the auth endpoint has signed with it for the page's socket; half of one would be too much. */
function signaturesOf(socketId: string): Secret[] {
  const signed = channels.flatMap((channel) => {
    const bytes = createHmac('sha256', demo.appSecret).update(`${socketId}:${channel}`).digest();
    return [
      { name: `signature for ${channel}`, bytes },
      { name: `begin of the signature for ${channel}`, bytes: bytes.subarray(0, 16) },
      { name: `end of the signature for ${channel}`, bytes: bytes.subarray(16) },
    ];
  });
  return [{ name: 'app secret', bytes: Buffer.from(demo.appSecret) }, ...signed];
}

function socketOf(page: Doc): Promise<string> {
  return page.eval(() => {
    const { Pusher } = globalThis as unknown as {
      Pusher: { instances: { connection: { socket_id: string } }[] };
    };
    return Pusher.instances[0]?.connection.socket_id ?? '';
  });
}

function withJson(text: string): string[] {
  return [text, ...textsIn(text)];
}
