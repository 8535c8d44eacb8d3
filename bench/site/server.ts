// The server of the benchmark, a process of its own: just enough of the Pusher protocol, and frames made in advance.
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import { SOAK_PAGE } from '../soak/page';
import { createDarkFrames } from './dark-frames';
import { createFrames, type FrameKind, type Frames } from './frames';
import { IDLE_FRAME, IDLE_PAGE } from './idle-page';
import type { FromServer, Order, ToServer } from './orders';
import { PAGE } from './page';
import { holdStream, streamNumbers } from './stream';

const WRITE_BYTES = 64_000;
const TICK_MS = 2;

const frames: Record<FrameKind, Frames> = {
  430: createFrames(430),
  500: createFrames(500),
  dark: createDarkFrames(),
};
/** The newest connection of each app key, with the `socket_id` it was given. */
const connections = new Map<string, { id: string; stream: Socket }>();
let sockets = 0;
/** Pages other than the measured one, by the first part of their path. */
const pages: Record<string, string> = { soak: SOAK_PAGE, idle: IDLE_PAGE, 'idle-frame': IDLE_FRAME };

const server = createServer(({ url = '' }, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(pages[url.split('/')[1] ?? ''] ?? PAGE);
});
const webSockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });

server.on('upgrade', (request, stream, head) => {
  const app = /^\/app\/([^/?]+)/.exec(request.url ?? '')?.[1] ?? '';
  const id = `${++sockets}.1`;
  webSockets.handleUpgrade(request, stream, head, (socket) => {
    const tell = (event: string, data: object, channel?: string) =>
      socket.send(JSON.stringify({ event, channel, data: JSON.stringify(data) }));
    // Browsers break off sockets when a page goes.
    socket.on('error', () => socket.terminate());
    socket.on('message', (data) => {
      const { channel } = (JSON.parse(String(data)) as { data: { channel?: string } }).data;
      if (channel === undefined) return;
      // Frames made in advance go past `ws`, straight to the wire.
      connections.set(app, { id, stream: stream as Socket });
      tell('pusher_internal:subscription_succeeded', {}, channel);
    });
    tell('pusher:connection_established', { socket_id: id, activity_timeout: 120 });
  });
});

type Send = Extract<Order, { act: 'send' }>;

/** Sends as fast as the connection takes it, or at an even pace; done when the last is handed to the connection. */
async function send({ app, frameBytes, first, count, perSecond }: Send): Promise<void> {
  const connection = connections.get(app)?.stream;
  if (connection === undefined || connection.destroyed)
    throw new Error(`No page of app ${app} is connected.`);
  const prepared = frames[frameBytes];
  prepared.prepare(first + count - 1);
  const perWrite = Math.floor(WRITE_BYTES / prepared.bytesPerFrame);
  const start = performance.now();
  let sent = 0;
  while (sent < count) {
    const due =
      perSecond === undefined ? count : Math.floor(((performance.now() - start) / 1000) * perSecond);
    const now = Math.min(perWrite, Math.min(due, count) - sent);
    if (now > 0 && !connection.write(prepared.slice(first + sent, now))) await drained(connection);
    sent += Math.max(0, now);
    if (sent >= due) await wait(TICK_MS);
  }
}

function drained(connection: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => () => {
      connection.off('drain', onDrain);
      connection.off('close', onClose);
      act();
    };
    const onDrain = settle(resolve);
    const onClose = settle(() => reject(new Error('The page has left.')));
    connection.on('drain', onDrain);
    connection.on('close', onClose);
  });
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function tell(message: FromServer): void {
  process.send?.(message);
}

process.on('message', async ({ request, order }: ToServer) => {
  const start = performance.now();
  const startedAt = Date.now();
  try {
    if (order.act === 'prepare') frames[order.frameBytes].prepare(order.count);
    else if (order.act === 'send') await send(order);
    else if (order.act === 'hold') holdStream(order.isHeld);
    const streamed =
      order.act === 'stream' ? await streamNumbers(() => connections.get(order.app), order) : undefined;
    const { user, system } = process.cpuUsage();
    const processorSeconds = (user + system) / 1e6;
    const ms = performance.now() - start;
    tell({ type: 'done', request, startedAt, ms, processorSeconds, streamed });
  } catch (error) {
    tell({ type: 'failed', request, problem: error instanceof Error ? error.message : String(error) });
  }
});
process.on('disconnect', () => process.exit());

server.listen(0, '127.0.0.1', () =>
  tell({ type: 'listening', port: (server.address() as AddressInfo).port }),
);
