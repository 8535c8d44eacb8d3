/**
 * Runs in a page: gives `send` and the constructor what no page should give them. Answers what each did, and how many frames
 * have gone out.
 */
export async function exotic(url: string): Promise<{ seen: string[]; sent: number }> {
  const throwing = () => {
    throw new Error('thrown by the value');
  };
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  const cyclicList: unknown[] = [];
  cyclicList.push(cyclicList);
  let deep: unknown[] = [];
  for (let i = 0; i < 100_000; i++) deep = [deep];
  const revoked = (target: object) => {
    const { proxy, revoke } = Proxy.revocable(target, {});
    revoke();
    return proxy;
  };
  const detached = new ArrayBuffer(8);
  const ofDetached = new Uint8Array(detached);
  structuredClone(detached, { transfer: [detached] });
  const shared = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer;
  class Liar extends Uint8Array {
    override get byteLength() {
      return throwing();
    }
    override get buffer() {
      return throwing();
    }
  }
  const named = new Uint8Array([1, 2, 3]);
  Object.defineProperty(named, 'constructor', { get: throwing });
  const values: [string, () => unknown][] = [
    ['cyclic object', () => cyclic],
    ['cyclic list', () => cyclicList],
    ['deep list', () => deep],
    ['proxy', () => new Proxy({}, {})],
    ['proxy that throws', () => new Proxy({}, { get: throwing, getPrototypeOf: throwing })],
    ['proxy of bytes', () => new Proxy(new Uint8Array(4), {})],
    ['proxy of a Blob', () => new Proxy(new Blob(['x']), {})],
    ['revoked proxy', () => revoked({})],
    ['revoked proxy of bytes', () => revoked(new Uint8Array(4))],
    ['shared memory', () => shared],
    ['view of shared memory', () => new Uint8Array(shared, 0, 8)],
    ['detached buffer', () => detached],
    ['view of a detached buffer', () => ofDetached],
    ['toPrimitive that throws', () => ({ [Symbol.toPrimitive]: throwing })],
    ['toPrimitive that gives an object', () => ({ [Symbol.toPrimitive]: () => ({}) })],
    [
      'toString that counts',
      () => {
        let calls = 0;
        return { toString: () => 'call'.repeat(++calls) };
      },
    ],
    [
      'getter on toString',
      () => ({
        get toString() {
          return throwing();
        },
      }),
    ],
    ['symbol', () => Symbol('s')],
    ['big integer', () => 2n ** 4_000n],
    ['null', () => null],
    ['undefined', () => undefined],
    ['no prototype', () => Object.create(null)],
    ['function', () => throwing],
    ['window', () => String(window)],
    ['bytes that lie', () => new Liar(4)],
    ['bytes with a hostile constructor', () => named],
    [
      'what calls itself a Blob',
      () => ({ [Symbol.toStringTag]: 'Blob', size: -1, __proto__: Blob.prototype }),
    ],
    ['half a pair', () => '\ud800'],
    ['empty', () => ''],
    ['Blob of 20 MB', () => new Blob([new Uint8Array(20_000_000)])],
    ['buffer of 20 MB', () => new ArrayBuffer(20_000_000)],
    ['view of 20 MB', () => new DataView(new ArrayBuffer(20_000_000), 1)],
    ['text of 20 MB', () => 'x'.repeat(20_000_000)],
  ];
  const seen: string[] = [];
  let sent = 0;
  const note = (what: string, act: () => unknown) => {
    try {
      seen.push(`${what}: ${typeof act()}`);
      return true;
    } catch (error) {
      // Its text is the engine's own, and names in Firefox how the value has come.
      seen.push(`${what}: ${(error as Error).name}`);
      return false;
    }
  };
  const socket = new WebSocket(url);
  await new Promise((resolve) => socket.addEventListener('message', resolve));
  for (const [what, make] of values) {
    const value = make();
    // Not each result is a frame: one that throws sends none.
    if (note(`send ${what}`, () => socket.send(value as string))) sent++;
    if (what.includes('MB')) continue;
    note(`construct ${what}`, () => new WebSocket(value as string).close());
    note(`protocols ${what}`, () => new WebSocket(url, value as string).close());
  }
  note('no argument', () => (socket.send as () => void)());
  note('no new', () => (WebSocket as unknown as (of: string) => void)(url));
  note('target without a prototype', () => Reflect.construct(WebSocket, [url], revoked(class {}) as never));
  note('stranger', () => socket.send.call({} as never, 'x'));
  note('proxy of a socket', () => new Proxy(socket, {}).send('x'));
  return { seen, sent };
}
