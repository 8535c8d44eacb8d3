import { deriveSharedSecret } from '../../src/core/crypto/shared-secret';
import { askingChannels } from '../demo/auth-faults/channels.ts';
import type { AuthDemo } from '../demo/auth-faults/start-auth-demo.ts';
import type { Doc, Host } from '../host/driver';
import { expect } from '../host/fixtures';
import { authText, expectOpened, openChannel, switchLearning, test, untilState } from './auth-page';
import { expectStates, paneText, selectEvent } from './panel-view';
import { readStoredData } from './stored-data';
import { findSecrets, type Secret, textsIn } from './traces-of-bytes';
import { logTraffic, readTraffic } from './traffic-log';

const channels = Object.values(askingChannels).flat();
const encrypted = channels.filter((name) => name.startsWith('private-encrypted-'));
const [form = ''] = askingChannels.form;

async function openAsking(host: Host, auth: AuthDemo): Promise<void> {
  await host.page.goto(auth.askingUrl);
  for (const channel of channels) await untilState(host.page, channel, 'subscribed');
}

test('with consent the encrypted channels open without a key, however the page asks for authorisation', async ({
  host,
  auth,
}) => {
  const panel = await host.openPanel();
  await switchLearning(panel);
  await openAsking(host, auth);
  for (const channel of encrypted) await auth.trigger(channel, `on ${channel}`, { channel });
  await expectOpened(
    panel,
    encrypted.map((channel) => `on ${channel}`),
  );
  await selectEvent(panel, `on ${form}`);
  await expect
    .poll(() => panel.text('[data-region="detail"]'))
    .toContain('Opened with “Learned from the auth');
  for (const channel of encrypted) {
    await openChannel(panel, channel);
    await expect.poll(() => authText(panel), channel).toContain('shared_secret, learned');
  }
  expect(await panel.text('[data-action="keys"]')).toContain(`${encrypted.length} learned`);
});

test('what was learned outlives the background, and is forgotten when the user says so or the tab closes', async ({
  host,
  auth,
}) => {
  const panel = await host.openPanel();
  await switchLearning(panel);
  await openAsking(host, auth);
  await expect.poll(() => learnedCount(host)).toBe(encrypted.length);
  await host.stopBackground();
  await auth.trigger(form, 'after the stop', {});
  await expectStates(panel, ['after the stop: opened']);

  await panel.click('[data-action="keys"]');
  await expect
    .poll(() => panel.text('[data-learned]'))
    .toBe(`${encrypted.length} secrets learned in this tab.`);
  await panel.click('[data-action="forget-learned"]');
  await expect.poll(() => panel.text('[data-learned]')).toBe('No secret learned in this tab yet.');
  await panel.press('Escape');
  expect(await learnedCount(host)).toBe(0);
  await auth.trigger(form, 'after forgetting', {});
  await expectStates(panel, ['after the stop: opened', 'after forgetting: dark']);

  await openAsking(host, auth);
  await expect.poll(() => learnedCount(host)).toBe(encrypted.length);
  await host.closePanel();
  // The background can be asked through the inspected page only, which is about to go.
  const elsewhere = await host.openPanelTab('tabId=0');
  expect(await elsewhere.eval(countLearned)).toBe(encrypted.length);
  await host.page.close();
  await expect.poll(() => elsewhere.eval(countLearned)).toBe(0);
});

test('while learning is off, and after it was turned off, no secret is kept anywhere', async ({
  host,
  auth,
}) => {
  await logTraffic(host);
  const panel = await host.openPanel();
  await listen(panel);
  await openAsking(host, auth);
  for (const channel of encrypted) {
    await openChannel(panel, channel);
    await expect.poll(() => authText(panel)).toMatch(/shared_secret$/);
  }
  await expectNoSecret(host, panel, auth);
  await switchLearning(panel);
  await openAsking(host, auth);
  await expect.poll(() => learnedCount(host)).toBe(encrypted.length);
  // The channel of the page before is chosen still.
  await panel.click('[role="treeitem"][aria-selected="true"]');
  await auth.trigger(form, 'one', {});
  await expectStates(panel, ['one: opened']);
  // Sealed, and nowhere else.
  await expectNoSecret(host, panel, auth);
  expect((await readStoredData(host)).storage.local).not.toContain('learned:');
  await switchLearning(panel);
  await expect.poll(() => learnedCount(host)).toBe(0);
  await expectNoSecret(host, panel, auth);
  await auth.trigger(form, 'two', {});
  await expectStates(panel, ['one: opened', 'two: dark']);
});

test('a reply from before the panel was opened, but not DevTools, is there', async ({ host, auth }) => {
  await host.openDevtools();
  await openAsking(host, auth);
  const panel = await host.openPanel();
  await openChannel(panel, form);
  await expect.poll(() => authText(panel)).toContain('200');
  expect(await authText(panel)).not.toContain('before DevTools was opened');
});

test('DevTools that was opened too late says so and offers to reload, where learning can be turned on too', async ({
  host,
  auth,
}) => {
  await openAsking(host, auth);
  await auth.trigger(form, 'early', {});
  const panel = await host.openPanel();
  await selectEvent(panel, 'early');
  const late = 'The auth reply of this channel came before DevTools was opened.';
  await expect.poll(() => paneText(panel, 'reason')).toContain(late);
  await openChannel(panel, form);
  await expect.poll(() => authText(panel)).toContain(late);
  await selectEvent(panel, 'early');
  await panel.click('[data-pane="reason"] input[name="learning"]');
  await host.page.eval(() => document.documentElement.setAttribute('data-old', ''));
  await panel.click('[data-pane="reason"] [data-action="reload-page"]');
  // Its channels are subscribed, too, until it has gone.
  await expect.poll(() => host.page.count('[data-old]').catch(() => 1)).toBe(0);
  for (const channel of channels) await untilState(host.page, channel, 'subscribed');
  await auth.trigger(form, 'after the reload', {});
  await expectStates(panel, ['after the reload: opened']);
  await openChannel(panel, form);
  await expect.poll(() => authText(panel)).toContain('learned');
  expect(await authText(panel)).not.toContain(late);
});

function learnedCount(host: Host): Promise<number> {
  return host.evalBackground(countLearned);
}

/** Runs in a page of the extension: how many secrets are stored. */
async function countLearned(): Promise<number> {
  const { storage } = (
    globalThis as unknown as { chrome: { storage: { session: { get(names: null): Promise<object> } } } }
  ).chrome;
  return Object.keys(await storage.session.get(null)).filter((name) => name.startsWith('learned:')).length;
}

interface Listening {
  heard?: string[];
}

/** Writes down the messages that reach the panel without a port. */
function listen(panel: Doc): Promise<void> {
  return panel.eval(() => {
    const heard: string[] = [];
    (globalThis as Listening).heard = heard;
    const { runtime } = (
      globalThis as unknown as {
        chrome: { runtime: { onMessage: { addListener(listener: (message: unknown) => void): void } } };
      }
    ).chrome;
    runtime.onMessage.addListener((message) => {
      heard.push(JSON.stringify(message));
    });
  });
}

/** The secrets are in no storage, no message to or from a panel or bridge, and nothing that a panel shows or hears. */
async function expectNoSecret(host: Host, panel: Doc, auth: AuthDemo): Promise<void> {
  const key = Buffer.from(auth.masterKeyBase64, 'base64');
  const secrets: Secret[] = encrypted.map((channel) => ({
    name: `secret of ${channel}`,
    bytes: deriveSharedSecret('A', channel, key),
  }));
  const traffic = await readTraffic(host);
  const ported = traffic.filter(({ from, to }) => from === 'panel' || to === 'panel' || from === 'bridge');
  // A port that is none of a panel is logged as a bridge's: that of the devtools page is the one that may carry them.
  const lines = ported.filter(({ json }) => JSON.parse(json).type !== 'auth').map(({ json }) => json);
  const heard = await panel.eval(() => (globalThis as Listening).heard ?? []);
  const shown = await panel.eval(() => [
    document.documentElement.outerHTML,
    JSON.stringify({ ...localStorage }),
    JSON.stringify({ ...sessionStorage }),
  ]);
  expect(heard.length).toBeGreaterThan(0);
  expect(
    findSecrets(
      [...lines, ...heard].flatMap((json) => textsIn(JSON.parse(json))),
      secrets,
    ),
  ).toEqual([]);
  expect(findSecrets(shown.flatMap(textsIn), secrets)).toEqual([]);
  expect(findSecrets(textsIn(await readStoredData(host)), secrets)).toEqual([]);
  // Nor does what is told of a request have the signature of its reply.
  expect(heard.filter((json) => /:[0-9a-f]{64}/.test(json))).toEqual([]);
}
