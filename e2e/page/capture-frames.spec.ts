import type { Occurrence } from '../../src/core/frame';
import { expect, test } from '../host/fixtures';
import { ESTABLISHED, greet, pathOf } from './pusher-socket';
import { openTap } from './tap';

test('a socket of the first inline script is captured from its first moment, in each of five documents', async ({
  host,
  site,
}) => {
  site.onSocket(greet((socket) => socket.send('hello')));
  const url = site.page(
    '/early',
    `<!doctype html><script>new WebSocket('${site.wsUrl}${pathOf('')}' + location.search.slice(1))</script>`,
  );
  const tap = await openTap(host);
  for (const mark of ['one', 'two', 'three', 'four', 'five']) {
    await host.page.goto(`${url}?${mark}`);
    const captured = await tap.connection(`mark=${mark}`);
    const seen = async () => (await captured.occurrences()).map(({ seq, kind }) => `${seq} ${kind}`);
    await expect.poll(seen).toEqual(['1 connecting', '2 open', '3 frame', '4 frame']);
    expect(await captured.texts('received')).toEqual([ESTABLISHED, 'hello']);
  }
});

test('texts, buffers, views and Blobs are captured in order and with their bytes, whatever the page does to them', async ({
  host,
  site,
}) => {
  site.onSocket(
    greet((socket) => socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }))),
  );
  const tap = await openTap(host);
  await host.page.goto(site.page('/kinds', '<!doctype html>'));
  await host.page.eval(exchangeAllKinds, site.wsUrl + pathOf('kinds'));
  const captured = await tap.connection('mark=kinds');
  const expected = Array.from({ length: 80 }, (_, i) => {
    if (i % 4 === 0) return `text ${i} \u{1f511}`;
    return JSON.stringify({ base64: Buffer.from([i, 0, 255, i % 4]).toString('base64') });
  });
  await expect.poll(() => captured.texts('received')).toEqual([ESTABLISHED, ...expected]);
  expect(await captured.texts('sent')).toEqual(expected);
  const numbers = (await captured.occurrences()).map(({ seq }) => seq);
  expect(numbers).toEqual(Array.from(numbers, (_, i) => i + 1));
});

/** Runs in the page: sends four kinds of frames, each while the echo of others is read as Blob or buffer in turn. */
async function exchangeAllKinds(url: string): Promise<void> {
  const socket = new WebSocket(url);
  await new Promise((resolve) => socket.addEventListener('message', resolve, { once: true }));
  let received = 0;
  const done = new Promise<void>((resolve) => {
    socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      socket.binaryType = ++received % 2 === 0 ? 'blob' : 'arraybuffer';
      if (data instanceof ArrayBuffer) {
        new Uint8Array(data).fill(0);
        structuredClone(data, { transfer: [data] });
      }
      if (received === 80) resolve();
    };
  });
  for (let i = 0; i < 80; i++) {
    const bytes = new Uint8Array([9, i, 0, 255, i % 4, 9]);
    const view = bytes.subarray(1, 5);
    if (i % 4 === 0) socket.send(`text ${i} \u{1f511}`);
    else if (i % 4 === 1) socket.send(bytes.buffer.slice(1, 5));
    else if (i % 4 === 2) socket.send(i % 8 === 2 ? view : new DataView(bytes.buffer, 1, 4));
    else socket.send(new Blob([view]));
    bytes.fill(7);
  }
  await done;
}

test('opens and closes are captured with subprotocol, code, reason and whether they were clean', async ({
  host,
  site,
}) => {
  site.onSocket((socket, { url = '' }) => {
    if (url.endsWith('server')) socket.close(4321, 'bye ä');
    // Once the page has seen it open: torn before that, Firefox never says that it was.
    if (url.endsWith('torn')) socket.once('message', () => socket.terminate());
    if (url.endsWith('empty')) socket.close();
  });
  const tap = await openTap(host);
  await host.page.goto(site.page('/ends', '<!doctype html>'));
  await host.page.eval(async (address) => {
    const ends = ['server', 'torn', 'empty', 'page', 'early'].map((mark) => {
      const socket = new WebSocket(address + mark, mark === 'page' ? ['pusher-a', 'pusher-b'] : []);
      if (mark === 'page') socket.onopen = () => socket.close(3000, 'done');
      if (mark === 'torn') socket.onopen = () => socket.send('tear');
      if (mark === 'early') socket.close();
      return new Promise((resolve) => socket.addEventListener('close', resolve));
    });
    await Promise.all(ends);
  }, site.wsUrl + pathOf(''));
  const storyOf = async (mark: string) => {
    const captured = await tap.connection(`mark=${mark}`);
    await expect.poll(async () => (await captured.occurrences()).at(-1)?.kind).toBe('close');
    return (await captured.occurrences()).filter(({ kind }) => kind !== 'frame').map(describe);
  };
  expect(await storyOf('server')).toEqual(['connecting', 'open ""', 'close 4321 "bye ä" clean']);
  expect(await storyOf('torn')).toEqual(['connecting', 'open ""', 'close 1006 "" torn']);
  expect(await storyOf('empty')).toEqual(['connecting', 'open ""', 'close 1005 "" clean']);
  expect(await storyOf('page')).toEqual(['connecting', 'open "pusher-a"', 'close 3000 "done" clean']);
  expect(await storyOf('early')).toEqual(['connecting', 'close 1006 "" torn']);
});

function describe(occurrence: Occurrence): string {
  if (occurrence.kind === 'open') return `open ${JSON.stringify(occurrence.subprotocol)}`;
  if (occurrence.kind !== 'close') return occurrence.kind;
  const { code, reason, wasClean } = occurrence;
  return `close ${code} ${JSON.stringify(reason)} ${wasClean ? 'clean' : 'torn'}`;
}

test('sockets of a subclass, of another newTarget and of a second class of the page are captured', async ({
  host,
  site,
}) => {
  site.onSocket(greet((socket) => socket.on('message', (data) => socket.send(String(data)))));
  const tap = await openTap(host);
  await host.page.goto(site.page('/classes', '<!doctype html>'));
  await host.page.eval((address) => {
    class Own extends WebSocket {
      override send(data: string) {
        super.send(`own ${data}`);
      }
    }
    class OwnAgain extends Own {}
    function Other() {}
    const start = (socket: WebSocket) =>
      WebSocket.prototype.addEventListener.call(socket, 'open', () =>
        (socket.send ?? WebSocket.prototype.send).call(socket, 'a'),
      );
    start(new Own(`${address}own`));
    start(new OwnAgain(`${address}again`));
    start(Reflect.construct(WebSocket, [`${address}other`], Other) as WebSocket);
  }, site.wsUrl + pathOf(''));
  for (const [mark, text] of [
    ['own', 'own a'],
    ['again', 'own a'],
    ['other', 'a'],
  ] as const) {
    const captured = await tap.connection(`mark=${mark}`);
    await expect.poll(() => captured.texts('received')).toEqual([ESTABLISHED, text]);
    expect(await captured.texts('sent')).toEqual([text]);
  }
});

test('frames from before a connection is recognised are there once it is', async ({ host, site }) => {
  site.onSocket((socket) =>
    socket.on('message', (data) => {
      socket.send(`echo ${data}`);
      if (String(data) === 'two') socket.send(ESTABLISHED);
    }),
  );
  const tap = await openTap(host);
  await host.page.goto(site.page('/late', '<!doctype html>'));
  await host.page.eval(sendTwice, `${site.wsUrl}/?mark=late`);
  const captured = await tap.connection('mark=late');
  await expect.poll(() => captured.texts('received')).toEqual(['echo one', 'echo two', ESTABLISHED]);
  expect(await captured.texts('sent')).toEqual(['one', 'two']);
});

/** Runs in the page: the second text goes out when the first was answered. */
async function sendTwice(url: string): Promise<void> {
  const socket = new WebSocket(url);
  const next = (type: string) =>
    new Promise((resolve) => socket.addEventListener(type, resolve, { once: true }));
  await next('open');
  socket.send('one');
  await next('message');
  socket.send('two');
  await next('message');
}
