import type { WebSocket as ServerSocket } from 'ws';
import type { TestSite } from '../demo/test-pages';
import type { Doc, Host } from '../host/driver';
import { expect, launchBare, test } from '../host/fixtures';
import { countOf } from '../panel/panel-view';
import { exotic } from './exotic-values';
import { type Attack, openStage, type Stage } from './stage';

/** What two cores bear in the time of a test; `FLOOD=full` is for the whole of it, and takes minutes. */
const isFull = process.env.FLOOD === 'full';
const RECEIVED = isFull ? 1_000_000 : 60_000;
const SENT = isFull ? 1_000_000 : 50_000;
const SOCKETS = isFull ? 100_000 : 5_000;
const LIMIT_MS = isFull ? 900_000 : 30_000;
if (isFull) test.setTimeout(2 * LIMIT_MS);

/** A capture of 10 MB, of which an entry takes at least 240 bytes. */
const CAPTURE_MB = 10;
const MAX_HELD = 42_000;
const MAX_PANEL_HEAP = 60_000_000;
const MAX_BACKGROUND_HEAP = 10_000_000;

async function limitCapture(panel: Doc): Promise<void> {
  await panel.click('[data-action="settings"]');
  await panel.fill('input[name="max-capture"]', String(CAPTURE_MB));
  await panel.press('Enter');
  await panel.press('Escape');
}

/** Bounds of what the extension holds; Firefox tells no heap. */
async function expectBounded(host: Host): Promise<void> {
  const heaps = await host.heaps();
  if (heaps === undefined) return;
  expect(heaps.panel).toBeLessThan(MAX_PANEL_HEAP);
  expect(heaps.background).toBeLessThan(MAX_BACKGROUND_HEAP);
}

/** What came is in the table or counted as dropped. */
async function expectAllTold(panel: Doc, frames: number): Promise<void> {
  const told = async () => (await countOf(panel, 'held')) + (await countOf(panel, 'dropped'));
  await expect.poll(told, { timeout: LIMIT_MS }).toBeGreaterThanOrEqual(frames);
  expect(await countOf(panel, 'dropped')).toBeGreaterThan(0);
}

/** What the page keeps of itself. */
interface State {
  socket: WebSocket;
  frames: number;
}
declare const state: State;

const counting: Attack = async ({ ws }) => {
  const kept = { socket: new WebSocket(ws), frames: 0 };
  Object.assign(globalThis, { state: kept });
  kept.socket.onmessage = () => {
    kept.frames++;
  };
  await new Promise((resolve) => kept.socket.addEventListener('message', resolve));
};

/** A page that counts what it receives, under a panel with little room. */
async function openCounting(host: Host, site: TestSite): Promise<Stage> {
  const stage = await openStage(host, site);
  await limitCapture(stage.panel);
  await stage.attack(counting);
  return stage;
}

/** As fast as the socket takes them: every thousandth waits until it is written. */
async function flood(socket: ServerSocket, count: number): Promise<void> {
  for (let i = 1; i <= count; i++) {
    const data = `{"event":"flood","channel":"a","data":"{\\"i\\":${i}}"}`;
    if (i % 1_000 !== 0) socket.send(data);
    else await new Promise<void>((resolve) => socket.send(data, () => resolve()));
  }
}

test(`${RECEIVED.toLocaleString('en')} frames that a page receives all reach it, and the panel stays bounded`, async ({
  host,
  site,
}) => {
  const stage = await openCounting(host, site);
  const [socket] = stage.attacked;
  await flood(socket as ServerSocket, RECEIVED);
  await expect.poll(() => stage.page.eval(() => state.frames), { timeout: LIMIT_MS }).toBe(RECEIVED + 1);
  await expectAllTold(stage.panel, RECEIVED);
  await expectBounded(host);
  await stage.expectHeld({ held: MAX_HELD, dropped: RECEIVED });
});

test(`${SENT.toLocaleString('en')} frames that a page sends in one go all leave it, and the panel stays bounded`, async ({
  host,
  site,
}) => {
  const stage = await openCounting(host, site);
  await stage.page.eval((count) => {
    const text = '{"event":"client-flood","channel":"private-a","data":"{}"}';
    for (let i = 0; i < count; i++) state.socket.send(text);
  }, SENT);
  await expect.poll(() => stage.received.length, { timeout: LIMIT_MS }).toBe(SENT);
  await expectAllTold(stage.panel, SENT);
  await expectBounded(host);
  await stage.expectHeld({ held: MAX_HELD, dropped: SENT });
});

test(`${SOCKETS.toLocaleString('en')} sockets of a page all get their close, and the one that was there first is captured on`, async ({
  host,
  site,
}) => {
  const stage = await openStage(host, site);
  await stage.attack(counting);
  const closed = await stage.page.eval(
    (count, url) =>
      new Promise<number>((resolve) => {
        let closes = 0;
        for (let i = 0; i < count; i++) {
          const socket = new WebSocket(url);
          socket.onclose = () => {
            if (++closes === count) resolve(closes);
          };
          socket.close();
        }
      }),
    SOCKETS,
    stage.target.ws,
  );
  expect(closed).toBe(SOCKETS);
  await expect.poll(() => stage.panel.count('[data-connection]')).toBeLessThanOrEqual(1_000);
  await expectBounded(host);
  await stage.expectHeld({ held: MAX_HELD });
});

test('exotic values in send and in the constructor do what they do without the extension', async ({
  host,
  site,
  target,
}) => {
  const stage = await openStage(host, site);
  const bare = await launchBare(target);
  const see = async (page: Doc) => {
    const { seen, sent } = await page.eval(exotic, stage.target.ws);
    await expect.poll(() => stage.received.length).toBe(sent);
    return { seen, received: stage.received.splice(0) };
  };
  await bare.page.goto(site.page('/bare', '<!doctype html>'));
  const without = await see(bare.page);
  await bare.close();
  await stage.attack(counting);
  const withIt = await see(stage.page);
  expect(withIt).toEqual(without);
  expect(new Set(without.seen).size).toBeGreaterThan(10);
  await expectBounded(host);
  await stage.expectHeld({ dropped: 100 });
});
