import { expect, test } from './pair';
import { listenEverywhere, setTraps, talk } from './probes';

const DEEP = 300;

test('no native that the page has replaced is called, and the socket is captured', async ({ pair }) => {
  const undo = pair.site.onSocket((socket) => {
    // More than one batch holds: the hook has to post while the traps are set.
    for (let i = 0; i < DEEP; i++) socket.send(i % 3 === 0 ? Buffer.from([i % 256]) : `text ${i}`);
    socket.on('message', () => socket.close(4000, 'end'));
  });
  const { bare, hooked } = await pair.probe(setTraps, { mark: 'traps' });
  undo();
  expect(bare.frames).toBe(DEEP);
  expect(hooked).toEqual(bare);
  const captured = await pair.tap.connection('mark=traps');
  await expect
    .poll(async () => (await captured.occurrences()).at(-1))
    .toMatchObject({ kind: 'close', code: 4000 });
  expect((await captured.texts('received')).length).toBe(DEEP);
  expect(await captured.texts('sent')).toEqual(['{"base64":"AQID"}']);
});

test('a page that freezes everything before it opens a socket works, and is captured', async ({ pair }) => {
  const { bare, hooked } = await pair.probe(talk, {
    mark: 'frozen',
    before: () => {
      const natives = [
        Object,
        Function,
        Array,
        String,
        JSON,
        Promise,
        Reflect,
        Map,
        WeakMap,
        Proxy,
        ArrayBuffer,
      ];
      const dom = [
        EventTarget,
        Event,
        MessageEvent,
        MessagePort,
        MessageChannel,
        WebSocket,
        Blob,
        Uint8Array,
      ];
      for (const one of [...natives, ...dom]) {
        Object.freeze(one);
        Object.freeze((one as { prototype?: object }).prototype ?? {});
      }
    },
  });
  expect(bare).toEqual(['a', 'b']);
  expect(hooked).toEqual(bare);
  const captured = await pair.tap.connection('mark=frozen');
  await expect.poll(() => captured.texts('received')).toEqual(bare);
});

test('a page that breaks everything before it opens a socket works, and is captured', async ({ pair }) => {
  const { bare, hooked } = await pair.probe(talk, {
    mark: 'broken',
    before: () => {
      const broken = () => {
        throw new Error('broken by the page');
      };
      const breakAll = (owner: object, keys: PropertyKey[]) => {
        for (const key of keys) Object.defineProperty(owner, key, { value: broken });
      };
      breakAll(Function.prototype, ['call', 'apply', 'bind']);
      breakAll(WeakMap.prototype, ['get', 'set', 'has']);
      breakAll(MessagePort.prototype, ['postMessage', 'start']);
      breakAll(EventTarget.prototype, ['addEventListener', 'dispatchEvent']);
      breakAll(String.prototype, ['slice', 'replace']);
      breakAll(ArrayBuffer.prototype, ['slice', 'byteLength']);
      breakAll(Reflect, ['apply', 'construct']);
      breakAll(Date, ['now']);
      breakAll(window, ['requestAnimationFrame', 'Proxy', 'MessageChannel', 'CustomEvent', 'Uint8Array']);
      breakAll(Array.prototype, ['push', 'slice', 'map', 'shift', Symbol.iterator]);
    },
  });
  expect(bare).toEqual(['a', 'b']);
  expect(hooked).toEqual(bare);
  const captured = await pair.tap.connection('mark=broken');
  await expect.poll(() => captured.texts('received')).toEqual(bare);
});

test('no trap on Object.prototype is called', async ({ pair }) => {
  const { bare, hooked } = await pair.probe(async ({ ws }) => {
    const called: string[] = [];
    let armed = false;
    const proxyTraps = [
      'get',
      'set',
      'has',
      'construct',
      'apply',
      'ownKeys',
      'getPrototypeOf',
      'defineProperty',
    ];
    const descriptor = ['value', 'writable', 'enumerable', 'configurable', 'getOwnPropertyDescriptor'];
    const options = [
      'detail',
      'bubbles',
      'composed',
      'ports',
      'capture',
      'once',
      'signal',
      'transfer',
      'then',
      'toJSON',
    ];
    const members = ['next', 'kind', 'connection', 'at', 'data', 'bytes', 'id', 'info', 'frames', 'known'];
    const trap = (owner: object, name: string) => {
      if (name in Object.prototype) return;
      const descriptor = Object.create(null) as PropertyDescriptor;
      descriptor.configurable = true;
      descriptor.get = () => {
        if (armed) called[called.length] = `get ${name}`;
      };
      descriptor.set = function (value: unknown) {
        if (armed) called[called.length] = `set ${name}`;
        const own = Object.create(null) as PropertyDescriptor;
        own.value = value;
        own.writable = own.enumerable = own.configurable = true;
        Object.defineProperty(this, name, own);
      };
      Object.defineProperty(owner, name, descriptor);
    };
    // Setters on the indices of Array.prototype would be called: batches are built in plain arrays.
    const all = [...proxyTraps, ...descriptor, ...options, ...members];
    for (let i = 0; i < all.length; i++) trap(Object.prototype, all[i] as string);
    armed = true;
    const socket = new WebSocket(ws);
    await new Promise<void>((resolve) => {
      socket.onmessage = (event) => {
        if (event.data === 'last') resolve();
      };
      socket.onopen = () => {
        for (let i = 0; i < 300; i++) socket.send('more');
        socket.send('last');
      };
    });
    armed = false;
    return called.sort().filter((one, i) => one !== called[i - 1]);
  });
  expect(hooked).toEqual(bare);
});

test('under a strict content security policy nothing is violated, and the socket is captured', async ({
  pair,
}) => {
  const policy =
    "default-src 'none'; script-src 'nonce-n'; connect-src ws:; require-trusted-types-for 'script'; trusted-types 'none'";
  const { bare, hooked } = await pair.probe(
    async ({ ws }) => {
      const seen: unknown[] = [];
      document.addEventListener('securitypolicyviolation', (event) => seen.push(event.violatedDirective));
      window.addEventListener('error', (event) => seen.push(event.message));
      const socket = new WebSocket(ws);
      socket.onopen = () => socket.send('a');
      await new Promise((resolve) => socket.addEventListener('message', resolve));
      if (document.readyState !== 'complete')
        await new Promise((resolve) => window.addEventListener('load', resolve));
      return seen;
    },
    { mark: 'policy', headers: { 'Content-Security-Policy': policy } },
  );
  expect({ bare, hooked }).toEqual({ bare: [], hooked: [] });
  const captured = await pair.tap.connection('mark=policy');
  await expect.poll(() => captured.texts('received')).toEqual(['a']);
});

test('listeners of the page see no event of the extension, neither in its document nor in a fresh frame', async ({
  pair,
}) => {
  const { bare, hooked } = await pair.probe(listenEverywhere);
  expect(bare.length).toBeGreaterThan(3);
  expect(hooked).toEqual(bare);
});
