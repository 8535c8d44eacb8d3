import { readFileSync } from 'node:fs';
import type { Realtime } from 'ably';
import type Pusher from 'pusher-js';
import type { io as connectTo } from 'socket.io-client';
import {
  answerStreams,
  connectThen,
  greetThen,
  type PlannedServer,
  startPlannedServer,
  startSocketIo,
} from './client-servers';
import { expect, type Pair, test } from './pair';

/** Serves the build of a client, and answers what the query of a probe says of it. */
function serve({ site }: Pair, name: string, file: string): void {
  const body = readFileSync(new URL(`../../node_modules/${name}/${file}`, import.meta.url), 'utf8');
  site.page(`/${name}.js`, body, { 'content-type': 'text/javascript' });
}

/** Runs in the page before a probe: timers of clients come five times as soon, and `load` loads one. */
function hurry(): void {
  const { setTimeout: native } = window;
  const sooner = (act: () => void, ms = 0, ...more: never[]) => native(act, ms / 5, ...more);
  const load = (url: string) =>
    new Promise((resolve) => {
      const script = document.createElement('script');
      Object.assign(script, { src: url, onload: resolve });
      document.documentElement.append(script);
    });
  // What an earlier client has kept of its transports.
  localStorage.clear();
  Object.assign(window, { setTimeout: sooner, load, name: `client-${Math.random().toString(36).slice(2)}` });
}
declare const load: (url: string) => Promise<void>;

interface Story {
  /** Under which the server knows the client. */
  name: string;
  seen: unknown[];
}

/** Both clients went through the same, and asked the server for the same. */
function expectSame({ bare, hooked }: { bare: Story; hooked: Story }, server?: PlannedServer): void {
  const whole = ({ name, seen }: Story) => ({ seen, asked: server?.asked.get(name) });
  expect(whole(hooked)).toEqual(whole(bare));
}

/** Runs in the page: a pusher-js client that subscribes whenever it is connected, until it is disconnected. */
async function tellPusher({ ws, origin }: { ws: string; origin: string }): Promise<Story> {
  await load(`${origin}/pusher-js.js`);
  const { name } = window;
  const query = new URL(ws).searchParams;
  const port = Number(query.get('port'));
  const seen: unknown[] = [];
  const client = new (globalThis as unknown as { Pusher: typeof Pusher }).Pusher(name, {
    ...{ cluster: '', wsHost: '127.0.0.1', wsPort: port, httpHost: '127.0.0.1', httpPort: port },
    ...{ forceTLS: false, enableStats: false },
    enabledTransports: query.get('transports')?.split('-') as ['ws'],
  });
  const { connection } = client;
  let connects = 0;
  connection.bind('state_change', ({ previous, current }: { previous: string; current: string }) => {
    const { connection: inner } = connection as unknown as { connection?: { transport: { name: string } } };
    seen.push([previous, current, current === 'connected' && inner?.transport.name]);
    if (current !== 'connected') return;
    // pusher-js gives a transport that it has kept 1 s, here 200 ms. Firefox holds back what follows a cut for up to 400 ms.
    if (query.get('keep') === 'nothing') localStorage.clear();
    connects++;
    client.send_event('pusher:subscribe', { channel: 'news' });
    if (connects === Number(query.get('enough'))) client.disconnect();
  });
  connection.bind('error', (error: { error?: { data?: { code: number } } }) => {
    seen.push(['error', error.error?.data?.code]);
  });
  connection.bind('connecting_in', (seconds: number) => seen.push(['connecting in', seconds]));
  connection.bind('message', ({ event }: { event: string }) => seen.push(['message', event]));
  await new Promise<void>((resolve) => {
    connection.bind('disconnected', () => resolve());
  });
  return { name, seen };
}

const PUSHER = ['pusher-js', 'dist/web/pusher.min.js'] as const;
const keyIn = ({ pathname }: URL): string => /\/app\/([^/]+)/.exec(pathname)?.[1] ?? '';

test('pusher-js goes through drops and close codes as without the extension', async ({ pair }) => {
  serve(pair, ...PUSHER);
  const server = await startPlannedServer(keyIn, [
    // Another failure would cost six seconds: the client waits for its limit, and doubles that.
    'drop',
    greetThen((socket) => socket.close(4200, 'come at once')),
    greetThen((socket) => socket.terminate()),
    greetThen((socket) => socket.close(4100, 'over capacity')),
    greetThen((socket) => {
      socket.send('{"event":"news","channel":"news","data":"{}"}');
      socket.close(4001, 'no such app');
    }),
  ]);
  const mark = `&port=${server.port}&transports=ws&keep=nothing`;
  const stories = await pair.probe(tellPusher, { before: hurry, mark });
  await server.close();
  expectSame(stories, server);
  expect(server.asked.get(stories.bare.name)).toHaveLength(5);
  expect(stories.bare.seen).toContainEqual(['connecting', 'connected', 'ws']);
});

test('pusher-js falls back to streaming where sockets hang, as without the extension', async ({ pair }) => {
  serve(pair, ...PUSHER);
  const server = await startPlannedServer(keyIn, ['hold'], answerStreams());
  const mark = `&port=${server.port}&transports=ws-xhr_streaming&enough=2`;
  const stories = await pair.probe(tellPusher, { before: hurry, mark });
  await server.close();
  expectSame(stories, server);
  expect(stories.bare.seen).toContainEqual(['connecting', 'connected', 'xhr_streaming']);
});

test('ably goes to a fallback host, comes back and fails as without the extension', async ({ pair }) => {
  serve(pair, 'ably', 'build/ably.min.js');
  const nameIn = ({ searchParams }: URL) => searchParams.get('clientId') ?? '';
  const server = await startPlannedServer(nameIn, [
    'refuse',
    connectThen('one', (socket) => socket.terminate()),
    connectThen('two', (socket) => {
      socket.send('{"action":6,"error":{"code":80003,"statusCode":503,"message":"go away"}}');
      socket.close();
    }),
    connectThen('three', (socket) => {
      socket.send('{"action":9,"error":{"code":40101,"statusCode":401,"message":"not you"}}');
      socket.close();
    }),
  ]);
  const stories = await pair.probe(
    async ({ ws, origin }) => {
      await load(`${origin}/ably.js`);
      const { name } = window;
      const seen: unknown[] = [];
      const { Ably } = globalThis as unknown as { Ably: { Realtime: typeof Realtime } };
      const client = new Ably.Realtime({
        ...{ key: 'app.id:secret', clientId: name, tls: false, useBinaryProtocol: false },
        ...{
          endpoint: '127.0.0.1',
          fallbackHosts: ['localhost'],
          port: Number(new URL(ws).searchParams.get('port')),
        },
        ...{ disableConnectivityCheck: true, transports: ['web_socket'], disconnectedRetryTimeout: 500 },
        logLevel: 0,
      });
      const { connection } = client;
      interface Inner {
        connectionManager: {
          activeProtocol?: { transport: { shortName: string; params: { host: string } } };
        };
      }
      connection.on(({ previous, current, reason, retryIn }) => {
        const { activeProtocol } = (connection as unknown as Inner).connectionManager;
        const { shortName, params } = activeProtocol?.transport ?? {};
        seen.push([
          previous,
          current,
          reason?.code,
          retryIn !== undefined,
          connection.id,
          shortName,
          params?.host,
        ]);
        // The server goes on when it hears this; an answer never comes.
        if (current === 'connected') connection.ping().catch(() => undefined);
      });
      await new Promise<void>((resolve) => connection.once('failed', () => resolve()));
      return { name, seen };
    },
    { before: hurry, mark: `&port=${server.port}` },
  );
  await server.close();
  expectSame(stories, server);
  expect(JSON.stringify(stories.bare.seen)).toContain('localhost');
});

test('socket.io polls, upgrades, is torn off, refused and disconnected as without the extension', async ({
  pair,
}) => {
  serve(pair, 'socket.io-client', 'dist/socket.io.min.js');
  const server = await startSocketIo();
  const stories = await pair.probe(
    async ({ ws, origin }) => {
      await load(`${origin}/socket.io-client.js`);
      const { name } = window;
      const seen: unknown[] = [];
      const { io } = globalThis as unknown as { io: typeof connectTo };
      const socket = io(new URL(ws).searchParams.get('server') as string, {
        ...{ query: { name }, reconnectionDelay: 50, randomizationFactor: 0, autoConnect: false },
      });
      const transport = () => socket.io.engine.transport.name;
      // Asked before it opens: a try to upgrade begins then, and may end before the socket has connected.
      const tried = (type: 'upgrade' | 'upgradeError') =>
        new Promise<void>((resolve) => {
          socket.io.once('open', () => socket.io.engine.once(type, () => resolve()));
        });
      const connected = () => new Promise<void>((resolve) => socket.once('connect', resolve));
      const disconnected = () =>
        new Promise<void>((resolve) => {
          socket.once('disconnect', (reason) => resolve(void seen.push(['disconnect', reason])));
        });
      for (const type of ['reconnect_attempt', 'reconnect', 'reconnect_error', 'error'] as const)
        socket.io.on(type as 'reconnect', (what) =>
          seen.push([type, typeof what === 'number' ? what : 'error']),
        );
      const echo = async (data: unknown) =>
        seen.push([await socket.timeout(4_000).emitWithAck('echo', data), transport()]);

      const upgraded = tried('upgrade');
      socket.connect();
      await connected();
      await upgraded;
      await echo('upgraded');
      let gone = disconnected();
      const refused = tried('upgradeError');
      socket.emit('tear');
      await gone;
      await connected();
      await refused;
      await echo('not upgraded');
      gone = disconnected();
      socket.emit('disconnect me');
      await gone;
      seen.push(['active', socket.active]);
      socket.io.engine.close();
      socket.io.opts.transports = ['websocket'];
      socket.connect();
      await connected();
      await echo('by socket at once');
      socket.disconnect();
      return { name, seen };
    },
    { before: hurry, mark: `&server=${encodeURIComponent(server.url)}` },
  );
  await server.close();
  expectSame(stories);
  expect(stories.bare.seen).toContainEqual(['upgraded', 'websocket']);
  expect(stories.bare.seen).toContainEqual(['not upgraded', 'polling']);
  expect(stories.bare.seen).toContainEqual(['by socket at once', 'websocket']);
});
