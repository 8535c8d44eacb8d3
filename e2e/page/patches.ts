import type { Place } from './pair';

/** What the patches of a page note. */
declare const log: unknown[];

/** Runs before a patch. */
export function defineLog(): void {
  Object.assign(globalThis, { log: [] });
}

/** What a page does to WebSocket before it opens a socket; each runs in the page, after `defineLog`. */
export const patches: Readonly<Record<string, () => void>> = {
  'a subclass in its place': () => {
    const Native = WebSocket;
    class Own extends Native {
      constructor(...args: ConstructorParameters<typeof WebSocket>) {
        super(...args);
        log.push(['made', new.target === Own, this.readyState]);
      }
      override send(data: string) {
        log.push(['send', typeof data]);
        super.send(data);
      }
    }
    window.WebSocket = Own;
  },
  'a function in its place that answers native sockets': () => {
    const Native = WebSocket;
    const wrapper = function (this: unknown, url: string, protocols?: string | string[]) {
      log.push(['made', this instanceof Native]);
      return protocols === undefined ? new Native(url) : new Native(url, protocols);
    };
    wrapper.prototype = Native.prototype;
    for (const name of ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'] as const)
      Object.assign(wrapper, { [name]: Native[name] });
    Native.prototype.constructor = wrapper;
    window.WebSocket = wrapper as unknown as typeof WebSocket;
  },
  'a Proxy in its place': () => {
    window.WebSocket = new Proxy(WebSocket, {
      construct(target, args, newTarget) {
        const socket = Reflect.construct(target, args, newTarget) as WebSocket;
        log.push(['made', socket.readyState, newTarget === window.WebSocket]);
        return socket;
      },
      get(target, key, receiver) {
        log.push(['get', String(key)]);
        return Reflect.get(target, key, receiver);
      },
    });
  },
  'a Proxy in its place whose sockets are proxies': () => {
    const Native = WebSocket;
    const wrap = (socket: WebSocket) =>
      new Proxy(socket, {
        get(target, key) {
          log.push(['get', String(key)]);
          const value: unknown = Reflect.get(target, key, target);
          return typeof value === 'function' && key !== 'constructor' ? value.bind(target) : value;
        },
        set: (target, key, value) => Reflect.set(target, key, value, target),
      });
    window.WebSocket = new Proxy(Native, { construct: (_, args: [string]) => wrap(new Native(...args)) });
  },
  'a class in its place that has a socket and is none': () => {
    const Native = WebSocket;
    class Own extends EventTarget {
      static readonly OPEN = 1;
      readonly #inner: WebSocket;
      onmessage: ((event: MessageEvent) => void) | null = null;
      constructor(url: string) {
        super();
        this.#inner = new Native(url);
        for (const type of ['open', 'message', 'close'])
          this.#inner.addEventListener(type, (event) => {
            const { data } = event as MessageEvent;
            const copy = new MessageEvent(type, { data });
            log.push([type, event.isTrusted, copy.isTrusted]);
            this.dispatchEvent(copy);
            if (type === 'message') this.onmessage?.(copy);
          });
      }
      get readyState() {
        return this.#inner.readyState;
      }
      set binaryType(type: BinaryType) {
        this.#inner.binaryType = type;
      }
      send(data: string) {
        this.#inner.send(data);
      }
      close(code: number) {
        this.#inner.close(code);
      }
    }
    window.WebSocket = Own as unknown as typeof WebSocket;
  },
  'an accessor in its place': () => {
    const Native = WebSocket;
    Object.defineProperty(window, 'WebSocket', {
      get() {
        log.push('read');
        return Native;
      },
    });
  },
  'a send that calls the one it has replaced': () => {
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function (...args) {
      log.push([args.length, send.name, send.length, this.bufferedAmount]);
      return send.apply(this, args);
    };
  },
  'a send that changes what is sent, and sends more': () => {
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function (data) {
      send.call(this, typeof data === 'string' ? `patched ${data}` : data);
      if (data === 'text') send.call(this, 'more');
    };
  },
  'a send patched twice, once as a Proxy, once bound': () => {
    const { prototype } = WebSocket;
    prototype.send = new Proxy(prototype.send, {
      apply(target, self, args) {
        log.push('proxy');
        return Reflect.apply(target, self, args);
      },
    });
    const { send } = prototype;
    prototype.send = function (data) {
      log.push('bound');
      send.bind(this)(data);
    };
  },
  'addEventListener and handlers that wrap what they are given': () => {
    const { addEventListener } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function (type: string, listener: unknown, options?: unknown) {
      log.push(['listens', type, this instanceof WebSocket]);
      const wrapped = (event: Event) => {
        log.push(['hears', type]);
        (listener as (event: Event) => void).call(this, event);
      };
      addEventListener.call(this, type, wrapped, options as undefined);
    };
    for (const type of ['open', 'message', 'error', 'close']) {
      Object.defineProperty(WebSocket.prototype, `on${type}`, {
        configurable: true,
        set(this: WebSocket, listener: EventListener) {
          log.push(['handles', type]);
          this.addEventListener(type, listener);
        },
      });
    }
  },
  'events that count who reads them': () => {
    const read = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data')?.get as () => unknown;
    Object.defineProperty(MessageEvent.prototype, 'data', {
      get() {
        log.push('data is read');
        return read.call(this);
      },
    });
    for (const name of ['code', 'reason', 'wasClean', 'isTrusted'])
      Object.defineProperty(CloseEvent.prototype, name, { get: () => log.push(`${name} is read`) });
  },
  'a WebSocket without its prototype’s send, which is kept apart': () => {
    const { prototype } = WebSocket;
    const { send } = prototype;
    log.push(Reflect.deleteProperty(prototype, 'send'), 'send' in prototype, prototype.send === undefined);
    Object.defineProperty(Object.getPrototypeOf(prototype), 'send', { value: send, configurable: true });
  },
};

/** Talks over a socket as the patched page makes it, closes it, and describes everything; `echoed` is what came back. */
export async function talkPatched({ ws }: Place): Promise<{ seen: unknown[]; echoed: unknown[] }> {
  const socket = new WebSocket(ws);
  socket.binaryType = 'arraybuffer';
  const echoed: unknown[] = [];
  await new Promise((resolve) => socket.addEventListener('open', resolve));
  const seen: unknown[] = [socket.readyState, WebSocket.OPEN];
  const last = new Promise<void>((resolve) => {
    socket.addEventListener('message', () => seen.push('listener'));
    socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      echoed.push(data instanceof ArrayBuffer ? [...new Uint8Array(data)] : data);
      if (String(data).endsWith('last')) resolve();
    };
  });
  socket.send('text');
  socket.send(new Uint8Array([1, 2, 3]));
  socket.send('last');
  await last;
  seen.push(socket instanceof WebSocket, socket.constructor === WebSocket, String(socket));
  seen.push(Reflect.ownKeys(socket).map(String), Reflect.ownKeys(Object.getPrototypeOf(socket)).map(String));
  seen.push(WebSocket.name, WebSocket.length, Object.getPrototypeOf(WebSocket) === EventTarget);
  const closed = new Promise((resolve) => socket.addEventListener('close', resolve));
  socket.close(3000);
  seen.push(socket.readyState);
  await closed;
  return { seen: [...seen, socket.readyState, ...log], echoed };
}
