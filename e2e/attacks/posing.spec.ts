import { rmSync } from 'node:fs';
import type { PageDoc } from '../host/driver';
import { test as base, expect, onlyIn, startHosts } from '../host/fixtures';
import { countOf, drawnRows, filterBy } from '../panel/panel-view';
import { claim, documentsOf, openPorts } from './claims';
import type { Loot } from './loot';
import { type PosedElsewhere, writeOtherExtension } from './other-extension';
import { pose } from './pose';
import { type Attack, openStage } from './stage';

/** A browser with a second extension beside ours. */
const test = base.extend({
  browserOfHosts: [
    async ({ target }, use) => {
      const other = writeOtherExtension();
      const browser = await startHosts(target, { otherExtensions: [other] });
      await use(browser);
      await browser.close();
      rmSync(other, { recursive: true });
    },
    { scope: 'worker' },
  ],
});

declare const loot: Loot;
declare const chrome: { runtime: { id: string; getURL(path: string): string } };

const connected: Attack = async ({ ws }) => {
  const socket = new WebSocket(ws);
  await new Promise((resolve) => socket.addEventListener('message', resolve));
};

/** Lets the other extension pose in a page of its own kind, and answers what it has got. */
async function poseElsewhere(page: PageDoc, id: string, tab: number): Promise<PosedElsewhere> {
  await page.waitFor('[data-posed]');
  expect(await page.eval(() => document.documentElement.dataset.pose)).toBe(JSON.stringify([id, tab]));
  return JSON.parse(await page.eval(() => document.documentElement.dataset.posed ?? ''));
}

test('a page or another extension that poses as the panel gets no port and no answer', async ({
  host,
  site,
  target,
}) => {
  const stage = await openStage(host, site);
  const { page, panel } = stage;
  const id = await host.evalBackground(() => chrome.runtime.id);
  const address = await host.evalBackground(() => chrome.runtime.getURL(''));
  await stage.attack(connected);

  const posed = await page.eval(pose, id, page.tabId);
  // Only in Chromium there is a `chrome.runtime` in pages.
  const ports = target === 'chromium' ? 3 : 0;
  expect(posed).toEqual({ ports, closed: ports, heard: [] });

  const asking = await host.newPage();
  const asked = JSON.stringify([id, page.tabId]);
  await asking.goto(
    site.page('/asks', `<!doctype html><html data-pose='${asked}'><title>Asks</title></html>`),
  );
  const elsewhere = await poseElsewhere(asking, id, page.tabId);
  for (const one of [elsewhere.content, elsewhere.page])
    expect(one).toEqual({ ports: one.ports, closed: one.ports, heard: [] });
  expect(elsewhere.page.ports).toBe(3);

  const files = ['manifest.json', 'src/panel/panel.html', 'icons/icon-16.png', 'src/page/hook.iife.js'];
  const read = await page.eval(
    async (urls) => {
      const outcomes = await Promise.all(urls.map((url) => fetch(url).then(String, () => 'refused')));
      const image = new Image();
      const shown = new Promise((resolve) => {
        image.onload = () => resolve('shown');
        image.onerror = () => resolve('refused');
      });
      image.src = urls[2] as string;
      return [...outcomes, await shown];
    },
    files.map((file) => address + file),
  );
  expect(read).toEqual(Array(files.length + 1).fill('refused'));

  await panel.click('[data-action="keys"]');
  await expect.poll(() => panel.count('dialog [data-key]')).toBe(1);
  await panel.press('Escape');
  await stage.expectHeld();
});

/** Says everywhere it can that it is the bridge of documents that are not its own. */
function claimByMessages(documents: string[], url: string): void {
  const frame = document.querySelector('iframe')?.contentWindow;
  const channel = new BroadcastChannel('bridge');
  const worker = new MessageChannel();
  loot.own(worker.port1);
  loot.own(worker.port2);
  for (const id of documents) {
    const occurrence = { kind: 'frame', seq: 1e6, connection: 1, at: 1, direction: 'received' };
    const payload = { text: '{"event":"forged","channel":"a","data":"{}"}' };
    const counts = { first: 1e6, last: 1e6, bytes: 100, framesBefore: 0, framesThrough: 1, unknownFrames: 0 };
    const connections = [{ id: 1, url, at: 1, protocol: 'pusher' }];
    const batch = {
      document: id,
      ...counts,
      connections,
      late: [],
      occurrences: [{ ...occurrence, payload }],
    };
    for (const message of [
      { type: 'hello', document: id, startedAt: 1 },
      { type: 'watching' },
      { type: 'batch', batch },
      { type: 'socket' },
    ])
      for (const target of [window, parent, top, frame, opener])
        (target as Window | null | undefined)?.postMessage(message, '*', []);
    channel.postMessage(batch);
    worker.port1.postMessage(batch);
    document.dispatchEvent(new MessageEvent('load', { ports: [worker.port2], data: batch }));
    document.dispatchEvent(new CustomEvent('load', { detail: JSON.stringify(batch) }));
  }
}

test('a page that claims the documents of another tab and of a frame of another origin gets nothing into them', async ({
  host,
  site,
}) => {
  const stage = await openStage(host, site);
  const { page, panel, bystanderPanel, target } = stage;
  await stage.attack(withFrame);
  const others = await documentsOf(bystanderPanel, stage.bystander.tabId);
  const own = await expect
    .poll(() => documentsOf(panel, page.tabId), 'the page and its frame')
    .toHaveLength(2)
    .then(() => documentsOf(panel, page.tabId));
  const all = [...others, ...own].map(({ document }) => document);
  await page.eval(claimByMessages, all, target.ws);
  await stage.expectHeld();
  for (const one of [panel, bystanderPanel]) {
    await filterBy(one, 'event:forged');
    await expect.poll(() => countOf(one, 'shown')).toBe(0);
  }
});

/** A page with a frame of another origin, both connected. */
const withFrame: Attack = async ({ ws, origin }) => {
  const frame = document.createElement('iframe');
  frame.src = `${origin.replace('127.0.0.1', 'localhost')}/frame`;
  document.documentElement.append(frame);
  await new Promise((resolve) => window.addEventListener('message', resolve, { once: true }));
  const socket = new WebSocket(ws);
  await new Promise((resolve) => socket.addEventListener('message', resolve));
};

test.beforeEach(({ site }) => {
  const ws = `${site.wsUrl}/app/frame?protocol=7&client=js&version=8.6.0`;
  const script = `const socket = new WebSocket('${ws}'); socket.onmessage = () => parent.postMessage('', '*');`;
  site.page('/frame', `<!doctype html><script>${script}</script>`);
});

test(
  'a process that was taken over speaks for its own documents alone, and gets no answer of the panel',
  onlyIn('chromium', 'Firefox lets no driver into the world of a content script.'),
  async ({ host, site }) => {
    const stage = await openStage(host, site);
    const { page, panel, bystanderPanel, target } = stage;
    await stage.attack(withFrame);
    const [other] = await documentsOf(bystanderPanel, stage.bystander.tabId);
    const frame = (await documentsOf(panel, page.tabId)).find(({ top }) => !top);
    expect([other, frame]).toEqual([expect.anything(), expect.anything()]);

    const posed = await host.evalBridge(pose, null, page.tabId);
    // As a bridge it is asked to watch; a panel or a devtools page it can not be.
    expect({ ...posed, heard: posed.heard.map((json) => JSON.parse(json).type) }).toEqual({
      ...{ ports: 3, closed: 2, heard: ['watch', 'watched'] },
    });

    await host.evalBridge(claim, 'ab'.repeat(18), target.ws, 'claimed-own');
    await host.evalBridge(claim, other?.document ?? '', target.ws, 'claimed-other');
    await host.evalBridge(claim, frame?.document ?? '', target.ws, 'claimed-frame');
    await page.eval(() => document.querySelector('iframe')?.remove());
    await expect
      .poll(async () =>
        (await documentsOf(panel, page.tabId)).some(({ document }) => document === frame?.document),
      )
      .toBe(false);
    await host.evalBridge(claim, frame?.document ?? '', target.ws, 'claimed-gone');
    // What its own content script could send it may send, under a name that nobody else in its tab has.
    await filterBy(panel, 'event:claimed');
    await expect
      .poll(async () => (await drawnRows(panel)).map(({ event }) => event).sort())
      .toEqual(['claimed-other', 'claimed-own']);
    await filterBy(bystanderPanel, 'event:claimed');
    await expect.poll(() => countOf(bystanderPanel, 'shown')).toBe(0);
    await stage.expectHeld();
  },
);

test(
  'a process that opens bridge ports without end gets 1,000 of them, and the panel says so',
  onlyIn('chromium', 'Firefox lets no driver into the world of a content script.'),
  async ({ host, site }) => {
    const stage = await openStage(host, site);
    const { panel } = stage;
    await stage.attack(connected);
    await stage.expectHeld();
    const [open, closed] = await host.evalBridge(openPorts, 1_500);
    // One more belongs to the bridge of the page itself.
    expect([open, closed]).toEqual([999, 501]);
    await expect.poll(() => panel.text('[data-trouble]')).toContain('1,000 documents');
    await stage.expectHeld();
  },
);
