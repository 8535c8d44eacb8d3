import type { Place } from './pair';

/** Sends two texts and describes what is echoed. */
export async function talk({ ws }: Place): Promise<unknown[]> {
  const socket = new WebSocket(ws);
  const echoed: unknown[] = [];
  await new Promise<void>((resolve) => {
    socket.onopen = () => {
      socket.send('a');
      socket.send('b');
    };
    socket.onmessage = ({ data }) => {
      echoed[echoed.length] = data;
      if (data === 'b') resolve();
    };
  });
  return echoed;
}

/**
 * Puts a counting stand-in before every function and accessor of the natives that a hook could lean on, uses a
 * socket, and answers which were called while the page itself called none but those of the socket.
 */
export async function setTraps({ ws }: Place): Promise<{ called: string[]; frames: number }> {
  const { apply, construct, ownKeys, getOwnPropertyDescriptor, defineProperty, getPrototypeOf } = Reflect;
  const called = new Map<string, number>();
  const { get, set } = Map.prototype;
  let armed = false;
  const count = (name: string) => {
    if (!armed) return;
    armed = false;
    apply(set, called, [name, (apply(get, called, [name]) ?? 0) + 1]);
    armed = true;
  };
  const handlerFor = (name: string): ProxyHandler<() => unknown> => ({
    apply(target, self, args) {
      count(name);
      return apply(target, self, args);
    },
    construct(target, args, newTarget) {
      count(`new ${name}`);
      return construct(target, args, newTarget) as object;
    },
  });
  const wrap = (owner: object, ownerName: string) => {
    for (const key of ownKeys(owner)) {
      const descriptor = getOwnPropertyDescriptor(owner, key);
      if (!descriptor?.configurable || key === 'constructor') continue;
      const name = `${ownerName}.${String(key)}`;
      const { value, get: getter, set: setter } = descriptor;
      if (typeof value === 'function') descriptor.value = new Proxy(value, handlerFor(name));
      if (getter) descriptor.get = new Proxy(getter, handlerFor(`get ${name}`));
      if (setter) descriptor.set = new Proxy(setter, handlerFor(`set ${name}`)) as (value: unknown) => void;
      defineProperty(owner, key, descriptor);
    }
  };
  const socket = new WebSocket(ws);
  socket.binaryType = 'arraybuffer';
  const bytes = new Uint8Array([0, 1, 2, 3]).subarray(1);
  let frames = 0;
  const ended = new Promise<void>((resolve) => {
    socket.onmessage = () => {
      frames++;
      if (frames === 300) socket.send(bytes);
    };
    socket.onclose = () => resolve();
  });
  const statics = {
    Object,
    Array,
    String,
    JSON,
    Reflect,
    Promise,
    ArrayBuffer,
    Date,
    Number,
    Math,
    Symbol,
    AbortSignal,
  };
  const classes = {
    Object,
    Function,
    Array,
    String,
    Number,
    Promise,
    Map,
    WeakMap,
    Set,
    ArrayBuffer,
    DataView,
    Date,
  };
  const dom = {
    EventTarget,
    Event,
    MessageEvent,
    CloseEvent,
    CustomEvent,
    MessagePort,
    MessageChannel,
    AbortSignal,
    Blob,
  };
  const more = { WebSocket, Node, Element, HTMLElement, Document, Performance, Crypto, Uint8Array };
  for (const [name, one] of Object.entries(statics)) wrap(one, name);
  for (const [name, one] of Object.entries({ ...classes, ...dom, ...more })) wrap(one.prototype, `${name}#`);
  wrap(getPrototypeOf(Uint8Array.prototype) as object, 'TypedArray#');
  wrap(getPrototypeOf(Uint8Array) as object, 'TypedArray');
  wrap(window, 'window');
  armed = true;
  await ended;
  armed = false;
  return { called: [...called].map(([name, times]) => `${name} ${times}`).sort(), frames };
}

/** Registers listeners for everything that a content script could dispatch, here and in a new frame, and answers what they saw. */
export async function listenEverywhere({ ws, origin }: Place): Promise<string[]> {
  const seen: string[] = [];
  const types = [
    'message',
    'messageerror',
    'load',
    'error',
    'pagehide',
    'readystatechange',
    'DOMContentLoaded',
  ];
  const listen = (target: EventTarget, name: string) => {
    for (const type of types) {
      for (const capture of [true, false]) {
        target.addEventListener(
          type,
          (event) => seen.push(`${name} ${type} ${capture} ${event.target === target}`),
          {
            capture,
          },
        );
      }
    }
  };
  listen(window, 'window');
  listen(document, 'document');
  const dispatch = EventTarget.prototype.dispatchEvent;
  EventTarget.prototype.dispatchEvent = function (event) {
    seen.push(`dispatch ${event.type}`);
    return dispatch.call(this, event);
  };
  if (document.readyState !== 'complete')
    await new Promise((resolve) => window.addEventListener('load', resolve));
  const frame = document.createElement('iframe');
  frame.src = 'about:blank';
  document.documentElement.append(frame);
  const inner = frame.contentWindow as Window & typeof globalThis;
  listen(inner, 'frame window');
  listen(inner.document, 'frame document');
  inner.EventTarget.prototype.dispatchEvent = EventTarget.prototype.dispatchEvent;
  const socket = new inner.WebSocket(ws);
  await new Promise((resolve) => socket.addEventListener('open', resolve));
  socket.send('a');
  await new Promise((resolve) => socket.addEventListener('message', resolve));
  frame.src = `${origin}/favicon.ico`;
  await new Promise((resolve) => frame.addEventListener('load', resolve));
  return seen;
}
