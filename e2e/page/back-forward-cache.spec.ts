import type { TestSite } from '../demo/test-pages';
import type { Doc, Host } from '../host/driver';
import { test as base, expect, launchBare, startHosts } from '../host/fixtures';
import { ESTABLISHED, greet, pathOf } from './pusher-socket';
import { openTap } from './tap';

/** The host of a browser that keeps pages that are left, and a bare browser that does. */
const test = base.extend<{ host: Host; bare: Doc }>({
  host: async ({ target }, use) => {
    const hosts = await startHosts(target, { hasBackForwardCache: true });
    const host = await hosts.open();
    await use(host);
    await host.close();
    await hosts.close();
  },
  bare: async ({ target }, use) => {
    const { page, close } = await launchBare(target, { hasBackForwardCache: true });
    await use(page);
    await close();
  },
});

/** What the page keeps of itself. */
interface PageState {
  shows: boolean[];
  events: string[];
  socket: WebSocket;
  isOpen: boolean;
}
declare const state: PageState;

/** Runs in the page as its first script: notes how it is shown, and opens sockets when it is told to. */
function prepare(): void {
  const kept = { shows: [] as boolean[], events: [] as string[] };
  addEventListener('pageshow', ({ persisted }) => kept.shows.push(persisted));
  Object.assign(globalThis, { state: kept });
}

/** Runs in the page: opens a socket, and waits until it has been greeted. */
async function open(url: string): Promise<void> {
  const socket = new WebSocket(url);
  state.socket = socket;
  socket.onclose = ({ code, wasClean }) => state.events.push(`close ${code} ${wasClean}`);
  await new Promise((resolve) => socket.addEventListener('message', resolve, { once: true }));
}

/** Runs in the page: says this, and waits until it is echoed. */
async function say(...texts: string[]): Promise<void> {
  const { socket } = state;
  const echoed = new Promise<void>((resolve) =>
    socket.addEventListener('message', ({ data }) => data === texts.at(-1) && resolve()),
  );
  for (const text of texts) socket.send(text);
  await echoed;
}

/** Runs in the page. */
async function close(): Promise<void> {
  const { socket } = state;
  socket.close(1000);
  await new Promise((resolve) => socket.addEventListener('close', resolve));
}

// What may not be stored is not kept in memory either.
const KEPT = { 'cache-control': 'max-age=60' };

async function openPage(doc: Doc, site: TestSite): Promise<void> {
  site.onSocket(greet((socket) => socket.on('message', (data) => socket.send(String(data)))));
  await doc.goto(site.page('/kept', `<!doctype html><script>(${String(prepare)})()</script>`, KEPT));
}

/** Leaves for another page, does what is to be done meanwhile, and comes back; answers how the page was shown. */
async function leaveAndReturn(doc: Doc, site: TestSite, meanwhile?: () => Promise<void>): Promise<boolean[]> {
  const next = site.page('/next', '<!doctype html>', KEPT);
  const isAt = (path: string) =>
    expect.poll(() => doc.eval(() => location.pathname).catch(() => 'under way')).toBe(path);
  await doc.eval((url) => void setTimeout(() => location.assign(url)), next);
  await isAt('/next');
  await meanwhile?.();
  await doc.eval(() => void setTimeout(() => history.back()));
  await isAt('/kept');
  // A page that comes back was shown once before.
  const shows = () => doc.eval(() => state.shows).catch(() => []);
  await expect.poll(async () => (await shows()).length).toBeGreaterThan(0);
  return shows();
}

test('a page with a closed socket comes back as it does without the extension, and is captured on', async ({
  host,
  bare,
  site,
}) => {
  const tap = await openTap(host);
  const url = site.wsUrl + pathOf('');
  for (const doc of [bare, host.page]) {
    await openPage(doc, site);
    await doc.eval(open, `${url}before`);
    await doc.eval(say, 'one', 'two');
    await doc.eval(close);
    expect(await leaveAndReturn(doc, site)).toEqual([false, true]);
    await doc.eval(open, `${url}after`);
    await doc.eval(say, 'three', 'four');
  }
  const before = await tap.connection('mark=before');
  const after = await tap.connection('mark=after');
  await expect.poll(() => after.texts('received')).toEqual([ESTABLISHED, 'three', 'four']);
  expect(await after.texts('sent')).toEqual(['three', 'four']);
  expect(await before.texts('received')).toEqual([ESTABLISHED, 'one', 'two']);
});

test('what was under way when the page was left is captured once', async ({ host, site }) => {
  const tap = await openTap(host);
  await openPage(host.page, site);
  await host.page.eval(open, site.wsUrl + pathOf('many'));
  const many = await tap.connection('mark=many');
  const texts = Array.from({ length: 2_000 }, (_, i) => `${i}`);
  await host.page.eval(say, ...texts);
  await host.page.eval(close);
  expect(await leaveAndReturn(host.page, site)).toEqual([false, true]);
  await host.page.eval(open, site.wsUrl + pathOf('more'));
  await host.page.eval(say, 'last');
  const more = await tap.connection('mark=more');
  await expect.poll(() => more.texts('received')).toEqual([ESTABLISHED, 'last']);
  expect(await many.texts('received')).toEqual([ESTABLISHED, ...texts]);
});

test('a panel that is opened while the page is away sees it when it is back', async ({ host, site }) => {
  await openPage(host.page, site);
  await host.page.eval(open, site.wsUrl + pathOf('early'));
  await host.page.eval(say, 'one');
  await host.page.eval(close);
  let tap = await openTap(host);
  await tap.close();
  const shows = await leaveAndReturn(host.page, site, async () => {
    tap = await openTap(host);
  });
  expect(shows).toEqual([false, true]);
  const early = await tap.connection('mark=early');
  await expect.poll(() => early.texts('received')).toEqual([ESTABLISHED, 'one']);
});

test('a page that is left with an open socket is kept, or not, as without the extension', async ({
  host,
  bare,
  site,
}) => {
  const tap = await openTap(host);
  const seen: unknown[] = [];
  for (const doc of [bare, host.page]) {
    await openPage(doc, site);
    await doc.eval(open, site.wsUrl + pathOf('open'));
    await doc.eval(say, 'one');
    const shows = await leaveAndReturn(doc, site);
    seen.push([shows, await doc.eval(() => [state.events, state.socket?.readyState])]);
  }
  expect(seen[1]).toEqual(seen[0]);
  const captured = await tap.connection('mark=open');
  await expect.poll(() => captured.texts('received')).toEqual([ESTABLISHED, 'one']);
});
