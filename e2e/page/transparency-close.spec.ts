import { startMoodyServer } from './moody-server';
import { expect, test } from './pair';
import { defineStory, type Story, type TryClose } from './socket-story';

declare const story: Story;
declare const tryClose: TryClose;
declare const ended: (socket: WebSocket) => Promise<void>;

test('close with every code and reason, in every state, does what it does without the hook', async ({
  pair,
}) => {
  // A handshake that is answered while the page closes may come first: in Firefox either is seen.
  const holding = await startMoodyServer(() => 'hold');
  const { bare, hooked } = await pair.probe(
    async ({ ws }) => {
      const held = `ws://${new URL(ws).searchParams.get('held')}/`;
      const refused: Record<string, unknown[]> = {
        ...{ goingAway: [1001], zero: [0], negative: [-1], small: [2999], large: [5000], nan: [Number.NaN] },
        ...{ null: [null], clamped: [65_536 + 3000], symbol: [Symbol('code')], bigint: [3000n] },
        ...{ long: [3000, 'a'.repeat(124)], longInBytes: [3000, 'ä'.repeat(62)] },
        symbolReason: [3000, Symbol('reason')],
        throwing: [
          {
            valueOf() {
              throw new RangeError('mine');
            },
          },
        ],
      };
      const accepted: Record<string, unknown[]> = {
        ...{ plain: [], undefined: [undefined], reasonAlone: [undefined, 'alone'], normal: [1000] },
        ...{
          code: [3001],
          reason: [3002, 'bye ä'],
          longest: [4999, 'a'.repeat(123)],
          surrogate: [3003, '\ud800'],
        },
        ...{ fraction: [3004.5], text: ['3005'], emptyReason: [3006, ''], nullReason: [3007, null] },
        objects: [{ valueOf: () => 3008 }, { toString: () => 'an object' }],
      };
      const tell = async (name: string, early: boolean, args: unknown[]) => {
        const url = early ? held : ws;
        const socket = new WebSocket(url);
        const seen = story(socket, [name, early]);
        const refuseAll = () => {
          for (const [why, wrong] of Object.entries(refused)) seen.push([why, tryClose(socket, ...wrong)]);
        };
        refuseAll();
        const end = ended(socket);
        if (!early) await new Promise((resolve) => socket.addEventListener('open', resolve));
        if (!early) refuseAll();
        seen.push(tryClose(socket, ...args));
        queueMicrotask(() => seen.push(['microtask after close', socket.readyState]));
        seen.push('closing', tryClose(socket), tryClose(socket, 4000, 'too late'));
        refuseAll();
        socket.send('12345');
        seen.push(socket.bufferedAmount);
        await end;
        seen.push('closed', tryClose(socket), tryClose(socket, 4001, 'later'));
        refuseAll();
        socket.send('12345');
        return [...seen, socket.bufferedAmount, socket.url === url, socket.protocol, socket.extensions];
      };
      const cases = Object.entries(accepted);
      const late = await Promise.all(cases.map(([name, args]) => tell(name, false, args)));
      return [...late, ...(await Promise.all(cases.map(([name, args]) => tell(name, true, args))))];
    },
    { before: defineStory, mark: `&held=127.0.0.1:${holding.port}&mark=closes` },
  );
  await holding.close();
  expect(bare).toHaveLength(26);
  expect(bare[5]).toContainEqual(['close', 3, 3002, 'bye ä', true, 5]);
  expect(hooked).toEqual(bare);
  const captured = await pair.tap.connection('mark=closes');
  await expect.poll(async () => (await captured.occurrences()).at(-1)?.kind).toBe('close');
  // Sent when it was closing and when it was closed: neither was on the wire.
  expect(await captured.texts('sent')).toEqual([]);
});

test('close inside handlers and listeners of every event does what it does without the hook', async ({
  pair,
}) => {
  const moody = await startMoodyServer(() => 'refuse');
  const undo = pair.site.onSocket((socket) => {
    socket.send('one');
    socket.send('two');
    socket.on('message', (data) => socket.send(String(data)));
  });
  const { bare, hooked } = await pair.probe(
    async ({ ws }) => {
      // The failing server's address comes in the query.
      const wrong = `ws://${new URL(ws).searchParams.get('moody')}/`;
      const tell = async (type: string, place: 'handler' | 'listener', again: boolean) => {
        const socket = new WebSocket(type === 'error' ? wrong : ws);
        const seen: unknown[] = [type, place];
        const act = () => {
          seen.push('acts', tryClose(socket, 3000, 'first'), tryClose(socket, 1001));
          void Promise.resolve().then(() => seen.push(['promise of the act', socket.readyState]));
          if (again) queueMicrotask(() => seen.push(['closed in a microtask', tryClose(socket, 3001)]));
          socket.send('after');
          seen.push(tryClose(socket, 3002, 'second'), socket.bufferedAmount);
        };
        if (place === 'handler') Object.assign(socket, { [`on${type}`]: act });
        story(socket, seen);
        if (place === 'listener') socket.addEventListener(type, act, { once: true });
        // Ends the one that is to close itself when it is closed.
        if (type === 'close') socket.addEventListener('open', () => socket.close(3003));
        await ended(socket);
        return [...seen, socket.readyState, socket.bufferedAmount];
      };
      const stories: unknown[][] = [];
      for (const type of ['open', 'message', 'close', 'error'])
        for (const place of ['handler', 'listener'] as const)
          stories.push(await tell(type, place, place === 'handler'));
      return stories;
    },
    { before: defineStory, mark: `inside&moody=127.0.0.1:${moody.port}` },
  );
  undo();
  await moody.close();
  expect(bare).toHaveLength(8);
  expect(bare[0]).toContainEqual(['close', 3, 3000, 'first', true, 5]);
  expect(hooked).toEqual(bare);
});

test('what a server refuses, drops or answers wrongly, and what the page closes before, ends as without the hook', async ({
  pair,
}) => {
  const moods = ['refuse', 'drop', 'wrong-key', 'unasked-subprotocol', 'hold'] as const;
  const servers = await Promise.all(moods.map((mood) => startMoodyServer(() => mood)));
  const ports = servers.map(({ port }) => port);
  const { bare, hooked } = await pair.probe(
    async ({ ws }) => {
      const list = new URL(ws).searchParams.get('ports') as string;
      const tell = async (port: string) => {
        const socket = new WebSocket(`ws://127.0.0.1:${port}/`);
        const seen = story(socket);
        const end = ended(socket);
        socket.addEventListener('open', () => socket.send('open all the same'));
        // Only the one that is held is still connecting when the others have ended.
        if (port === list.split('-').at(-1)) {
          await new Promise((resolve) => setTimeout(resolve));
          seen.push(socket.readyState, tryClose(socket, 3000, 'waited'));
        }
        await end;
        return [...seen, socket.readyState, tryClose(socket, 3001), socket.protocol, socket.extensions];
      };
      const stories: unknown[] = [];
      for (const port of list.split('-')) stories.push(await tell(port));
      return stories;
    },
    { before: defineStory, mark: `shakes&ports=${ports.join('-')}` },
  );
  await Promise.all(servers.map((server) => server.close()));
  expect(bare[0]).toContainEqual(['close', 3, 1006, '', false, 0]);
  expect(hooked).toEqual(bare);
});

test('what the server closes, tears, or closes while the page does, ends as without the hook', async ({
  pair,
}) => {
  const undo = pair.site.onSocket((socket) => {
    socket.on('message', (data) => {
      const [how, code] = String(data).split(' ');
      if (how === 'close') socket.close(code ? Number(code) : undefined, code ? `as ${code}` : undefined);
      if (how === 'tear') socket.terminate();
      if (how === 'last') for (const text of ['one', 'two', 'three']) socket.send(text);
      if (how === 'last') socket.close(4002, 'said all');
    });
  });
  const { bare, hooked } = await pair.probe(
    async ({ ws }) => {
      const tell = async (wish: string, both: boolean) => {
        const socket = new WebSocket(ws);
        const seen = story(socket, [wish, both]);
        const end = ended(socket);
        socket.addEventListener('open', () => {
          socket.send(wish);
          if (both) seen.push(tryClose(socket, 3000, 'mine'));
        });
        await end;
        return [...seen, socket.readyState];
      };
      const wishes = ['close', 'close 1000', 'close 1011', 'close 4999', 'tear', 'last'];
      return Promise.all([
        ...wishes.map((wish) => tell(wish, false)),
        ...wishes.slice(0, 1).map((wish) => tell(wish, true)),
      ]);
    },
    { before: defineStory, mark: 'server' },
  );
  undo();
  expect(bare[1]).toContainEqual(['close', 3, 1000, 'as 1000', true, 0]);
  expect(hooked).toEqual(bare);
});
