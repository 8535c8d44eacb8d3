import { randomBytes } from 'node:crypto';
import type { WebSocket } from 'ws';
import { deriveSharedSecret } from '../../src/core/crypto/shared-secret';
import type { TestSite } from '../demo/test-pages';
import type { Doc, Host, PageDoc } from '../host/driver';
import { expect } from '../host/fixtures';
import { channelPage, frame, GREETING, sealedFrame } from '../panel/channel-page';
import { addKey } from '../panel/keys';
import { countOf, drawnRows, filterBy } from '../panel/panel-view';
import { findSecrets, type Secret } from '../panel/traces-of-bytes';
import { armLoot, readLoot } from './loot';

/** What an attack gets: the address of the attacked app's sockets. */
export interface Target {
  ws: string;
  origin: string;
}

/** Runs in the attacking page after the loot is armed. */
export type Attack = (target: Target) => void | Promise<void>;

/** A panel with a key on a page that attacks, and beside it another tab with a panel of its own, whose entries are no business of the page. */
export interface Stage {
  page: PageDoc;
  panel: Doc;
  /** The other tab, and the panel that watches it. */
  bystander: PageDoc;
  bystanderPanel: Doc;
  target: Target;
  /** What the page must not have. */
  secrets: Secret[];
  /** Loads a page that runs the attack as its first script, and waits until it has ended. */
  attack(attack: Attack): Promise<void>;
  /** Publishes on all sockets of the attacked app what only the key opens. */
  publish(event: string): void;
  /** Sends a frame as it is to all sockets of the attacked app. */
  send(frame: string | Buffer): void;
  /** What the attacked app has received, in lengths. */
  received: number[];
  /** Sockets of the attacked app that are open now. */
  attacked: ReadonlySet<WebSocket>;
  /** The result that every attack has to end with. */
  expectHeld(bounds?: Bounds): Promise<void>;
}

/** What the status bar may say at the most. */
export interface Bounds {
  held?: number;
  dropped?: number;
}

export interface StageOptions {
  /** In the browser's own DevTools; otherwise in a tab. */
  inDevtools?: boolean;
}

const CHANNEL = 'private-encrypted-vault';

/** Sets the stage. The channel server is a test double that greets and then says what the test says. */
export async function openStage(host: Host, site: TestSite, options: StageOptions = {}): Promise<Stage> {
  const key = randomBytes(32).toString('base64');
  const word = (name: string) => `${name}-${randomBytes(12).toString('hex')}`;
  const [plaintext, label, other] = [word('plaintext'), word('label'), word('bystander')] as const;
  const attacked = new Set<WebSocket>();
  const received: number[] = [];
  site.onSocket((socket, { url = '' }) => {
    socket.send(GREETING);
    if (url.includes('/app/bystander')) socket.send(frame('other', 'public', { other }));
    if (!url.includes('/app/attacked')) return;
    attacked.add(socket);
    socket.on('message', (data) => received.push((data as Buffer).length));
    socket.once('close', () => attacked.delete(socket));
  });
  const bystander = await host.newPage();
  await bystander.goto(channelPage(site, '/bystander', ['bystander']));
  const bystanderPanel = await host.openPanelTab(`tabId=${bystander.tabId}`);
  await expect
    .poll(async () => (await drawnRows(bystanderPanel)).map(({ event }) => event))
    .toContain('other');
  const { page } = host;
  await page.goto(site.page('/start', '<!doctype html><title>Start</title>'));
  const panel = await (options.inDevtools ? host.openPanel({ dock: 'undocked' }) : host.openPanelTab());
  await addKey(panel, key, { label });
  const secrets = [
    { name: 'master key', bytes: Buffer.from(key, 'base64') },
    { name: 'shared secret', bytes: deriveSharedSecret('A', CHANNEL, Buffer.from(key, 'base64')) },
    { name: 'plaintext', bytes: Buffer.from(plaintext) },
    { name: 'label of the key', bytes: Buffer.from(label) },
    { name: 'text of the other tab', bytes: Buffer.from(other) },
  ];
  const target = { ws: `${site.wsUrl}/app/attacked?protocol=7&client=js&version=8.6.0`, origin: site.origin };
  const send = (data: string | Buffer) => {
    for (const socket of attacked) socket.send(data);
  };
  const publish = (event: string) => send(sealedFrame(event, CHANNEL, { plaintext }, key));
  return {
    ...{ page, panel, bystander, bystanderPanel, target, secrets, publish, send, received, attacked },
    attack: async (attack) => {
      await page.goto(site.page('/attack', attackPage(attack, target)));
      await page.waitFor('[data-done]');
      const failure = await page.eval(() => document.documentElement.dataset.done);
      expect(failure).toBe('');
      await expect.poll(() => attacked.size).toBeGreaterThan(0);
    },
    expectHeld: (bounds = {}) => expectHeld({ page, panel, secrets, publish, bystanderPanel }, bounds),
  };
}

function attackPage(attack: Attack, target: Target): string {
  const script = `const __name = (f) => f;
    (${String(armLoot)})();
    const root = document.documentElement;
    (async () => (${String(attack)})(${JSON.stringify(target)}))().then(
      () => root.setAttribute('data-done', ''),
      (error) => root.setAttribute('data-done', String(error?.stack ?? error)));`;
  return `<!doctype html><html><head><meta charset="utf-8"><script>${script}</script></head></html>`;
}

type Attacked = Pick<Stage, 'page' | 'panel' | 'bystanderPanel' | 'secrets' | 'publish'>;

let rounds = 0;

async function expectHeld(
  { page, panel, bystanderPanel, secrets, publish }: Attacked,
  { held = 1_000, dropped = 0 }: Bounds,
): Promise<void> {
  // The panel is alive: it takes in and opens what comes now.
  const event = `after ${++rounds}`;
  await filterBy(panel, `event:"${event}"`);
  publish(event);
  await expect
    .poll(async () => (await drawnRows(panel)).map((row) => `${row.event}: ${row.state}`), {
      timeout: 20_000,
    })
    .toContain(`${event}: opened`);
  await filterBy(panel, '');
  expect(await countOf(panel, 'held')).toBeLessThanOrEqual(held);
  expect(await countOf(panel, 'dropped')).toBeLessThanOrEqual(dropped);
  for (const one of [panel, bystanderPanel]) await expectNoScript(one);
  const loot = await readLoot(page);
  // The search sees what the page has of its own: that something was collected.
  expect(loot.texts.length).toBeGreaterThan(5);
  expect(findSecrets(loot.texts, secrets)).toEqual([]);
  expect(loot.foreignPorts).toBe(0);
}

/** What markup and scripts of a page would leave in the panel. */
export async function expectNoScript(panel: Doc): Promise<void> {
  const left = await panel.eval(() => ({
    canary: 'pwned' in globalThis,
    elements: document.querySelectorAll(
      '[data-pwned], img, iframe, object, embed, script:not([src]), svg script, b, marquee',
    ).length,
    polluted: [Object.prototype, Array.prototype, Function.prototype].some((one) => 'polluted' in one),
    title: document.title,
  }));
  expect(left).toEqual({ canary: false, elements: 0, polluted: false, title: left.title });
  expect(left.title).not.toContain('pwned');
}
