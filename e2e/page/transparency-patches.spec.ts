import { expect, type Pair, type Probe, type ProbeOptions, test } from './pair';
import { defineLog, patches, talkPatched } from './patches';

/** What a probe has seen, and the data of the frames that came back to it. */
interface Talk {
  seen: unknown[];
  echoed: unknown[];
}

let talks = 0;

/** The page behaves as without the hook, and each of its frames is captured once, as it was on the wire. */
async function expectSame(pair: Pair, probe: Probe<Talk>, options: ProbeOptions = {}): Promise<Talk> {
  const mark = `talk-${++talks}`;
  const { bare, hooked } = await pair.probe(probe, { ...options, mark });
  expect(hooked).toEqual(bare);
  expect(bare.echoed.length).toBeGreaterThan(1);
  const captured = await pair.tap.connection(`mark=${mark}`);
  const texts = bare.echoed.map((data) =>
    typeof data === 'string'
      ? data
      : JSON.stringify({ base64: Buffer.from(data as number[]).toString('base64') }),
  );
  await expect.poll(async () => (await captured.occurrences()).at(-1)?.kind).toBe('close');
  expect(await captured.texts('received')).toEqual(texts);
  expect(await captured.texts('sent')).toEqual(texts);
  return bare;
}

for (const [name, patch] of Object.entries(patches))
  test(`${name}: the page sees what it sees without the hook, each frame is captured once`, async ({
    pair,
  }) => {
    await expectSame(pair, talkPatched, { before: [defineLog, patch] });
  });

/** Runs in the page before a probe: `openEcho` opens a socket, `echoOf` waits for the answer to what is done. */
function defineEcho(): void {
  const echoed: unknown[] = [];
  const openEcho = async (ws: string) => {
    const socket = new WebSocket(ws);
    const onMessage = ({ data }: MessageEvent) => echoed.push(data);
    socket.addEventListener('message', onMessage);
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    return socket;
  };
  const echoOf = async (socket: WebSocket, act: () => void) => {
    const came = new Promise((resolve) => socket.addEventListener('message', resolve, { once: true }));
    act();
    await came;
  };
  const endOf = async (socket: WebSocket) => {
    const closed = new Promise((resolve) => socket.addEventListener('close', resolve));
    socket.close();
    await closed;
  };
  Object.assign(globalThis, { echoed, openEcho, echoOf, endOf });
}
declare const echoed: unknown[];
declare const openEcho: (ws: string) => Promise<WebSocket>;
declare const echoOf: (socket: WebSocket, act: () => void) => Promise<void>;
declare const endOf: (socket: WebSocket) => Promise<void>;

test('send that is replaced, restored, put on the socket and deleted while the socket is open', async ({
  pair,
}) => {
  const { seen } = await expectSame(
    pair,
    async ({ ws }) => {
      const seen: unknown[] = [];
      const socket = await openEcho(ws);
      const { prototype } = WebSocket;
      const descriptor = Object.getOwnPropertyDescriptor(prototype, 'send') as PropertyDescriptor;
      const native = prototype.send;
      await echoOf(socket, () => socket.send('before'));
      prototype.send = function (data) {
        seen.push('patched', native.call(this, `patched ${data}`));
      };
      await echoOf(socket, () => socket.send('one'));
      await echoOf(socket, () => native.call(socket, 'behind the patch'));
      socket.send = (data) => seen.push('own', prototype.send.call(socket, `own ${data}`));
      seen.push(Reflect.ownKeys(socket));
      await echoOf(socket, () => socket.send('two'));
      prototype.send = native;
      seen.push(Object.getOwnPropertyDescriptor(prototype, 'send')?.enumerable, socket.send === native);
      await echoOf(socket, () => socket.send('three'));
      seen.push(Reflect.deleteProperty(socket, 'send'), socket.send === native);
      await echoOf(socket, () => socket.send('four'));
      seen.push(Reflect.deleteProperty(prototype, 'send'), 'send' in socket, typeof socket.send);
      try {
        socket.send('five');
      } catch (error) {
        seen.push((error as Error).name, (error as Error).message);
      }
      await echoOf(socket, () => native.call(socket, 'kept'));
      Object.defineProperty(prototype, 'send', descriptor);
      await echoOf(socket, () => socket.send('back'));
      await endOf(socket);
      return { seen: [...seen, Reflect.ownKeys(prototype).map(String)], echoed };
    },
    { before: defineEcho },
  );
  expect(seen).toContain('patched');
});

test('a WebSocket that is deleted, put back, made read-only, given another parent or other members while a socket is open', async ({
  pair,
}) => {
  const { seen } = await expectSame(
    pair,
    async ({ ws }) => {
      const seen: unknown[] = [];
      const socket = await openEcho(ws);
      const native = WebSocket;
      const { prototype } = native;
      seen.push(Reflect.deleteProperty(window, 'WebSocket'), 'WebSocket' in window, typeof WebSocket);
      await echoOf(socket, () => socket.send('deleted'));
      seen.push(socket.constructor === native, socket instanceof native);
      Object.defineProperty(window, 'WebSocket', { value: native, configurable: true });
      try {
        (() => {
          window.WebSocket = class extends native {};
        })();
      } catch (error) {
        seen.push((error as Error).name, (error as Error).message);
      }
      seen.push(WebSocket === native, Reflect.set(native, 'prototype', {}), native.prototype === prototype);
      seen.push(
        Reflect.set(native, 'OPEN', 7),
        Reflect.defineProperty(native, 'OPEN', { value: 7 }),
        native.OPEN,
      );
      Object.assign(native, { own: 'member' });
      seen.push(Reflect.ownKeys(native).map(String), Reflect.deleteProperty(native, 'own'));
      class Parent {}
      seen.push(Reflect.setPrototypeOf(native, Parent), Object.getPrototypeOf(native) === Parent);
      seen.push(Reflect.setPrototypeOf(prototype, Parent.prototype), 'addEventListener' in socket);
      Reflect.setPrototypeOf(prototype, EventTarget.prototype);
      await echoOf(socket, () => socket.send('another parent'));
      class Own extends native {
        override send(data: string) {
          super.send(`own ${data}`);
        }
      }
      Reflect.setPrototypeOf(socket, Own.prototype);
      await echoOf(socket, () => socket.send('of another class'));
      Reflect.setPrototypeOf(socket, null);
      seen.push(socket.send, socket instanceof native);
      Reflect.setPrototypeOf(socket, prototype);
      Object.freeze(socket);
      Object.freeze(prototype);
      Object.freeze(native);
      seen.push(Object.isFrozen(native), Reflect.set(prototype, 'send', null), Reflect.set(native, 'x', 1));
      await echoOf(socket, () => socket.send('frozen'));
      await endOf(socket);
      return { seen, echoed };
    },
    { before: defineEcho },
  );
  expect(seen).toContain('undefined');
});

test('handlers and listeners that are replaced, removed, stopped and aborted while frames come', async ({
  pair,
}) => {
  const { seen } = await expectSame(
    pair,
    async ({ ws }) => {
      const seen: unknown[] = [];
      const socket = await openEcho(ws);
      const { signal, abort } = (() => {
        const controller = new AbortController();
        return { signal: controller.signal, abort: () => controller.abort() };
      })();
      const object = {
        handleEvent(event: MessageEvent) {
          seen.push(['object', event.data, this === object]);
          if (event.data === 'three') socket.removeEventListener('message', object);
        },
      };
      const first = ({ data }: MessageEvent) => {
        seen.push(['first', data]);
        socket.onmessage = second;
        socket.addEventListener('message', () => seen.push(['added in the handler', data]), { once: true });
      };
      const second = (event: MessageEvent) => {
        seen.push(['second', event.data, event.cancelBubble, event.returnValue]);
        if (event.data === 'three') socket.onmessage = null;
        return false;
      };
      socket.onmessage = first;
      socket.addEventListener('message', object);
      socket.addEventListener('message', object, { capture: true });
      socket.addEventListener('message', ({ data }) => seen.push(['until aborted', data]), { signal });
      socket.addEventListener('message', (event) => {
        if (event.data === 'two') abort();
        if (event.data === 'four') event.stopImmediatePropagation();
      });
      socket.addEventListener('message', ({ data }) => seen.push(['last', data]));
      for (const text of ['one', 'two', 'three']) await echoOf(socket, () => socket.send(text));
      await echoOf(socket, () => {
        socket.send('four');
        socket.send('after the one that is stopped');
      });
      socket.onmessage = 'no function' as never;
      seen.push(socket.onmessage);
      socket.onmessage = object as never;
      seen.push(socket.onmessage === (object as never));
      await echoOf(socket, () => socket.send('five'));
      // Of the page's own making: it was never on the wire.
      seen.push(socket.dispatchEvent(new MessageEvent('message', { data: 'made up', cancelable: true })));
      echoed.splice(echoed.indexOf('made up'), 1);
      await endOf(socket);
      return { seen, echoed };
    },
    { before: defineEcho },
  );
  expect(seen).toContainEqual(['second', 'two', false, true]);
});
