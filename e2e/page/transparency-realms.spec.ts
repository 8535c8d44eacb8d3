import { expect, test, untilClosed } from './pair';
import { type AddRealm, defineRealms, type RealmOf, type Try } from './realms';

declare const addRealm: AddRealm;
declare const realmOf: RealmOf;
declare const tryTo: Try;

test('what a fresh frame has, taken at once by the parent, is what it has without the hook', async ({
  pair,
}) => {
  const { bare, hooked } = await pair.probe(
    ({ ws }) => {
      const { inner } = addRealm();
      const Inner = inner.WebSocket;
      const describe = (value: unknown) =>
        typeof value === 'function'
          ? [value.name, value.length, realmOf(inner, value), Reflect.ownKeys(value).map(String)]
          : [typeof value, String(value)];
      const describeAll = (target: object) =>
        Reflect.ownKeys(target).map((key) => {
          const { value, get, set, ...rest } = Object.getOwnPropertyDescriptor(target, key) ?? {};
          return [String(key), rest, describe(value), describe(get), describe(set)];
        });
      const socket = new Inner(ws);
      return {
        identities: [
          ...[Inner === WebSocket, Inner === inner.WebSocket, Inner.prototype === WebSocket.prototype],
          ...[Object.getPrototypeOf(Inner) === inner.EventTarget, Inner.prototype.constructor === Inner],
          ...[socket instanceof Inner, socket instanceof WebSocket, socket.constructor === Inner],
          ...[Object.getPrototypeOf(socket) === Inner.prototype, realmOf(inner, socket), String(socket)],
          ...[socket.send === Inner.prototype.send, socket.send === WebSocket.prototype.send],
        ],
        statics: describeAll(Inner),
        prototype: describeAll(Inner.prototype),
        inWindow: Object.keys(Object.getOwnPropertyDescriptor(inner, 'WebSocket') ?? {}),
        globals: Object.getOwnPropertyNames(inner).sort(),
        document: [Reflect.ownKeys(inner.document).map(String), inner.document.documentElement.outerHTML],
      };
    },
    { before: defineRealms },
  );
  expect(bare.globals.length).toBeGreaterThan(800);
  expect(hooked).toEqual(bare);
});

test('errors of a frame’s WebSocket are of the realm of which they are without the hook', async ({
  pair,
}) => {
  const { bare, hooked } = await pair.probe(
    ({ ws }) => {
      const { inner } = addRealm();
      const make = inner.WebSocket as unknown as new (...args: unknown[]) => WebSocket;
      const call = inner.WebSocket as unknown as (url: string) => void;
      const send = inner.WebSocket.prototype.send as (this: unknown, ...args: unknown[]) => void;
      const own = WebSocket.prototype.send as (this: unknown, ...args: unknown[]) => void;
      const socket = new make(ws);
      const unprimitive = { toString: () => ({}), valueOf: () => ({}) };
      const acts: Record<string, () => unknown> = {
        withoutNew: () => call(ws),
        withoutUrl: () => new make(),
        badUrl: () => new make('http://['),
        badScheme: () => new make('mailto:a@b'),
        symbolUrl: () => new make(Symbol('url')),
        doubleSubprotocol: () => new make(ws, ['a', 'a']),
        badNewTarget: () => Reflect.construct(make, [ws], {} as never),
        innerBadNewTarget: () =>
          (inner as unknown as { Reflect: typeof Reflect }).Reflect.construct(WebSocket, [ws], {} as never),
        whileConnecting: () => socket.send('a'),
        whileConnectingByTheOther: () => own.call(socket, 'a'),
        withoutData: () => send.call(socket),
        withoutDataByTheOther: () => own.call(socket),
        illegal: () => send.call({}, 'a'),
        illegalByTheOther: () => own.call(inner, 'a'),
        illegalWithoutThis: () => send.call(undefined, 'a'),
        illegalAndUnconvertible: () => own.call({}, unprimitive),
        illegalPrototype: () => own.call(inner.WebSocket.prototype, 'a'),
        symbol: () => send.call(socket, Symbol('data')),
        symbolByTheOther: () => own.call(socket, Symbol('data')),
        construct: () => Reflect.construct(send, [socket]),
        badClose: () => socket.close(1001),
        badCloseByTheOther: () => WebSocket.prototype.close.call(socket, 1001),
        longReason: () => socket.close(3000, 'a'.repeat(124)),
        relativeUrl: () => new URL(new make('/app/relative').url).pathname,
      };
      const results: unknown[] = Object.entries(acts).map(([name, act]) => [name, tryTo(inner, act)]);
      // The words of an engine's error differ where the hook converts (`transparency-send.spec.ts`); kind and realm do not.
      const [kind, , realm] = tryTo(inner, () => send.call(socket, unprimitive));
      return [...results, ['unconvertible', kind, realm]];
    },
    { before: defineRealms },
  );
  expect(bare).toContainEqual(['badUrl', ['SyntaxError', expect.any(String), 'inner']]);
  expect(hooked).toEqual(bare);
});

test('a frame’s socket speaks with objects of the frame, also when it lives in the parent’s hands', async ({
  pair,
}) => {
  const { bare, hooked } = await pair.probe(
    async ({ ws }) => {
      const { inner } = addRealm();
      const socket = new inner.WebSocket(ws);
      const seen: unknown[] = [];
      const next = (type: string) =>
        new Promise<Event>((resolve) => {
          socket.addEventListener(type, (event) => resolve(event), { once: true });
        });
      seen.push(realmOf(inner, await next('open')));
      const bytes = [
        new Uint8Array([1, 2]),
        new inner.Uint8Array([3]),
        new inner.Blob(['b']),
        new Blob(['c']),
      ];
      for (const type of ['blob', 'arraybuffer'] as const) {
        socket.binaryType = type;
        for (const data of ['text', ...bytes]) {
          socket.send(data as string);
          const event = (await next('message')) as MessageEvent<unknown>;
          const text = await new Response(event.data as Blob).text();
          seen.push([type, realmOf(inner, event), realmOf(inner, event.data), text]);
        }
      }
      socket.close();
      seen.push(realmOf(inner, await next('close')));
      return seen;
    },
    { before: defineRealms, mark: 'inner', untilCaptured: () => untilClosed(pair.tap, 'inner') },
  );
  expect(bare).toContainEqual(['arraybuffer', 'inner', 'inner', '\u0003']);
  expect(hooked).toEqual(bare);
  const captured = await pair.tap.connection('mark=inner');
  expect(await captured.texts('sent')).toHaveLength(10);
  expect(await captured.texts('received')).toEqual(await captured.texts('sent'));
});

test('constructors, newTargets and send of two realms work together as without the hook, and each frame is captured once', async ({
  pair,
}) => {
  const { bare, hooked } = await pair.probe(
    async ({ ws }) => {
      const { inner } = addRealm();
      const Inner = inner.WebSocket;
      const withoutPrototype = inner.eval('(function () {})') as { prototype: unknown };
      withoutPrototype.prototype = null;
      class OwnOfInner extends Inner {}
      const InnerOfOwn = inner.eval('(base) => class extends base {}')(WebSocket) as typeof WebSocket;
      const make: Record<string, () => WebSocket> = {
        ownAsInner: () => Reflect.construct(WebSocket, [`${ws}1`], Inner) as WebSocket,
        innerAsOwn: () => Reflect.construct(Inner, [`${ws}2`], WebSocket) as WebSocket,
        withoutPrototype: () =>
          Reflect.construct(WebSocket, [`${ws}3`], withoutPrototype as never) as WebSocket,
        ownOfInner: () => new OwnOfInner(`${ws}4`),
        innerOfOwn: () => new InnerOfOwn(`${ws}5`),
      };
      const { send } = WebSocket.prototype;
      const seen: unknown[] = [];
      for (const [name, act] of Object.entries(make)) {
        const socket = act();
        const next = (type: string) =>
          new Promise<MessageEvent>((resolve) => {
            EventTarget.prototype.addEventListener.call(
              socket,
              type,
              (event) => resolve(event as MessageEvent),
              {
                once: true,
              },
            );
          });
        const open = await next('open');
        seen.push([name, socket instanceof WebSocket, socket instanceof Inner, realmOf(inner, socket)]);
        seen.push([realmOf(inner, open), socket.constructor === WebSocket, socket.constructor === Inner]);
        // In Chromium the one without a prototype has no member of a socket.
        (socket.send ?? Inner.prototype.send).call(socket, 'by itself');
        seen.push((await next('message')).data);
        send.call(socket, 'by the parent');
        seen.push((await next('message')).data);
        Inner.prototype.send.call(socket, 'by the frame');
        const event = await next('message');
        seen.push([event.data, realmOf(inner, event)]);
        WebSocket.prototype.close.call(socket, 3000);
        const { code } = (await next('close')) as unknown as CloseEvent;
        seen.push([code, socket.readyState]);
      }
      return seen;
    },
    { before: defineRealms, mark: 'mixed-' },
  );
  expect(bare).toContainEqual(['ownAsInner', false, true, 'inner']);
  expect(hooked).toEqual(bare);
  const texts = ['by itself', 'by the parent', 'by the frame'];
  const all = async () =>
    (await pair.tap.occurrences()).flatMap((one) =>
      one.kind === 'frame' && 'text' in one.payload && texts.includes(one.payload.text)
        ? `${one.direction} ${one.payload.text}`
        : [],
    );
  const each = texts.flatMap((text) => [`received ${text}`, `sent ${text}`]);
  await expect.poll(async () => (await all()).sort()).toEqual(Array(5).fill(each).flat().sort());
});
