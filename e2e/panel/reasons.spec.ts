import { createHash } from 'node:crypto';
import nacl from 'tweetnacl';
import type { Demo } from '../demo/orders-board/start-demo.ts';
import { boardChannels } from '../demo/orders-board/story.ts';
import type { Doc } from '../host/driver';
import { expect, test } from '../host/fixtures';
import { openBoard } from './board';
import { addKey, submitKey } from './keys';
import { drawnRows, expectStates, paneText, selectEvent, selectedEvent } from './panel-view';

const { orders } = boardChannels;
const wrongKey = Buffer.alloc(32, 7).toString('base64');
const inDetail = '[data-region="detail"]';

test.beforeEach(async ({ host, demo }) => openBoard(host.page, demo));

test('an event without a key says so, and the key can be pasted right there', async ({ host, demo }) => {
  const panel = await host.openPanelTab();
  await demo.trigger(orders, 'order.paid', { id: 7 });
  await selectEvent(panel, 'order.paid');
  await expect.poll(() => paneText(panel, 'reason')).toContain('No key for this channel is known.');
  expect(await paneText(panel, 'reason')).toContain('Add the 32-byte master key of the app');
  await submitKey(panel, inDetail, demo.masterKeyBase64);
  await expect.poll(() => paneText(panel, 'plaintext')).toContain('id: 7');
  expect(await selectedEvent(panel)).toBe('order.paid');
});

test('a wrong key is named with a remedy; the right one then opens the selected event in place', async ({
  host,
  demo,
}) => {
  const panel = await host.openPanelTab();
  for (const event of ['one', 'two', 'three']) await demo.trigger(orders, event, { event });
  await addKey(panel, wrongKey, { label: 'production' });
  await selectEvent(panel, 'two');
  await expect.poll(() => paneText(panel, 'reason')).toContain('The known key does not open this payload.');
  expect(await paneText(panel, 'reason')).toContain('Add the master key that the publisher uses');
  expect(await paneText(panel, 'reason')).toContain('tried “production”');
  const before = (await drawnRows(panel)).map(({ id }) => id);
  await submitKey(panel, inDetail, demo.masterKeyBase64, { label: 'staging' });
  await expect.poll(() => paneText(panel, 'plaintext')).toContain('event: "two"');
  expect(await panel.text(inDetail)).toContain('Opened with “staging”');
  expect(await selectedEvent(panel)).toBe('two');
  await expectStates(panel, ['one: opened', 'two: opened', 'three: opened']);
  expect((await drawnRows(panel)).map(({ id }) => id)).toEqual(before);
});

test('an event that another key sealed stays dark beside those that open', async ({ host, demo }) => {
  const panel = await host.openPanelTab();
  await addKey(panel, demo.masterKeyBase64);
  await demo.wrongPusher(wrongKey).trigger(orders, 'stranger', {});
  await demo.trigger(orders, 'ours', {});
  await expectStates(panel, ['stranger: dark', 'ours: opened']);
  await addKey(panel, wrongKey);
  await expectStates(panel, ['stranger: opened', 'ours: opened']);
});

const nonce = Buffer.alloc(24).toString('base64');
const ciphertext = Buffer.alloc(32).toString('base64');
const malformed: Record<string, { data: string; problem: string; remedy: string }> = {
  'no nonce': {
    data: JSON.stringify({ ciphertext }),
    problem: 'The envelope has no nonce.',
    remedy: 'an envelope needs both nonce and ciphertext',
  },
  'a nonce of 12 bytes': {
    data: JSON.stringify({ nonce: Buffer.alloc(12).toString('base64'), ciphertext }),
    problem: 'The nonce is 12 bytes long; a secretbox nonce has 24. 12 is usual for AES-GCM',
    remedy: 'a nonce of 24 random bytes',
  },
  'a ciphertext with letters that no base64 has': {
    data: JSON.stringify({ nonce, ciphertext: '!?!?'.repeat(8) }),
    problem: 'The ciphertext is not standard base64.',
    remedy: 'Encode it with the letters + and /',
  },
  'a ciphertext that is cut off': {
    data: JSON.stringify({ nonce, ciphertext: 'AAAA' }),
    problem: 'The ciphertext is 3 bytes long; its tag alone has 16.',
    remedy: 'Check where the payload is cut off',
  },
};

test('each way in which an envelope is malformed is named with a remedy, with a key and without, and asks for none', async ({
  host,
  demo,
}) => {
  const panel = await host.openPanelTab();
  const events = Object.keys(malformed);
  publishMalformed(demo);
  await expectReason(panel, 'no nonce');
  await addKey(panel, demo.masterKeyBase64);
  await expectStates(
    panel,
    events.map((event) => `${event}: dark`),
  );
  for (const event of events) await expectReason(panel, event);
  expect(await panel.text('[data-region="status"]')).toContain(
    `${events.length} dark: ${events.length} reasons`,
  );
});

test('an event that was published in the clear is clear, and a leak', async ({ host, demo }) => {
  const panel = await host.openPanelTab();
  await demo.trigger(orders, 'sealed', { id: 6 });
  demo.channelServer.publish(orders, 'plain', JSON.stringify({ id: 7 }));
  await expectStates(panel, ['sealed: dark', 'plain: clear']);
  await selectEvent(panel, 'plain');
  const leak = '[data-verdict="published-unencrypted"]';
  await expect.poll(() => panel.text(leak)).toContain('The event was published unencrypted');
  expect(await panel.text(leak)).toContain('Publish with a server library that has the master key');
  expect(await paneText(panel, 'data')).toContain('id: 7');
});

test('an envelope that was encoded twice, or in URL-safe base64, opens and says what clients make of it', async ({
  host,
  demo,
}) => {
  const panel = await host.openPanelTab();
  await addKey(panel, demo.masterKeyBase64);
  const envelope = sealFor(orders, demo.masterKeyBase64, '{"id":7}');
  const urlSafe = {
    ...envelope,
    ciphertext: Buffer.from(envelope.ciphertext, 'base64').toString('base64url'),
  };
  demo.channelServer.publish(orders, 'twice', JSON.stringify(JSON.stringify(envelope)));
  demo.channelServer.publish(orders, 'url-safe', JSON.stringify(urlSafe));
  await expectStates(panel, ['twice: opened', 'url-safe: opened']);
  await selectEvent(panel, 'twice');
  await expect
    .poll(() => panel.text('[data-verdict="double-encoded-envelope"]'))
    .toContain('Client libraries drop the event.');
  expect(await paneText(panel, 'plaintext')).toContain('id: 7');
  await selectEvent(panel, 'url-safe');
  await expect.poll(() => panel.text('[data-verdict="bad-base64"]')).toContain('pusher-js throws at it');
});

/** As an encrypting server library makes it (derivation A), so that a test can put it on the wire in its own way. */
function sealFor(channel: string, masterKeyBase64: string, plaintext: string) {
  const secret = createHash('sha256').update(channel).update(Buffer.from(masterKeyBase64, 'base64')).digest();
  // Until it has a letter that differs between the two alphabets.
  for (;;) {
    const random = nacl.randomBytes(24);
    const box = Buffer.from(nacl.secretbox(Buffer.from(plaintext), random, secret)).toString('base64');
    if (/[+/]/.test(box)) return { nonce: Buffer.from(random).toString('base64'), ciphertext: box };
  }
}

function publishMalformed(demo: Demo): void {
  for (const [event, { data }] of Object.entries(malformed)) demo.channelServer.publish(orders, event, data);
}

async function expectReason(panel: Doc, event: string): Promise<void> {
  const { problem, remedy } = malformed[event] ?? { problem: '', remedy: '' };
  await selectEvent(panel, event);
  await expect.poll(() => paneText(panel, 'reason')).toContain(problem);
  expect(await paneText(panel, 'reason')).toContain(remedy);
  expect(await panel.count(`${inDetail} textarea[name="key"]`)).toBe(0);
}
