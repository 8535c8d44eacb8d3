import type { FromHook, HookBatch, ToHook } from './wire';

/** A page with as much of the DOM as the hook leans on: sockets, ports, timers and events in memory. For tests. */
export interface FakePage {
  /** Every global that the hook looks up, by name. */
  globals: Record<string, unknown>;
  /** Opens a socket as the page would: by the constructor that stands in `window` now. */
  openSocket(url?: string): FakeSocket;
  /** Fires `error` on the window, as the browser does for an exception that nobody caught. */
  throwError(message: string, isTrusted?: boolean): void;
  /** What the hook has posted since this was asked last. */
  posted(): FromHook[];
  /** The batches among what was posted since. */
  batches(): HookBatch[];
  send(command: ToHook): void;
  /** Runs what timers wait for now, not what they set anew; or so many of them, in the order in which they were set. */
  runTimers(count?: number): void;
  /** How many milliseconds each timer was set for since this was asked last. */
  timerMs(): number[];
  /** Fires `pagehide`, after which no timer comes. */
  leave(): void;
}

/** A socket and its server in one. */
export interface FakeSocket {
  send(data?: unknown): void;
  /** What reached the network. */
  sent: unknown[];
  open(subprotocol?: string): void;
  receive(data: unknown, isTrusted?: boolean): void;
  closeWith(code: number, reason?: string): void;
}

type Listener = (event: FakeEvent) => void;

class FakeTarget {
  listeners: Record<string, Listener[]> = {};
  onmessage: Listener | undefined;
  addEventListener(type: string, listener: Listener) {
    this.listeners[type] = [...(this.listeners[type] ?? []), listener];
  }
  dispatchEvent(event: FakeEvent) {
    for (const listener of this.listeners[event.type] ?? []) listener(event);
    if (event.type === 'message') this.onmessage?.(event);
  }
}

class FakeEvent {
  isTrusted = true;
  readonly type: string;
  readonly init: Record<string, unknown>;
  constructor(type: string, init: Record<string, unknown> = {}) {
    this.type = type;
    this.init = init;
  }
  get data() {
    return this.init.data;
  }
  get message() {
    return this.init.message;
  }
  get code() {
    return this.init.code;
  }
  get reason() {
    return this.init.reason;
  }
  get wasClean() {
    return this.init.wasClean;
  }
}

class FakePort extends FakeTarget {
  peer: FakePort | undefined;
  postMessage(message: unknown) {
    this.peer?.onmessage?.(new FakeEvent('message', { data: structuredClone(message) }));
  }
}

class FakeChannel {
  port1 = new FakePort();
  port2 = new FakePort();
  constructor() {
    this.port1.peer = this.port2;
    this.port2.peer = this.port1;
  }
}

class FakeWebSocket extends FakeTarget implements FakeSocket {
  #url: string;
  #protocol = '';
  #readyState = 0;
  sent: unknown[] = [];
  constructor(url: string) {
    super();
    this.#url = url;
  }
  get url() {
    return this.#url;
  }
  get protocol() {
    return this.#protocol;
  }
  get readyState() {
    return this.#readyState;
  }
  send(data?: unknown) {
    if (this.#readyState === 0) throw new Error('Still in CONNECTING state');
    this.sent.push(data);
  }
  open(subprotocol = '') {
    this.#readyState = 1;
    this.#protocol = subprotocol;
    this.dispatchEvent(new FakeEvent('open'));
  }
  receive(data: unknown, isTrusted = true) {
    const event = new FakeEvent('message', { data });
    event.isTrusted = isTrusted;
    this.dispatchEvent(event);
  }
  closeWith(code: number, reason = '') {
    this.#readyState = 3;
    this.dispatchEvent(new FakeEvent('close', { code, reason, wasClean: true }));
  }
}

export function createFakePage(): FakePage {
  let timers: (() => void)[] = [];
  const timerMs: number[] = [];
  const posted: FromHook[] = [];
  let port: FakePort | undefined;
  const document = new FakeTarget();
  document.addEventListener('load', ({ init }) => {
    const [handed] = (init.ports ?? []) as FakePort[];
    if (!handed) return;
    port = handed;
    // Data that goes from world to world is cloned.
    port.onmessage = ({ data }) => void posted.push(structuredClone(data) as FromHook);
  });
  const window = Object.assign(new FakeTarget(), {
    document,
    // A class of its own for each page: the hook changes its prototype.
    WebSocket: class extends FakeWebSocket {
      override send(data?: unknown) {
        super.send(data);
      }
    },
    MessageEvent: FakeEvent,
  });
  const timeout = (ms: number) => {
    const signal = new FakeTarget();
    timerMs.push(ms);
    timers.push(() => signal.dispatchEvent(new FakeEvent('abort')));
    return signal;
  };
  for (const name of ['url', 'protocol', 'readyState']) {
    const descriptor = Object.getOwnPropertyDescriptor(FakeWebSocket.prototype, name) as PropertyDescriptor;
    Object.defineProperty(window.WebSocket.prototype, name, descriptor);
  }
  return {
    globals: {
      ...{ window, EventTarget: FakeTarget, MessagePort: FakePort, MessageChannel: FakeChannel },
      ...{ CloseEvent: FakeEvent, ErrorEvent: FakeEvent, AbortSignal: { timeout } },
    },
    openSocket: (url = 'wss://ws.example/app/key') => new window.WebSocket(url),
    throwError(message, isTrusted = true) {
      const event = new FakeEvent('error', { message });
      event.isTrusted = isTrusted;
      window.dispatchEvent(event);
    },
    posted: () => posted.splice(0),
    batches: () => posted.splice(0).flatMap((message) => (message[0] === 'batch' ? [batchOf(message)] : [])),
    send: (command) => port?.postMessage(command),
    runTimers(count = timers.length) {
      for (const act of timers.splice(0, count)) act();
    },
    timerMs: () => timerMs.splice(0),
    leave() {
      window.dispatchEvent(new FakeEvent('pagehide'));
      timers = [];
    },
  };
}

function batchOf([, ...batch]: ['batch', ...HookBatch]): HookBatch {
  return batch;
}
