import { onlyIn } from '../host/fixtures';
import { expect, test } from './pair';

test('the hook is there, and its text is the one difference that a page can find', async ({ pair }) => {
  const { bare, hooked } = await pair.probe(() => ({
    constructor: Function.prototype.toString.call(WebSocket),
    send: Function.prototype.toString.call(WebSocket.prototype.send),
  }));
  // Firefox writes it on three lines.
  const onOneLine = (text: string) => text.replace(/\s+/g, ' ');
  expect(onOneLine(bare.constructor)).toBe('function WebSocket() { [native code] }');
  // A proxy of a function has no name in its text; it still says native code.
  expect(onOneLine(hooked.constructor)).toBe('function () { [native code] }');
  expect(onOneLine(hooked.send)).toBe('function () { [native code] }');
});

test('constructor and prototype have the same members with the same attributes, in the same order', async ({
  pair,
}) => {
  const { bare, hooked } = await pair.probe(() => {
    const describe = (value: unknown) =>
      typeof value === 'function'
        ? { name: value.name, length: value.length, own: Reflect.ownKeys(value).map(String) }
        : { type: typeof value, value: String(value) };
    const describeAll = (target: object) =>
      Reflect.ownKeys(target).map((key) => {
        const { value, get, set, ...attributes } = Object.getOwnPropertyDescriptor(target, key) ?? {};
        return {
          key: String(key),
          ...attributes,
          value: describe(value),
          get: describe(get),
          set: describe(set),
        };
      });
    const { value, ...attributes } = Object.getOwnPropertyDescriptor(window, 'WebSocket') ?? {};
    return {
      global: { attributes, isItself: value === WebSocket },
      statics: describeAll(WebSocket),
      prototype: describeAll(WebSocket.prototype),
      tag: Object.prototype.toString.call(WebSocket.prototype),
      type: typeof WebSocket,
      isExtensible: [Object.isExtensible(WebSocket), Object.isExtensible(WebSocket.prototype)],
    };
  });
  expect(bare.statics.length).toBeGreaterThan(5);
  expect(hooked).toEqual(bare);
});

test('the prototype chains and the identities hold', async ({ pair }) => {
  const { bare, hooked } = await pair.probe(({ ws }) => {
    const socket = new WebSocket(ws);
    return {
      constructor: socket.constructor === WebSocket && WebSocket.prototype.constructor === WebSocket,
      instance: socket instanceof WebSocket && socket instanceof EventTarget,
      prototype: Object.getPrototypeOf(socket) === WebSocket.prototype,
      parents: Object.getPrototypeOf(WebSocket) === EventTarget,
      chain: Object.getPrototypeOf(WebSocket.prototype) === EventTarget.prototype,
      own: Reflect.ownKeys(socket).map(String),
      text: `${socket}`,
      sameSend: socket.send === WebSocket.prototype.send,
    };
  });
  expect(bare.constructor && bare.instance && bare.prototype && bare.parents && bare.chain).toBe(true);
  expect(hooked).toEqual(bare);
});

test('a subclass, another newTarget, a bound and an extended constructor make what they make without the hook', async ({
  pair,
}) => {
  const { bare, hooked } = await pair.probe(async ({ ws }) => {
    class Own extends WebSocket {
      readonly sent: unknown[] = [];
      override send(data: string) {
        this.sent.push(data);
        super.send(`own:${data}`);
      }
    }
    function Other() {}
    Other.prototype = { marker: 1 };
    const own = new Own(ws);
    const other = Reflect.construct(WebSocket, [ws], Other) as WebSocket & { marker: number };
    const bound = new (WebSocket.bind(null, ws))();
    await new Promise((resolve) => own.addEventListener('open', resolve));
    own.send('a');
    const echoed = await new Promise((resolve) => {
      own.onmessage = ({ data }) => resolve(data);
    });
    return {
      own: [
        own instanceof Own,
        own.constructor === Own,
        Object.getPrototypeOf(Own) === WebSocket,
        own.sent,
        echoed,
      ],
      other: [other.marker, other instanceof WebSocket, other.send === undefined],
      native: Object.getOwnPropertyDescriptor(WebSocket.prototype, 'url')?.get?.call(other) === ws,
      bound: [bound instanceof WebSocket, bound.constructor === WebSocket],
      // The `prototype` of a constructor is read once for each new object.
      reads: (() => {
        let reads = 0;
        const counting = new Proxy(function NewTarget() {}, {
          get(target, key) {
            if (key === 'prototype') reads++;
            return Reflect.get(target, key);
          },
        });
        Reflect.construct(WebSocket, [ws], counting);
        return reads;
      })(),
    };
  });
  expect(bare.own).toEqual([true, true, true, ['a'], 'own:a']);
  expect(hooked).toEqual(bare);
});

test('every misuse throws the same error with the same message', async ({ pair }) => {
  const { bare, hooked } = await pair.probe(async ({ ws }) => {
    const socket = new WebSocket(ws);
    const call = WebSocket as unknown as (url?: string) => void;
    const make = WebSocket as unknown as new (...args: unknown[]) => WebSocket;
    const send = WebSocket.prototype.send as (this: unknown, ...args: unknown[]) => void;
    const misuses: Record<string, () => unknown> = {
      withoutNew: () => call(ws),
      withoutUrl: () => new make(),
      badUrl: () => new make('http://['),
      badScheme: () => new make('mailto:a@b'),
      fragment: () => new make(`${ws}#fragment`),
      badSubprotocol: () => new make(ws, 'a b'),
      doubleSubprotocol: () => new make(ws, ['a', 'a']),
      symbolUrl: () => new make(Symbol('url')),
      badNewTarget: () => Reflect.construct(WebSocket, [ws], {} as never),
      whileConnecting: () => socket.send('a'),
      withoutData: () => send.call(socket),
      illegal: () => send.call({}, 'a'),
      illegalWithoutThis: () => send.call(undefined, 'a'),
      illegalPrototype: () => send.call(WebSocket.prototype, 'a'),
      symbol: () => send.call(socket, Symbol('data')),
      construct: () => Reflect.construct(send, [socket]),
      badBinaryType: () => {
        socket.binaryType = 'text' as never;
        return socket.binaryType;
      },
      badClose: () => socket.close(1001),
      longReason: () => socket.close(3000, 'a'.repeat(124)),
    };
    return Object.entries(misuses).map(([name, misuse]) => {
      try {
        return [name, 'returned', String(misuse())];
      } catch (error) {
        const { constructor: kind, message } = error as Error;
        return [name, kind.name, message, kind === (window as never)[kind.name]];
      }
    });
  });
  expect(bare).toContainEqual([
    'illegal',
    'TypeError',
    expect.stringMatching(/Illegal invocation|does not implement interface WebSocket/),
    true,
  ]);
  expect(hooked).toEqual(bare);
});

test('there are no new globals', async ({ pair }) => {
  const { bare, hooked } = await pair.probe(() => ({
    window: Object.getOwnPropertyNames(window).sort(),
    symbols: Object.getOwnPropertySymbols(window).map(String),
    document: Reflect.ownKeys(document).map(String),
    root: document.documentElement.outerHTML.length,
  }));
  expect(bare.window.length).toBeGreaterThan(800);
  expect(hooked).toEqual(bare);
});

test(
  'window keeps the order of its globals',
  onlyIn(
    'chromium',
    'Firefox defines a global when it is first named, so that their order is that of what has run',
  ),
  async ({ pair }) => {
    const { bare, hooked } = await pair.probe(() => Object.getOwnPropertyNames(window));
    expect(hooked).toEqual(bare);
  },
);
