import { deriveSharedSecret } from '../../src/core/crypto/shared-secret';
import { boardChannels } from '../demo/orders-board/story.ts';
import type { Doc } from '../host/driver';
import { expect, test } from '../host/fixtures';
import { openBoard } from './board';
import { addKey } from './keys';
import { expectStates, selectEvent } from './panel-view';
import { readStoredData } from './stored-data';
import { findSecrets, type Secret, textsIn } from './traces-of-bytes';
import { type LoggedMessage, logTraffic, readTraffic } from './traffic-log';

const { orders, payments, status } = boardChannels;
const encrypted = [orders, payments, status];

test('no key byte leaves the background: not to panel, bridge or page, and not into storage', async ({
  host,
  demo,
}) => {
  await logTraffic(host);
  await openBoard(host.page, demo);
  await logPage(host.page);
  for (const channel of encrypted) await demo.trigger(channel, 'past', { channel });
  const panel = await host.openPanelTab();
  await addKey(panel, demo.masterKeyBase64, { label: 'for good', remember: true });
  for (const channel of encrypted) await demo.trigger(channel, 'present', { channel });
  await expectStates(panel, [...Array(3).fill('past: opened'), ...Array(3).fill('present: opened')]);
  await selectEvent(panel, 'present');
  const afterFirst = await readStoredData(host);
  await addKey(panel, demo.masterKeyBase64, { label: 'for now' });
  const secrets = secretsOf(demo.masterKeyBase64);
  const traffic = await readTraffic(host);

  for (const way of ['background to panel', 'background to bridge', 'bridge to background']) {
    expect(linesOf(traffic, way).length).toBeGreaterThan(0);
    expect(findSecrets(linesOf(traffic, way).flatMap(textsOfJson), secrets)).toEqual([]);
  }
  const answers = linesOf(traffic, 'background to panel').map((json) => JSON.parse(json).type);
  expect(answers).toEqual(expect.arrayContaining(['batch', 'opened', 'keys', 'key-added']));
  const fromPanel = linesOf(traffic, 'panel to background');
  const hits = fromPanel.filter((json) => findSecrets(textsOfJson(json), secrets).length > 0);
  // What is pasted goes the same way to be tried, before it is added.
  const carriers = hits.map((json) => JSON.parse(json)).filter(({ type }) => type !== 'test-key');
  expect(carriers).toEqual(
    ['for good', 'for now'].map((label) =>
      expect.objectContaining({
        type: 'add-key',
        text: demo.masterKeyBase64,
        choices: [expect.objectContaining({ label })],
      }),
    ),
  );

  expect(findSecrets(await pageTexts(host.page), secrets)).toEqual([]);
  for (const stored of [afterFirst, await readStoredData(host)]) {
    expect(findSecrets(textsIn(stored), secrets)).toEqual([]);
    expect(stored.cacheNames).toEqual([]);
    expect(stored.cryptoKeys).toEqual([
      { algorithm: 'AES-GCM', extractable: false, exported: false },
      { algorithm: 'HMAC', extractable: false, exported: false },
    ]);
  }
  expect(afterFirst.storage.local).toContain('for good');
  expect(findSecrets(await panelTexts(panel), secrets)).toEqual([]);
});

test.describe('the search itself', () => {
  const [master] = secretsOf(Buffer.alloc(32, 'secret!').toString('base64'));
  const bytes = Buffer.from(master?.bytes ?? []);
  const hidden: Record<string, unknown> = {
    base64: { text: bytes.toString('base64') },
    'base64 inside other bytes': [
      Buffer.concat([Buffer.from('{"k":"'), bytes, Buffer.from('"}')]).toString('base64'),
    ],
    'URL-safe base64': bytes.toString('base64url'),
    hex: { a: { b: bytes.toString('hex') } },
    bytes: bytes.toString('latin1'),
    'a list of bytes': { key: [...bytes] },
    'an object of bytes': { ...bytes },
    'JSON in JSON': { data: JSON.stringify({ key: bytes.toString('latin1') }) },
    'the name of a member': { [bytes.toString('base64')]: 1 },
  };
  for (const [form, value] of Object.entries(hidden)) {
    test(`finds a key that is hidden as ${form}`, () => {
      expect(findSecrets(textsIn(value), master ? [master] : [])).not.toEqual([]);
    });
  }
});

/** The master key and the secret of each encrypted channel. */
function secretsOf(masterKeyBase64: string): Secret[] {
  const key = Buffer.from(masterKeyBase64, 'base64');
  return [
    { name: 'master key', bytes: key },
    ...encrypted.map((channel) => ({
      name: `secret of ${channel}`,
      bytes: deriveSharedSecret('A', channel, key),
    })),
  ];
}

function linesOf(traffic: readonly LoggedMessage[], way: string): string[] {
  return traffic.filter(({ from, to }) => `${from} to ${to}` === way).map(({ json }) => json);
}

function textsOfJson(json: string): string[] {
  return textsIn(JSON.parse(json));
}

interface Logging {
  heard?: string[];
}

/** Writes down what a page can hear: messages to its window, and events on its document that carry anything. */
function logPage(page: Doc): Promise<void> {
  return page.eval(() => {
    const heard: string[] = [];
    (globalThis as Logging).heard = heard;
    const note = (event: Event) => {
      const { data, detail } = event as MessageEvent & CustomEvent;
      heard.push(JSON.stringify([event.type, data ?? null, detail ?? null]));
    };
    for (const type of ['message', 'messageerror', 'load', 'storage']) {
      addEventListener(type, note, true);
      document.addEventListener(type, note, true);
    }
  });
}

/** What the page heard, and what the extension could have left in it. */
async function pageTexts(page: Doc): Promise<string[]> {
  const texts = await page.eval(() => [
    ...((globalThis as Logging).heard ?? []),
    document.documentElement.outerHTML,
    JSON.stringify({ ...localStorage }),
    JSON.stringify({ ...sessionStorage }),
    document.cookie,
  ]);
  return texts.flatMap(textsIn);
}

/** What the panel shows and keeps. */
async function panelTexts(panel: Doc): Promise<string[]> {
  const texts = await panel.eval(() => [
    document.documentElement.outerHTML,
    JSON.stringify({ ...localStorage }),
    ...[...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(({ value }) => value),
  ]);
  return texts.flatMap(textsIn);
}
