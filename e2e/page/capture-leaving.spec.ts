import type { SocketHandler, TestSite } from '../demo/test-pages';
import type { Host } from '../host/driver';
import { expect, test } from '../host/fixtures';
import { ESTABLISHED, greet, pathOf } from './pusher-socket';
import { openTap } from './tap';

/** Runs as the page's first script: leaves in the task of the 700th frame, and says how many it has seen. */
function leaveUnderWay(url: string, next: string, binaryType: BinaryType): void {
  const socket = new WebSocket(url);
  socket.binaryType = binaryType;
  let seen = 0;
  socket.onmessage = () => {
    seen++;
    if (seen === 700) location.href = next;
  };
  addEventListener('pagehide', () => sessionStorage.setItem('seen', String(seen)));
}

/** More than a page takes in while it leaves. Without an end a browser that reads faster than its page would have to digest them all. */
const FLOOD_FRAMES = 5_000;

/** Greets; from `start` on sends numbered frames while the page is there. */
function createFlood(frame: (i: number) => string | Buffer): { handler: SocketHandler; start(): void } {
  let start: () => void = () => undefined;
  const handler = greet((socket) => {
    let i = 0;
    start = () => {
      if (socket.readyState !== socket.OPEN || i >= FLOOD_FRAMES) return;
      for (let end = i + 50; i < end; ) socket.send(frame(++i));
      setImmediate(start);
    };
  });
  return { handler, start: () => start() };
}

interface Leaving {
  mark: string;
  frame(i: number): string | Buffer;
  binaryType?: BinaryType;
  /** What the page does before it opens its socket. */
  before?: string;
  /** Resolves when the panel has the connection: a document that is gone before it was asked is not captured. */
  isSeen(): Promise<unknown>;
}

/** Has the page open its socket and leave under a flood; answers how many frames it has seen. */
async function leave(host: Host, site: TestSite, leaving: Leaving): Promise<number> {
  const { mark, frame, binaryType = 'blob', before = '', isSeen } = leaving;
  const flood = createFlood(frame);
  site.onSocket(flood.handler);
  const next = site.page(`/after-${mark}`, '<!doctype html>');
  const args = [site.wsUrl + pathOf(mark), next, binaryType].map((one) => JSON.stringify(one));
  const script = `${before}; (${String(leaveUnderWay)})(${args.join()})`;
  await host.page.goto(site.page('/leaving', `<script>${script}</script>`));
  await isSeen();
  flood.start();
  const path = () => host.page.eval(() => location.pathname).catch(() => 'under way');
  await expect.poll(path).toBe(`/after-${mark}`);
  return Number(await host.page.eval(() => sessionStorage.getItem('seen')));
}

const numbered = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => (i === 0 ? ESTABLISHED : `${i}`));

test('the last frames before a navigation arrive, up to the last one that the page has seen', async ({
  host,
  site,
}) => {
  const tap = await openTap(host);
  const isSeen = () => tap.connection('mark=plain');
  const seen = await leave(host, site, { mark: 'plain', frame: String, isSeen });
  expect(seen).toBeGreaterThan(699);
  const captured = await tap.connection('mark=plain');
  await expect.poll(async () => (await captured.texts('received')).length).toBe(seen);
  expect(await captured.texts('received')).toEqual(numbered(seen));
});

for (const binaryType of ['arraybuffer', 'blob'] as const) {
  test(`bytes of type ${binaryType} are among the last frames, and a Blob that can not be read is reported`, async ({
    host,
    site,
  }) => {
    const tap = await openTap(host);
    const frame = (i: number) => (i % 2 ? String(i) : Buffer.from(String(i)));
    const isSeen = () => tap.connection('mark=bytes');
    const seen = await leave(host, site, { mark: 'bytes', frame, binaryType, isSeen });
    const captured = await tap.connection('mark=bytes');
    await expect.poll(async () => (await captured.texts('received')).length).toBe(seen);
    const bytes = (i: number) => JSON.stringify({ base64: Buffer.from(String(i)).toString('base64') });
    const unread = (i: number) => JSON.stringify({ omitted: 'unread-blob', bytes: String(i).length });
    for (const [i, text] of (await captured.texts('received')).entries()) {
      if (i === 0) continue;
      const forms = i % 2 ? [String(i)] : binaryType === 'blob' ? [bytes(i), unread(i)] : [bytes(i)];
      expect(forms).toContain(text);
    }
  });
}

test('a page that gave arrays a toJSON of its own leaves its last frames too', async ({ host, site }) => {
  const tap = await openTap(host);
  // As Prototype.js 1.6 did, and thousands of old pages with it.
  const before = `Array.prototype.toJSON = function () { return '[' + this.join() + ']'; }`;
  const isSeen = () => tap.connection('mark=old');
  const seen = await leave(host, site, { mark: 'old', frame: String, before, isSeen });
  const captured = await tap.connection('mark=old');
  await expect.poll(async () => (await captured.texts('received')).length).toBe(seen);
  expect(await captured.texts('received')).toEqual(numbered(seen));
});

test('what the page sends while it is being left is captured, as far as it goes out', async ({
  host,
  site,
  target,
}) => {
  const arrived: string[] = [];
  site.onSocket(greet((socket) => socket.on('message', (data) => arrived.push(String(data)))));
  const tap = await openTap(host);
  const next = site.page('/next', '<!doctype html>');
  await host.page.goto(site.page('/parting', '<!doctype html><body>'));
  await host.page.eval(async (url) => {
    const socket = new WebSocket(url);
    await new Promise((resolve) => socket.addEventListener('message', resolve));
    addEventListener('beforeunload', () => socket.send('before unload'));
    addEventListener('pagehide', () => socket.send('page hide'));
  }, site.wsUrl + pathOf('parting'));
  const captured = await tap.connection('mark=parting');
  await host.page.goto(next);
  // Firefox closes the sockets of a page before its pagehide.
  const sent = target === 'firefox' ? ['before unload'] : ['before unload', 'page hide'];
  await expect.poll(() => captured.texts('sent')).toEqual(sent);
  await expect.poll(() => arrived).toEqual(sent);
});

test('with the log preserved the real panel holds every frame from before a navigation', async ({
  host,
  site,
  target,
}) => {
  const panel = await host.openPanel();
  const count = async (name: string) => {
    const text = await panel.text(`[data-region="status"] [data-count="${name}"]`);
    // Digits are grouped for the reader.
    return Number(text.replace(/\D/g, ''));
  };
  await panel.click('[data-action="preserve-log"]');
  const seen = await leave(host, site, {
    mark: 'preserved',
    frame: (i) => JSON.stringify({ event: 'numbered', channel: 'numbers', data: String(i) }),
    // The open and the greeting.
    isSeen: () => expect.poll(() => count('held')).toBe(2),
  });
  // Both are control events: held, and folded away. So is the close, with which Firefox ends a page's sockets before its pagehide.
  const control = target === 'firefox' ? 3 : 2;
  await expect
    .poll(async () => [await count('held'), await count('shown')])
    .toEqual([seen - 1 + control, seen - 1]);
  expect(await count('dropped')).toBe(0);
});
