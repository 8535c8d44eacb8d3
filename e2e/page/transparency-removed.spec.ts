import { startMoodyServer } from './moody-server';
import { expect, test } from './pair';
import { type AddRealm, defineRealms, type Realm, type Try } from './realms';

declare const addRealm: AddRealm;
declare const tryTo: Try;

for (const way of ['removed', 'led to another page'] as const)
  test(`a frame that is ${way} leaves sockets and a constructor that do what they do without the hook`, async ({
    pair,
  }) => {
    const holding = await startMoodyServer(() => 'hold');
    const { bare, hooked } = await pair.probe(
      async ({ ws, origin }) => {
        const { frame, inner } = addRealm();
        // The window may be another one later: these are its classes of today.
        const { Object: O, Error: E, DOMException: D } = inner;
        const realm = { Object: O, Error: E, DOMException: D } as Realm;
        const Inner = inner.WebSocket;
        const { send, close } = Inner.prototype;
        const seen: unknown[] = [];
        // Apart from each other: in which order two sockets end is left to the browser.
        const events: Record<string, unknown[]> = {};
        const note = (name: string, socket: WebSocket) => {
          const heard: unknown[] = [];
          events[name] = heard;
          for (const type of ['open', 'message', 'error', 'close'])
            socket.addEventListener(type, () => heard.push([type, socket.readyState]));
          return socket;
        };
        const open = note('open', new Inner(ws));
        await new Promise((resolve) => open.addEventListener('open', resolve));
        const connecting = note('connecting', new Inner(new URL(ws).searchParams.get('hold') as string));
        const roundTrip = async () => {
          const socket = new WebSocket(ws);
          await new Promise((resolve) => socket.addEventListener('open', resolve));
          socket.send('there and back');
          await new Promise((resolve) => socket.addEventListener('message', resolve));
          socket.close();
          await new Promise((resolve) => socket.addEventListener('close', resolve));
        };
        if (new URL(ws).searchParams.get('mark') === 'removed') frame.remove();
        else {
          frame.src = `${origin}/favicon.ico`;
          await new Promise((resolve) => frame.addEventListener('load', resolve));
        }
        const acts: Record<string, () => unknown> = {
          states: () => [open.readyState, connecting.readyState, open.url === ws].join(),
          make: () => note('late', new Inner(ws)).readyState,
          makeAsOwn: () =>
            note('late as own', Reflect.construct(Inner, [ws], WebSocket) as WebSocket).readyState,
          makeBad: () => new Inner('http://['),
          send: () => open.send('late'),
          sendByItself: () => send.call(open, 'late'),
          sendByTheParent: () => WebSocket.prototype.send.call(open, 'late'),
          sendOnConnecting: () => connecting.send('late'),
          sendIllegally: () => send.call({} as never, 'late'),
          sendNothing: () => (send as () => void).call(open),
          amounts: () => [open.bufferedAmount, connecting.bufferedAmount].join(),
          close: () => open.close(3000, 'late'),
          closeByItself: () => close.call(connecting),
          closeBadly: () => open.close(1001),
          listen: () => open.addEventListener('close', () => events.open?.push('late listener')),
        };
        for (const round of [1, 2]) {
          for (const [name, act] of Object.entries(acts)) seen.push([round, name, tryTo(realm, act)]);
          await roundTrip();
        }
        return [...seen, events];
      },
      { before: defineRealms, mark: `${way}&hold=${holding.wsUrl}` },
    );
    await holding.close();
    expect(bare.length).toBeGreaterThan(30);
    expect(hooked).toEqual(bare);
  });
