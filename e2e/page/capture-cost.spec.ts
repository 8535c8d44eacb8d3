import { expect, test } from '../host/fixtures';
import { openBackgroundLog } from './background-log';
import { ESTABLISHED, greet, pathOf } from './pusher-socket';
import { openTap } from './tap';

const NOTICE = 'message {"type":"socket"}';

test('pages without sockets do not wake the background; the first socket does', async ({ host, site }) => {
  const plain = site.page(
    '/plain',
    '<!doctype html><iframe srcdoc="a"></iframe><iframe></iframe><p>No sockets',
  );
  const script = `var at = Date.now(); new WebSocket('${site.wsUrl}${pathOf('waking')}')`;
  const waking = site.page('/waking', `<!doctype html><script>${script}</script>`);
  await host.stopBackground();
  for (let i = 0; i < 5; i++) await host.page.goto(`${plain}?${i}`);
  await host.page.goto(waking);
  const openedAt = await host.page.eval(() => (globalThis as unknown as { at: number }).at);
  // Had one of the five woken it, it would be older than the socket.
  const startedAt = await host.evalBackground(() => performance.timeOrigin);
  expect(startedAt).toBeGreaterThan(openedAt);
});

test('a page without sockets opens no port and sends no message, whether a panel watches or not', async ({
  host,
  site,
}) => {
  const log = await openBackgroundLog(host);
  const plain = site.page(
    '/plain',
    '<!doctype html><iframe srcdoc="a"></iframe><iframe></iframe><p>No sockets',
  );
  await host.page.goto(plain);
  const tap = await openTap(host);
  await host.page.goto(`${plain}?watched`);
  await host.page.goto(
    site.page('/socket', `<!doctype html><script>new WebSocket('${site.wsUrl}/app/key')</script>`),
  );
  await expect.poll(log.entries).toContain('connect bridge');
  const entries = await log.entries();
  expect(entries.slice(0, entries.indexOf('connect bridge'))).toEqual([
    'connect panel',
    'panel watch',
    NOTICE,
  ]);
  await tap.close();
});

test('a document with sockets and no panel sends one message and opens no port; a late panel sees everything', async ({
  host,
  site,
}) => {
  site.onSocket(greet((socket) => socket.on('message', (data) => socket.send(String(data)))));
  const log = await openBackgroundLog(host);
  await host.page.goto(site.page('/unwatched', '<!doctype html>'));
  await host.page.eval(talkThrice, site.wsUrl + pathOf(''));
  const tap = await openTap(host);
  const last = await tap.connection('mark=third');
  await expect.poll(() => last.texts('received')).toEqual([ESTABLISHED, ...texts(50)]);
  const entries = await log.entries();
  expect(entries.slice(0, entries.indexOf('connect panel'))).toEqual([NOTICE]);
  expect(entries.filter((entry) => entry === NOTICE)).toEqual([NOTICE]);
  for (const mark of ['first', 'second']) {
    expect(await (await tap.connection(`mark=${mark}`)).texts('sent')).toEqual(texts(50));
  }
});

const texts = (count: number): string[] => Array.from({ length: count }, (_, i) => `text ${i}`);

/** Runs in the page: three sockets one after another, each with fifty echoes, then closed. */
async function talkThrice(url: string): Promise<void> {
  for (const mark of ['first', 'second', 'third']) {
    const socket = new WebSocket(url + mark);
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    for (let i = 0; i < 50; i++) socket.send(`text ${i}`);
    await new Promise<void>((resolve) => {
      socket.onmessage = ({ data }) => data === 'text 49' && resolve();
    });
    socket.close();
    await new Promise((resolve) => socket.addEventListener('close', resolve));
  }
}

test('frames move while a panel watches, stay in the page when it has gone, and move again for the next', async ({
  host,
  site,
}) => {
  site.onSocket(greet((socket) => socket.on('message', (data) => socket.send(String(data)))));
  const log = await openBackgroundLog(host);
  const script = `var socket = new WebSocket('${site.wsUrl}${pathOf('watched')}')`;
  await host.page.goto(site.page('/watched', `<!doctype html><script>${script}</script>`));
  const say = (text: string) => host.page.eval(echo, text);
  const first = await openTap(host);
  await say('for the first');
  const seenByFirst = await first.connection('mark=watched');
  await expect.poll(() => seenByFirst.texts('received')).toEqual([ESTABLISHED, 'for the first']);
  await first.close();
  await expect.poll(log.entries).toContain('gone bridge');
  await say('for nobody');
  const next = await openTap(host);
  await say('for the next');
  const seenByNext = await next.connection('mark=watched');
  const all = ['for the first', 'for nobody', 'for the next'];
  await expect.poll(() => seenByNext.texts('sent')).toEqual(all);
  await expect.poll(() => seenByNext.texts('received')).toEqual([ESTABLISHED, ...all]);
  const entries = await log.entries();
  const [left, back] = [entries.indexOf('gone bridge'), entries.lastIndexOf('connect panel')];
  expect(entries.slice(left + 1, back)).toEqual([]);
});

/** Runs in the page: sends a text over its socket and waits for the echo. */
async function echo(text: string): Promise<void> {
  const { socket } = globalThis as unknown as { socket: WebSocket };
  if (socket.readyState === WebSocket.CONNECTING) {
    await new Promise((resolve) => socket.addEventListener('open', resolve));
  }
  socket.send(text);
  await new Promise<void>((resolve) => {
    socket.onmessage = ({ data }) => data === text && resolve();
  });
}

test('frames of sockets that speak no known protocol are counted and never leave the page', async ({
  host,
  site,
}) => {
  site.onSocket((socket) => {
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
  });
  const log = await openBackgroundLog(host);
  const tap = await openTap(host);
  await host.page.goto(site.page('/unknown', '<!doctype html>'));
  await host.page.eval(async (url) => {
    const socket = new WebSocket(url);
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    for (let i = 0; i < 20; i++)
      socket.send(i % 2 ? `private words ${i}` : new TextEncoder().encode('private words'));
    let received = 0;
    await new Promise<void>((resolve) => {
      socket.onmessage = () => ++received === 20 && resolve();
    });
    socket.close(3000);
  }, `${site.wsUrl}/chat?mark=unknown`);
  const captured = await tap.connection('mark=unknown');
  await expect
    .poll(async () => (await captured.occurrences()).map(({ kind }) => kind))
    .toEqual(['connecting', 'open', 'close']);
  const batches = (await tap.messages()).flatMap((message) =>
    message.type === 'batch' ? message.batch : [],
  );
  expect(batches.at(-1)).toMatchObject({ unknownFrames: 40 });
  const relayed = JSON.stringify(await tap.messages()) + (await log.fromBridges());
  expect(relayed).toContain('mark=unknown');
  for (const form of ['private words', Buffer.from('private words').toString('base64').slice(0, -4)]) {
    expect(relayed).not.toContain(form);
  }
});
