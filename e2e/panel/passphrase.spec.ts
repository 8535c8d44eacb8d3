import type { Doc, Host } from '../host/driver';
import { expect, test } from '../host/fixtures';
import { channelPage, GREETING, sealedFrame } from './channel-page';
import { addKey, closeKeys, readStorage, submitKey } from './keys';
import { expectStates } from './panel-view';

const rememberedKey = Buffer.alloc(32, 0x31).toString('base64');
const otherKey = Buffer.alloc(32, 0x62).toString('base64');
const orders = 'private-encrypted-orders';
const passphrase = 'correct horse battery staple';

type Site = Parameters<typeof channelPage>[0];
/** Sends an event of that name, sealed with a key. */
type Say = (name: string, key?: string) => void;

/** A site whose page has one socket. */
function serve(site: Site): { url: string; say: Say } {
  const sockets: { send(text: string): void }[] = [];
  site.onSocket((socket) => {
    sockets.push(socket);
    socket.send(GREETING);
  });
  return {
    url: channelPage(site, '/'),
    say: (name, key = rememberedKey) => sockets.at(-1)?.send(sealedFrame(name, orders, { name }, key)),
  };
}

const keysButton = (panel: Doc) => panel.text('[data-action="keys"]');

async function setPassphrase(panel: Doc): Promise<void> {
  await panel.click('[data-action="keys"]');
  await panel.click('dialog [data-action="set-passphrase"]');
  expect(await panel.text('dialog .passphrase')).toContain('It can not be recovered');
  await panel.fill('dialog input[name="next"]', passphrase);
  await panel.fill('dialog input[name="again"]', passphrase);
  await panel.click('dialog [data-action="do-set"]');
  await panel.waitFor('dialog [data-lock="open"]');
  await expect.poll(() => focused(panel)).toBe('change-passphrase');
}

/** A panel with one remembered key, just protected by the passphrase; the keys dialog is open. */
async function openProtected(host: Host, site: Site): Promise<{ panel: Doc; say: Say }> {
  const { url, say } = serve(site);
  await host.page.goto(url);
  const panel = await host.openPanelTab();
  await addKey(panel, rememberedKey, { label: 'staging', remember: true });
  await setPassphrase(panel);
  return { panel, say };
}

async function lockNow(panel: Doc): Promise<void> {
  await panel.click('dialog [data-action="lock"]');
  await panel.waitFor('dialog [data-lock="locked"]');
  // What was clicked is gone; the keyboard goes on where the passphrase is asked for.
  await expect.poll(() => focused(panel)).toBe('passphrase');
}

/** The name or act of what has the focus. */
function focused(panel: Doc): Promise<string | null> {
  return panel.eval(() => {
    const element = document.activeElement as HTMLInputElement | null;
    return element?.name || (element?.dataset.action ?? null);
  });
}

/** Gives a passphrase in the open dialog; whether it is taken is for the caller to see. */
async function give(panel: Doc, text: string): Promise<void> {
  await panel.fill('dialog input[name="passphrase"]', text);
  await panel.click('dialog [data-action="do-unlock"]');
}

test('a passphrase locks the remembered keys: not when the background is stopped, until it is given again', async ({
  host,
  site,
}) => {
  const { panel, say } = await openProtected(host, site);
  await closeKeys(panel);
  await host.stopBackground();
  say('stopped');
  await expectStates(panel, ['stopped: opened']);

  await panel.click('[data-action="keys"]');
  await lockNow(panel);
  expect(await panel.text('dialog [data-locked-key]')).toMatch(
    /staging[\s\S]*Master key[\s\S]*All apps[\s\S]*Locked/,
  );
  await closeKeys(panel);
  expect(await keysButton(panel)).toBe('1 locked');
  expect(await panel.text('[data-locked]')).toContain('1 remembered key is locked.');
  say('locked');
  await expectStates(panel, ['stopped: opened', 'locked: dark']);
  // What is lacking may be only the passphrase: the status line asks for that, and nothing asks for a key.
  expect(await panel.count('[data-empty="no-key"]')).toBe(0);
  await host.stopBackground();
  say('still locked');
  await expectStates(panel, ['stopped: opened', 'locked: dark', 'still locked: dark']);

  await panel.click('[data-action="unlock-keys"]');
  await expect.poll(() => focused(panel)).toBe('passphrase');
  await give(panel, 'correct horse battery stable');
  await expect.poll(() => panel.text('dialog .passphrase')).toContain('This is not the passphrase');
  expect(await panel.count('dialog [data-locked-key]')).toBe(1);
  await give(panel, passphrase);
  await panel.waitFor('dialog [data-lock="open"]');
  await expect.poll(() => focused(panel)).toBe('change-passphrase');
  await closeKeys(panel);
  await expectStates(panel, ['stopped: opened', 'locked: opened', 'still locked: opened']);
  expect(await keysButton(panel)).toBe('1 key');
  expect(await panel.count('[data-locked]')).toBe(0);
});

test('while it is locked nothing is remembered, and a key for now takes no remembered one away', async ({
  host,
  site,
}) => {
  const { panel, say } = await openProtected(host, site);
  await lockNow(panel);
  await submitKey(panel, 'dialog', otherKey, { remember: true });
  await expect.poll(() => panel.text('dialog .key-refused')).toContain('can not be remembered now');
  // The box is ticked still.
  await submitKey(panel, 'dialog', otherKey, { remember: true, label: 'for now' });
  await expect.poll(() => panel.text('dialog .key-says')).toContain('Added “for now”');
  await submitKey(panel, 'dialog', rememberedKey, { label: 'the same' });
  await expect.poll(() => panel.text('dialog .key-says')).toContain('Added “the same”');
  say('by the same');
  say('by the other', otherKey);
  await expectStates(panel, ['by the same: opened', 'by the other: opened']);
  expect((await readStorage(host)).local).toContain('staging');
  await give(panel, passphrase);
  await panel.waitFor('dialog [data-lock="open"]');
  await expect.poll(() => panel.text('dialog [aria-label="Known keys"]')).toContain('staging');
  expect(await panel.count('dialog [data-key]')).toBe(2);
});

test('a passphrase is changed and removed by whoever knows it, and no key is lost on the way', async ({
  host,
  site,
}) => {
  const { panel, say } = await openProtected(host, site);
  await panel.click('dialog [data-action="change-passphrase"]');
  const change = async (now: string, next: string, again: string) => {
    await panel.fill('dialog input[name="passphrase"]', now);
    await panel.fill('dialog input[name="next"]', next);
    await panel.fill('dialog input[name="again"]', again);
    await panel.click('dialog [data-action="do-change"]');
  };
  const said = () => panel.text('dialog .passphrase');
  await change(passphrase, 'another passphrase', 'another passphrse');
  await expect.poll(said).toContain('The two are not the same.');
  await change(passphrase, 'short', 'short');
  await expect.poll(said).toContain('The passphrase is 5 characters long.');
  await change('wrong', 'another passphrase', 'another passphrase');
  await expect.poll(said).toContain('This is not the passphrase');
  await change(passphrase, 'another passphrase', 'another passphrase');
  await expect.poll(() => panel.count('dialog .passphrase')).toBe(0);
  await lockNow(panel);
  await give(panel, passphrase);
  await expect.poll(said).toContain('This is not the passphrase');
  await give(panel, 'another passphrase');
  await panel.waitFor('dialog [data-lock="open"]');

  await panel.click('dialog [data-action="remove-passphrase"]');
  await panel.fill('dialog input[name="passphrase"]', 'another passphrase');
  await panel.click('dialog [data-action="do-remove"]');
  await panel.waitFor('dialog [data-lock="none"]');
  await closeKeys(panel);
  await host.stopBackground();
  say('free');
  await expectStates(panel, ['free: opened']);
  expect((await readStorage(host)).session).toBe('{}');
});

test('who has forgotten the passphrase removes what it locks, and starts anew', async ({ host, site }) => {
  const { panel, say } = await openProtected(host, site);
  await lockNow(panel);
  await panel.click('dialog [data-action="discard-passphrase"]');
  await panel.waitFor('dialog [data-action="do-discard"]');
  expect(await panel.text('dialog [data-action="do-discard"]')).toBe('Remove 1 locked key and passphrase');
  await panel.click('dialog [data-action="cancel-passphrase"]');
  expect(await panel.count('dialog [data-locked-key]')).toBe(1);
  await panel.click('dialog [data-action="discard-passphrase"]');
  await panel.click('dialog [data-action="do-discard"]');
  await panel.waitFor('dialog [data-lock="none"]');
  await closeKeys(panel);
  expect(await keysButton(panel)).toBe('No key');
  expect((await readStorage(host)).local).toBe('{}');
  await addKey(panel, rememberedKey, { remember: true });
  say('anew');
  await expectStates(panel, ['anew: opened']);
});

test('a new start of the extension locks, as one of the browser does; the background may be stopped while it is unlocked', async ({
  host,
  site,
}) => {
  const { url, say } = serve(site);
  const first = await host.openPanelTab();
  await addKey(first, rememberedKey, { label: 'staging', remember: true });
  await setPassphrase(first);
  await host.updateExtension();
  const panel = await host.openPanelTab();
  await expect.poll(() => keysButton(panel)).toBe('1 locked');
  await panel.click('[data-action="keys"]');
  await panel.fill('dialog input[name="passphrase"]', passphrase);
  await Promise.all([host.stopBackground(), panel.click('dialog [data-action="do-unlock"]')]);
  await panel.waitFor('dialog [data-lock="open"]');
  await closeKeys(panel);
  await host.page.goto(url);
  await expect.poll(() => panel.count('[data-connection]')).toBe(1);
  say('open');
  await expectStates(panel, ['open: opened']);
});
