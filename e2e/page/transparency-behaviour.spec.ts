import { expect, test } from './pair';

test('events come in the same order, with the same members and microtasks between', async ({ pair }) => {
  const undo = pair.site.onSocket((socket) => {
    socket.send('text');
    socket.send(Buffer.from([1, 2]));
    socket.close(4001, 'bye');
  });
  const { bare, hooked } = await pair.probe(async ({ ws, origin }) => {
    const seen: unknown[] = [];
    const note = (who: string) => (event: Event) => {
      const { data, origin: from, lastEventId, ports } = event as MessageEvent;
      const { code, reason, wasClean } = event as CloseEvent;
      const kind = [event.type, event.constructor.name, event.eventPhase, event.isTrusted, event.cancelable];
      const content = [typeof data === 'string' ? data : String(data), from && from.length - origin.length];
      seen.push([who, ...kind, ...content, lastEventId, ports?.length, code, reason, wasClean]);
      seen.push([event.composedPath().length, event.target === event.currentTarget, window.event === event]);
      void Promise.resolve().then(() => seen.push(`microtask of ${who}`));
    };
    const socket = new WebSocket(ws);
    seen.push([
      socket.readyState,
      socket.binaryType,
      socket.bufferedAmount,
      socket.protocol,
      socket.extensions,
    ]);
    const types = ['open', 'message', 'error', 'close'] as const;
    for (const type of types) socket.addEventListener(type, note('first listener'));
    for (const type of types) Object.assign(socket, { [`on${type}`]: note('handler') });
    for (const type of types) socket.addEventListener(type, note('capturing listener'), { capture: true });
    for (const type of types) socket.addEventListener(type, note('once'), { once: true });
    await new Promise((resolve) => socket.addEventListener('close', resolve));
    seen.push([socket.readyState, typeof socket.onmessage, socket.url === ws]);
    return seen;
  });
  undo();
  expect(bare.length).toBeGreaterThan(40);
  expect(hooked).toEqual(bare);
});

test('a socket that fails, and one that the page closes, end as they do without the hook', async ({
  pair,
}) => {
  const { bare, hooked } = await pair.probe(async ({ ws }) => {
    const endOf = (socket: WebSocket, seen: unknown[] = []) =>
      new Promise<unknown[]>((resolve) => {
        socket.onopen = () => seen.push('open');
        socket.onerror = (event) =>
          seen.push([event.constructor.name, Object.keys(event), socket.readyState]);
        socket.onclose = ({ code, reason, wasClean }) => resolve([...seen, code, reason, wasClean]);
      });
    const refused = new WebSocket('ws://127.0.0.1:1/');
    const early = new WebSocket(ws);
    const polite = new WebSocket(ws);
    const ends = Promise.all([endOf(refused), endOf(early), endOf(polite)]);
    early.close();
    polite.addEventListener('open', () => polite.close(3001, 'done'));
    return ends;
  });
  expect(bare[2]).toEqual(['open', 3001, 'done', true]);
  expect(hooked).toEqual(bare);
});

test('binary frames arrive as the page asked for them, also after it has asked anew', async ({ pair }) => {
  const { bare, hooked } = await pair.probe(async ({ ws }) => {
    const socket = new WebSocket(ws);
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    const echoOf = (data: string | Uint8Array<ArrayBuffer>) =>
      new Promise<unknown>((resolve) => {
        socket.onmessage = (event: MessageEvent<unknown>) => resolve(event.data);
        socket.send(data);
      });
    const seen: unknown[] = [];
    for (const type of ['blob', 'arraybuffer', 'blob', 'nonsense', 'arraybuffer']) {
      socket.binaryType = type as BinaryType;
      const data = await echoOf(new Uint8Array([1, 2, 3]));
      const bytes = data instanceof Blob ? await data.arrayBuffer() : (data as ArrayBuffer);
      const form = data instanceof Blob ? ['Blob', data.size, data.type] : [bytes instanceof ArrayBuffer];
      seen.push([socket.binaryType, ...form, Array.from(new Uint8Array(bytes))]);
      // The page owns its buffer: it may change it and give it away.
      new Uint8Array(bytes)[0] = 9;
      seen.push(structuredClone(bytes, { transfer: [bytes] }).byteLength, bytes.byteLength);
      seen.push(await echoOf('text'));
    }
    return seen;
  });
  expect(bare).toContainEqual(['arraybuffer', true, [1, 2, 3]]);
  expect(hooked).toEqual(bare);
});

test('an exception in a handler of the page is reported to the page, and nothing else is', async ({
  pair,
}) => {
  const { bare, hooked } = await pair.probe(async ({ ws }) => {
    const reported: unknown[] = [];
    const done = new Promise<void>((resolve) => {
      window.addEventListener('error', ({ message, lineno, error }) => {
        reported.push(message, lineno, (error as Error).stack?.split('\n').length);
        resolve();
      });
    });
    window.addEventListener('unhandledrejection', ({ reason }) => reported.push(String(reason)));
    const socket = new WebSocket(ws);
    socket.onopen = () => socket.send('a');
    socket.onmessage = () => {
      throw new Error('of the page');
    };
    await done;
    // The socket goes on.
    socket.send('b');
    await new Promise((resolve) => socket.addEventListener('message', resolve));
    return reported;
  });
  expect(bare[0]).toMatch(/^(?:Uncaught )?Error: of the page$/);
  expect(hooked).toEqual(bare);
});

test('bufferedAmount grows and drains as without the hook, also after the end', async ({ pair }) => {
  const { bare, hooked } = await pair.probe(async ({ ws }) => {
    const socket = new WebSocket(ws);
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    const amounts = [socket.bufferedAmount];
    const note = (data: string | ArrayBuffer) => {
      socket.send(data);
      amounts.push(socket.bufferedAmount);
    };
    // Only when the echo of the last frame is back, both have left.
    const echoed = new Promise<void>((resolve) => {
      socket.onmessage = ({ data }) => {
        if (typeof data !== 'string') resolve();
      };
    });
    note('äb');
    note(new ArrayBuffer(10));
    await echoed;
    amounts.push(socket.bufferedAmount);
    socket.close();
    note('after close');
    await new Promise((resolve) => socket.addEventListener('close', resolve));
    note('after the end');
    return amounts;
  });
  expect(bare).toEqual([0, 3, 13, 0, 11, 24]);
  expect(hooked).toEqual(bare);
});
