import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakePage, type FakePage, type FakeSocket } from './fake-page';
import { dataOf, stream } from './sample-stream';

type SocketClass = new (url: string) => FakeSocket;

let page: FakePage;

beforeEach(() => {
  page = createFakePage();
  for (const [name, value] of Object.entries(page.globals)) vi.stubGlobal(name, value);
  vi.resetModules();
  return () => vi.unstubAllGlobals();
});

/** What stands in `window` under the name. */
function inWindow(): { WebSocket: SocketClass } {
  return page.globals.window as { WebSocket: SocketClass };
}

/** Puts the class in the place of the page's own, as another extension does, and lets the hook come after it. */
async function hookAfter(create: (native: SocketClass) => SocketClass): Promise<void> {
  inWindow().WebSocket = create(inWindow().WebSocket);
  await import('./hook.iife');
}

/** Opens a socket that hears one text and says one; answers what is recorded. */
function talk(): unknown[] {
  const socket = page.openSocket('wss://a');
  socket.open('sub');
  socket.receive('hello');
  socket.send('hi');
  return dataOf(stream(page, 1));
}

describe('a class that another extension has put in the place of WebSocket before the hook came', () => {
  it('is hooked with what it has inherited, and gets no member of its own by that', async () => {
    const made: unknown[] = [];
    await hookAfter((native) => {
      class Other extends native {
        constructor(url: string) {
          super(url);
          made.push(new.target === Other);
        }
      }
      return Other;
    });
    expect(talk()).toEqual(['wss://a', 'sub', 'hello', 'hi']);
    expect(made).toEqual([true]);
    const { prototype } = inWindow().WebSocket;
    expect(Reflect.ownKeys(prototype)).toEqual(['constructor']);
    expect(prototype.constructor).toBe(inWindow().WebSocket);
  });

  it('is hooked at its own send, so that what that sends on is recorded once', async () => {
    await hookAfter(
      (native) =>
        class extends native {
          override send(data?: unknown) {
            super.send(`other ${data}`);
          }
        },
    );
    expect(talk()).toEqual(['wss://a', 'sub', 'hello', 'hi']);
  });

  it('keeps a constructor of its prototype that is not itself', async () => {
    let native: SocketClass | undefined;
    await hookAfter((one) => {
      native = one;
      // No arrow: it is called with `new`.
      function wrapper(url: string) {
        return new one(url);
      }
      wrapper.prototype = one.prototype;
      return wrapper as unknown as SocketClass;
    });
    expect(talk()).toEqual(['wss://a', 'sub', 'hello', 'hi']);
    expect(inWindow().WebSocket.prototype.constructor).toBe(native);
  });
});

describe('a socket that the hook has not seen made, because it is of another realm', () => {
  it('is recorded with what is sent by the send of this one, and not with what it receives', async () => {
    const native = inWindow().WebSocket;
    await import('./hook.iife');
    const socket = new native('wss://other');
    socket.open();
    socket.send('one');
    socket.receive('echo');
    socket.send('two');
    expect(dataOf(stream(page, 1))).toEqual(['wss://other', 'one', 'two']);
  });

  it('is none when it is no socket: send refuses that as before, and converts nothing', async () => {
    await import('./hook.iife');
    const { send } = inWindow().WebSocket.prototype;
    let converted = 0;
    expect(() => send.call({} as never, { toString: () => `${++converted}` })).toThrow(TypeError);
    expect(converted).toBe(0);
    expect(page.posted()).toEqual([]);
  });
});
