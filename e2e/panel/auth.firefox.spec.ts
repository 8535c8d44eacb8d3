import { askingChannels, faultyChannels } from '../demo/auth-faults/channels.ts';
import { expect } from '../host/fixtures';
import {
  askFromPage,
  authText,
  expectOpened,
  openChannel,
  switchLearning,
  test,
  untilState,
  verdictText,
} from './auth-page';

const channels = Object.values(askingChannels).flat();
const encrypted = channels.filter((name) => name.startsWith('private-encrypted-'));

test.describe('in the real toolbox of Firefox', () => {
  test('secrets are learned from form, JSON, batched and script requests alike', async ({ host, auth }) => {
    const panel = await host.openPanel();
    await switchLearning(panel);
    await host.page.goto(auth.askingUrl);
    for (const channel of channels) await untilState(host.page, channel, 'subscribed');
    for (const channel of encrypted) await auth.trigger(channel, `on ${channel}`, { channel });
    await expectOpened(
      panel,
      encrypted.map((channel) => `on ${channel}`),
    );
    expect(await panel.text('[data-action="keys"]')).toContain(`${encrypted.length} learned`);
  });

  test('a faulty auth reply is named at its channel, also one that the page may not read', async ({
    host,
    auth,
    site,
  }) => {
    const panel = await host.openPanel();
    await host.page.goto(auth.faultsUrl);
    await untilState(host.page, faultyChannels.healthy, 'subscribed');
    await openChannel(panel, faultyChannels.forbidden);
    await expect.poll(() => verdictText(panel, 'auth-failed')).toContain('status 403');
    expect(await verdictText(panel, 'auth-failed')).toContain('body begins Forbidden');
    await openChannel(panel, faultyChannels.newline);
    await expect.poll(() => verdictText(panel, 'auth-bad-shared-secret')).toContain('white space: 32 bytes');
    await openChannel(panel, faultyChannels.healthy);
    await expect.poll(() => authText(panel)).toContain('status 200');
    const elsewhere = site.page('/auth', '{"auth":"auth-demo-key:00"}');
    await askFromPage(host.page, elsewhere, 'private-encrypted-elsewhere');
    await openChannel(panel, 'private-encrypted-elsewhere');
    await expect.poll(() => verdictText(panel, 'auth-failed')).toContain('gave no answer');
  });
});
