import type { Doc } from '../host/driver';
import { textsIn } from '../panel/traces-of-bytes';

/** What stands in the page for as long as it attacks. Everything in it is the page's own. */
export interface Loot {
  /** Whatever an attack has got hold of goes in here. */
  take(...values: unknown[]): void;
  /** Puts a recorder before every function and accessor of the owner, which works as before. */
  wrap(owner: object): void;
  /** A port that the page has made itself: what is heard on it is loot, and the port is none. */
  own(port: MessagePort): MessagePort;
  /** The texts of all that was taken, and how many ports were among it that the page has not made. */
  count(): { texts: string[]; foreignPorts: number; taken: number };
}

/**
 * Runs as the page's first script: listens to everything that can be heard on window and document, and gives the
 * attack a place to put what it finds. Leans on nothing that the attack replaces afterwards.
 */
export function armLoot(): void {
  const { apply, construct, ownKeys, getOwnPropertyDescriptor, defineProperty, getPrototypeOf } = Reflect;
  const NativeProxy = Proxy;
  const NativeSet = Set;
  const { has, add } = Set.prototype;
  const { isArray } = Array;
  const fromBytes = (bytes: Uint8Array) => {
    let text = '';
    for (let i = 0; i < bytes.length && i < 1e6; i++) text += String.fromCharCode(bytes[i] as number);
    return text;
  };
  // Read by the search itself: of an event that reached a port, the target is that port.
  const eventMembers = [
    ...['data', 'detail', 'ports', 'relatedTarget', 'target', 'reason', 'url', 'source', 'origin'],
  ];
  const taken: unknown[] = [];
  const ownPorts = new Set<unknown>();
  const names = Object.getOwnPropertyNames(window);
  let isCounting = false;

  const take = (value: unknown) => {
    if (!isCounting && taken.length < 1e6) taken[taken.length] = value;
  };
  const handler: ProxyHandler<() => unknown> = {
    apply(target, self, args) {
      take(self);
      for (let i = 0; i < args.length; i++) take(args[i]);
      const result = apply(target, self, args);
      take(result);
      return result;
    },
    construct(target, args, newTarget) {
      for (let i = 0; i < args.length; i++) take(args[i]);
      const made = construct(target, args, newTarget) as object;
      take(made);
      return made;
    },
  };
  const wrap = (owner: object) => {
    for (const key of ownKeys(owner)) {
      const descriptor = getOwnPropertyDescriptor(owner, key);
      if (!descriptor?.configurable || key === 'constructor') continue;
      const { value, get, set } = descriptor;
      if (typeof value === 'function') descriptor.value = new NativeProxy(value, handler);
      if (get) descriptor.get = new NativeProxy(get, handler);
      if (set) descriptor.set = new NativeProxy(set, handler) as (value: unknown) => void;
      defineProperty(owner, key, descriptor);
    }
  };

  const types = ['message', 'messageerror', 'load', 'error', 'pagehide', 'storage', 'unhandledrejection'];
  for (const target of [window, document])
    for (const type of types)
      for (const capture of [true, false]) target.addEventListener(type, take, { capture });

  const count = () => {
    isCounting = true;
    const texts = new Set<string>();
    const seen = new Set<unknown>();
    let foreignPorts = 0;
    const note = (text: string) => apply(add, texts, [text]);
    const look = (value: unknown, depth: number): void => {
      if (typeof value === 'string') note(value);
      else if (typeof value === 'symbol' || typeof value === 'bigint') note(String(value));
      else if (typeof value === 'function') note(value.name);
      if (typeof value !== 'object' || value === null || depth > 8 || apply(has, seen, [value])) return;
      apply(add, seen, [value]);
      if (value instanceof MessagePort && !apply(has, ownPorts, [value])) foreignPorts++;
      if (value instanceof ArrayBuffer) return void note(fromBytes(new Uint8Array(value)));
      if (ArrayBuffer.isView(value))
        return void note(fromBytes(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)));
      if (value instanceof Element) return void note(value.outerHTML.slice(0, 100_000));
      if (value instanceof Window || value instanceof Document) return;
      if (value instanceof Error) note(`${value.message} ${value.stack}`);
      for (const name of eventMembers)
        if (value instanceof Event) look((value as unknown as Record<string, unknown>)[name], depth + 1);
      if (value instanceof Map || value instanceof NativeSet)
        value.forEach((one: unknown, key: unknown) => {
          look(key, depth + 1);
          look(one, depth + 1);
        });
      // A page must not be able to hide things from its own search behind a getter that throws.
      for (const key of isArray(value)
        ? ownKeys(value)
        : [...ownKeys(value), ...ownKeys(getPrototypeOf(value) ?? {})]) {
        const descriptor = getOwnPropertyDescriptor(value, key);
        if (typeof key === 'string') note(key);
        if (descriptor && 'value' in descriptor) look(descriptor.value, depth + 1);
      }
    };
    look(taken, 0);
    const frame = document.createElement('iframe');
    document.documentElement.append(frame);
    const pristine = new NativeSet(Object.getOwnPropertyNames(frame.contentWindow));
    frame.remove();
    for (const name of [...names, ...Object.getOwnPropertyNames(window)]) {
      if (pristine.has(name) || name === 'loot') continue;
      note(name);
      look(getOwnPropertyDescriptor(window, name)?.value, 0);
    }
    for (const { name } of performance.getEntries()) note(name);
    note(document.documentElement.outerHTML);
    for (const storage of [localStorage, sessionStorage]) look({ ...storage }, 0);
    note(document.cookie);
    look(history.state, 0);
    isCounting = false;
    return { texts: [...texts], foreignPorts, taken: taken.length };
  };

  const loot: Loot = {
    take: (...values) => values.forEach(take),
    wrap,
    own(port) {
      ownPorts.add(port);
      port.onmessage = take;
      return port;
    },
    count,
  };
  defineProperty(window, 'loot', { value: loot });
}

/** What the page has collected, with what hides in texts that hold JSON. */
export async function readLoot(page: Doc): Promise<{ texts: string[]; foreignPorts: number; taken: number }> {
  const loot = await page.eval(() => (globalThis as unknown as { loot: Loot }).loot.count());
  return { ...loot, texts: loot.texts.flatMap((text) => [text, ...textsIn(text)]) };
}
