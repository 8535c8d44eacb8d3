import { createHash } from 'node:crypto';
import nacl from 'tweetnacl';
import { deriveSharedSecret } from '../../src/core/crypto/shared-secret';
import type { TestSite } from '../demo/test-pages.ts';
import type { Doc } from '../host/driver';
import { expect, test } from '../host/fixtures';
import { channelPage, frame, GREETING, sealedFrame } from './channel-page';
import { fieldText, type KeyPlace, readStorage } from './keys';
import { expectStates, selectEvent } from './panel-view';
import { findSecrets, textsIn } from './traces-of-bytes';
import { logTraffic, readTraffic } from './traffic-log';

const bytes = Buffer.alloc(32, 0x9c);
const key = bytes.toString('base64');
const stranger = Buffer.alloc(32, 0x11).toString('base64');
const text32 = Buffer.alloc(24, 0x05).toString('base64');
const channels = ['private-encrypted-a', 'private-encrypted-b', 'private-encrypted-c'];
const nothingStored = { session: '{}', local: '{}' };

/** Four events on each of three channels; the last one is sealed with another key. */
function servedPage(site: TestSite, masterKey = key): string {
  site.onSocket((socket) => {
    socket.send(GREETING);
    for (let n = 0; n < 12; n++) {
      const sealedBy = n === 11 ? Buffer.alloc(32, 0x77).toString('base64') : masterKey;
      socket.send(sealedFrame(`event-${n}`, channels[n % 3] ?? '', { n }, sealedBy));
    }
  });
  return channelPage(site, '/');
}

/** An event whose secret is SHA-256(channel, then these bytes), as servers make it that check no length. */
function frameOfSlip(event: string, channel: string, sealedWith: string): string {
  const secret = createHash('sha256').update(channel).update(sealedWith).digest();
  const nonce = nacl.randomBytes(24);
  const box = nacl.secretbox(Buffer.from('{"id":7}'), nonce, secret);
  return frame(event, channel, {
    nonce: Buffer.from(nonce).toString('base64'),
    ciphertext: Buffer.from(box).toString('base64'),
  });
}

async function openDialog(panel: Doc, text: string): Promise<void> {
  await panel.click('[data-action="keys"]');
  await paste(panel, 'dialog', text);
}

function paste(panel: Doc, place: KeyPlace, text: string): Promise<void> {
  return panel.fill(`${place} textarea[name="key"]`, text);
}

async function expectSaid(panel: Doc, place: KeyPlace, said: string | RegExp): Promise<void> {
  const text = async () => (await panel.text(`${place} .key-says`)).replace(/\s+/g, ' ');
  await expect.poll(text).toMatch(said);
}

/** The readings that are offered, each as `[x] what it says`. */
function readings(panel: Doc, place: KeyPlace): Promise<string[]> {
  return panel.eval(
    (selector) =>
      [...document.querySelectorAll<HTMLElement>(selector)].map((line) => {
        const isChecked = line.querySelector<HTMLInputElement>('input')?.checked;
        return `[${isChecked ? 'x' : ' '}] ${line.innerText.replace(/\s+/g, ' ')}`;
      }),
    `${place} [data-reading]`,
  );
}

const understood: Record<string, { text: string; said: string }> = {
  'base64 with a line break': {
    text: `${key}\n`,
    said: '32 bytes from base64; there was a line break at its end.',
  },
  'hexadecimal digits': { text: bytes.toString('hex'), said: '32 bytes from hexadecimal digits.' },
  'a line of .env': {
    text: `export MASTER_KEY="base64:${key}"`,
    said: '32 bytes from base64; base64: stood before it.',
  },
  'a line of PHP': { text: `'encryption_master_key_base64' => '${key}',`, said: '32 bytes from base64.' },
  'base64 without padding': {
    text: key.slice(0, -1),
    said: '32 bytes from base64; its padding was missing.',
  },
};

test('what is in the clipboard is understood, named and tried at once, and nothing is stored before it is added', async ({
  host,
  site,
}) => {
  await logTraffic(host);
  await host.page.goto(servedPage(site));
  const panel = await host.openPanelTab();
  await expect.poll(() => panel.text('[data-region="status"]')).toContain('12 dark');
  await panel.click('[data-action="keys"]');
  for (const { text, said } of Object.values(understood)) {
    await paste(panel, 'dialog', text);
    await expectSaid(panel, 'dialog', said);
    await expectSaid(panel, 'dialog', /Key [0-9a-f]{6} opens 11 of 12 events on 3 channels\./);
  }
  expect(await readStorage(host)).toEqual(nothingStored);
  expect(await panel.count('[data-key]')).toBe(0);
  expect(await panel.text('[data-region="status"]')).toContain('12 dark');
  const answers = (await readTraffic(host)).filter(({ from, to }) => from === 'background' && to === 'panel');
  expect(answers.filter(({ json }) => JSON.parse(json).type === 'key-tested').length).toBeGreaterThan(0);
  const secrets = [{ name: 'master key', bytes }];
  expect(
    findSecrets(
      answers.flatMap(({ json }) => textsIn(JSON.parse(json))),
      secrets,
    ),
  ).toEqual([]);

  const id = await panel.text('dialog .key-says code');
  await panel.click('dialog [data-action="add-key"]');
  await expect.poll(() => panel.text('[data-key]')).toContain(id);
  await expect.poll(() => panel.text('[data-region="status"]')).toContain('1 dark');
});

test('several keys of a paste are added at once, with the names that they have', async ({ host, site }) => {
  await host.page.goto(servedPage(site));
  const panel = await host.openPanelTab();
  await openDialog(panel, `# keys\nSTAGING_MASTER_KEY=${stranger}\nPRODUCTION_MASTER_KEY=${key}\n`);
  await expectSaid(panel, 'dialog', '2 keys in the text, 1 of them for what is captured here.');
  expect(await readings(panel, 'dialog')).toEqual([
    expect.stringMatching(
      /^\[x\] STAGING_MASTER_KEY Master key \w{6} .* opens nothing here: the events are sealed with another key/,
    ),
    expect.stringMatching(
      /^\[x\] PRODUCTION_MASTER_KEY Master key \w{6} .* opens 11 of 12 events on 3 channels$/,
    ),
  ]);
  expect(await panel.text('dialog [data-action="add-key"]')).toBe('Add 2 keys');
  expect(await readStorage(host)).toEqual(nothingStored);
  await panel.click('dialog [data-action="add-key"]');
  await expect.poll(() => panel.count('[data-key]')).toBe(2);
  const known = await panel.text('.keys-list');
  expect(known).toContain('STAGING_MASTER_KEY');
  expect(known).toContain('PRODUCTION_MASTER_KEY');
});

test('a key that is not wanted is left out', async ({ host, site }) => {
  await host.page.goto(servedPage(site));
  const panel = await host.openPanelTab();
  await openDialog(panel, `STAGING_MASTER_KEY=${stranger}\nPRODUCTION_MASTER_KEY=${key}\n`);
  await expectSaid(panel, 'dialog', '2 keys in the text, 1 of them');
  await panel.click('dialog [data-reading="0"] input');
  await panel.click('dialog [data-action="add-key"]');
  await expect.poll(() => panel.text('[data-key]')).toContain('PRODUCTION_MASTER_KEY');
  expect(await panel.count('[data-key]')).toBe(1);
});

test('32 characters that are base64 as well are tried in both readings, and the one that works is chosen', async ({
  host,
  site,
}) => {
  site.onSocket((socket) => {
    socket.send(GREETING);
    socket.send(
      frameOfSlip('of-24-bytes', 'private-encrypted-a', String.fromCharCode(...Buffer.alloc(24, 0x05))),
    );
  });
  await host.page.goto(channelPage(site, '/'));
  const panel = await host.openPanelTab();
  await openDialog(panel, text32);
  await expectSaid(panel, 'dialog', 'The text can be read in 2 ways. What works: 24 bytes from base64');
  expect(await readings(panel, 'dialog')).toEqual([
    expect.stringMatching(/^\[ \] Master key \w{6} 32 bytes from the text itself · opens nothing here/),
    expect.stringMatching(
      /^\[x\] Master key \w{6} 24 bytes from base64.* · opens 1 of 1 event on 1 channel$/,
    ),
  ]);
  await panel.click('dialog [data-action="add-key"]');
  await expect.poll(() => fieldText(panel, 'dialog')).toBe('');
  await panel.press('Escape');
  await expectStates(panel, ['of-24-bytes: opened']);
});

test('an Ably API key is called one, and so is an auth string; nothing is offered', async ({
  host,
  site,
}) => {
  await host.page.goto(servedPage(site));
  const panel = await host.openPanelTab();
  await openDialog(panel, 'ABLY_KEY=xVLyHw.KtG1Yg:aMzS7ltKDbCsYmrC');
  await expectSaid(panel, 'dialog', 'The text is an Ably API key, not a key that opens channels.');
  await paste(panel, 'dialog', `278d425bdf160c739803:${bytes.toString('hex')}`);
  await expectSaid(panel, 'dialog', 'The text is the auth string of a subscription');
  expect(await panel.count('dialog [data-reading]')).toBe(0);
  await panel.click('dialog [data-action="add-key"]');
  await expectSaid(panel, 'dialog', /and no key\. Paste the 32-byte master key/);
  expect(await readStorage(host)).toEqual(nothingStored);
});

test('a key that opens nothing says the likeliest reason', async ({ host, site }) => {
  const panel = await host.openPanelTab();
  await openDialog(panel, stranger);
  await expectSaid(panel, 'dialog', 'opens nothing here: nothing captured is encrypted yet.');
  await panel.press('Escape');
  await host.page.goto(servedPage(site));
  await expect.poll(() => panel.text('[data-region="status"]')).toContain('12 dark');
  await openDialog(panel, stranger);
  await expectSaid(panel, 'dialog', 'opens nothing here: the events are sealed with another key');
  await paste(panel, 'dialog', key);
  await panel.fill('dialog input[name="channel"]', 'private-encrypted-other');
  await expectSaid(
    panel,
    'dialog',
    'opens nothing here: it opens 11 events of another app or channel than is chosen.',
  );
  await panel.fill('dialog input[name="channel"]', 'private-encrypted-a');
  await expectSaid(panel, 'dialog', 'opens 4 of 4 events on 1 channel.');
});

test('a shared secret that is pasted as a master key is offered as what it is, for its channel', async ({
  host,
  site,
}) => {
  await host.page.goto(servedPage(site));
  const panel = await host.openPanelTab();
  await expect.poll(() => panel.text('[data-region="status"]')).toContain('12 dark');
  const secret = deriveSharedSecret('A', 'private-encrypted-b', bytes);
  await openDialog(
    panel,
    JSON.stringify({ auth: 'key:5f', shared_secret: Buffer.from(secret).toString('base64') }),
  );
  await expectSaid(panel, 'dialog', 'opens 4 of 4 events on 1 channel.');
  await panel.click('dialog [data-action="add-key"]');
  await expect.poll(() => panel.text('[data-key]')).toContain('private-encrypted-b');
  await expect.poll(() => panel.text('[data-region="status"]')).toContain('8 dark');
});

test('in the pane of a dark event the key is tried before it is added, and opens it in place', async ({
  host,
  site,
}) => {
  await host.page.goto(servedPage(site));
  const panel = await host.openPanelTab();
  await selectEvent(panel, 'event-3');
  await paste(panel, '[data-region="detail"]', `  ${bytes.toString('hex')}`);
  await expectSaid(
    panel,
    '[data-region="detail"]',
    /there was white space around it.*opens 11 of 12 events on 3 channels/,
  );
  await panel.click('[data-region="detail"] [data-action="add-key"]');
  await expect.poll(() => panel.text('[data-pane="plaintext"]')).toContain('n: 3');
});

test('a slip in the key of the publisher is said before it is added, and can be saved from the event later', async ({
  host,
  site,
}) => {
  site.onSocket((socket) => {
    socket.send(GREETING);
    socket.send(frameOfSlip('slipped', 'private-encrypted-a', `${key}\n`));
  });
  await host.page.goto(channelPage(site, '/'));
  const panel = await host.openPanelTab();
  await openDialog(panel, key);
  await expectSaid(panel, 'dialog', 'What works: 45 bytes: with a line break at its end.');
  await expect.poll(() => panel.text('dialog [data-verdict="key-slip"]')).toContain('Cut the line break off');
  await panel.click('dialog [data-reading="0"] input');
  await panel.fill('dialog input[name="label"]', 'staging');
  await panel.click('dialog [data-action="add-key"]');
  await expect.poll(() => fieldText(panel, 'dialog')).toBe('');
  await panel.press('Escape');
  await expectStates(panel, ['slipped: opened']);
  await selectEvent(panel, 'slipped');
  await panel.click('[data-verdict="key-slip"] [data-action="save-slip"]');
  const saved = 'staging, with a line break at its end';
  await expect.poll(() => panel.text('[data-verdict="key-slip"]')).toContain(`Saved as “${saved}”`);
  await panel.click('[data-action="keys"]');
  await expect.poll(() => panel.text('.keys-list')).toContain(saved);
  expect(await panel.count('[data-key]')).toBe(2);
});
