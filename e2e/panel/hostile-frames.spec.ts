import type { WebSocket } from 'ws';
import { expect, test } from '../host/fixtures';
import { GREETING } from './channel-page';
import { countOf, drawnRows } from './panel-view';

const deepJson = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const bytes = (...parts: (number | string)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))));

/** Paths of three connections, each greeted and closed off as its protocol does, with what a hostile server sends between. */
const connections: Record<string, { greeting: string; hostile: (string | Buffer)[]; last: string }> = {
  '/app/key?protocol=7&client=js&version=8.6.0': {
    greeting: GREETING,
    hostile: [
      JSON.stringify({ event: 'large', channel: 'a', data: 'x'.repeat(20_000_000) }),
      `{"event":"deep","channel":"private-encrypted-a","data":${deepJson(10_000)}}`,
      `{"event":"deep-text","channel":"private-encrypted-a","data":${JSON.stringify(deepJson(10_000))}}`,
      '{"event":"pusher:delta","channel":"a","data":{"event":"no-base","delta":"MjkKMUZAMCw7","seq":9}}',
      '{"event":',
      bytes(0xff, 0, 1),
    ],
    last: '{"event":"after","channel":"a","data":"{}"}',
  },
  '/app/key?protocol=2&format=messagepack': {
    greeting: '{"event":"sockudo:connection_established","data":"{\\"socket_id\\":\\"1.2\\"}"}',
    hostile: [
      // An array of fifteen whose first item is a text of 4 GB; and one that says it has four billion items.
      bytes(0x9f, 0xdb, 0xff, 0xff, 0xff, 0xff),
      bytes(0xdd, 0xff, 0xff, 0xff, 0xff),
      Buffer.alloc(5_000_000, 0x91),
      // A protobuf message of endless fields, and one whose length field never ends.
      Buffer.concat(Array.from({ length: 200_000 }, () => bytes(0x0a, 1, 'e'))),
      Buffer.alloc(1_000, 0xff),
    ],
    last: '{"event":"after","channel":"a","data":"{}"}',
  },
  '/?key=app.key:secret&v=6&format=json': {
    greeting: '{"action":4,"connectionId":"c","connectionDetails":{"connectionKey":"k"}}',
    hostile: [
      `{"action":15,"channel":"a","messages":[{"name":"deep","data":${deepJson(10_000)}}]}`,
      '{"action":15,"channel":"a","messages":[{"name":"no-base","data":"1sPEAAAB","encoding":"vcdiff/base64","extras":{"delta":{"from":"x:0:0","format":"vcdiff"}}}]}',
      bytes(0x81, 0xa6, 'action', 0xdb, 0xff, 0xff, 0xff, 0xff),
      JSON.stringify({ action: 15, channel: 'a', messages: Array.from({ length: 20_000 }, () => 1) }),
    ],
    last: '{"action":15,"channel":"a","messages":[{"name":"after","data":"{}"}]}',
  },
};

test('frames that a hostile server sends stay in sight, and what comes after them too', async ({
  host,
  site,
}) => {
  const sockets = new Map<string, WebSocket>();
  site.onSocket((socket, request) => {
    const connection = connections[request.url ?? ''];
    if (connection === undefined) return;
    sockets.set(request.url ?? '', socket);
    socket.send(connection.greeting);
  });
  const urls = Object.keys(connections).map((path) => site.wsUrl + path);
  const script = `for (const url of ${JSON.stringify(urls)}) new WebSocket(url);`;
  await host.page.goto(
    site.page('/hostile.html', `<!doctype html><title>Hostile</title><script>${script}</script>`),
  );
  const panel = await host.openPanelTab();
  await expect.poll(() => panel.count('[data-connection]')).toBe(urls.length);
  for (const [path, { hostile, last }] of Object.entries(connections)) {
    for (const frame of hostile) sockets.get(path)?.send(frame);
    sockets.get(path)?.send(last);
    await panel.fill('input[name="filter"]', 'event:after');
    const after = async () => (await drawnRows(panel)).length;
    await expect.poll(after, { timeout: 30_000 }).toBe(Object.keys(connections).indexOf(path) + 1);
  }
  await panel.fill('input[name="filter"]', 'is:dark -event:entry');
  const events = async () => (await drawnRows(panel)).map(({ event }) => event).sort();
  await expect
    .poll(events)
    .toEqual(expect.arrayContaining(['(frame not kept)', '(unreadable frame)', 'no-base', 'no-base']));
  // What is no envelope went out in the clear, however deep.
  await panel.fill('input[name="filter"]', 'is:clear reason:published-unencrypted');
  await expect.poll(events).toEqual(['deep', 'deep-text']);
  expect(await countOf(panel, 'dropped')).toBe(0);
});
