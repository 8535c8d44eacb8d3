import { expect, test } from './pair';

test('send converts everything as it does without the hook, and once', async ({ pair }) => {
  const { bare, hooked } = await pair.probe(async ({ ws }) => {
    const socket = new WebSocket(ws);
    socket.binaryType = 'arraybuffer';
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    const calls: string[] = [];
    const bytes = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]);
    const detached = new ArrayBuffer(4);
    structuredClone(detached, { transfer: [detached] });
    const shared = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer;
    const frame = document.createElement('iframe');
    document.documentElement.append(frame);
    const other = frame.contentWindow as unknown as { Uint8Array: typeof Uint8Array; Blob: typeof Blob };
    const things: Record<string, unknown> = {
      null: null,
      undefined,
      number: -0,
      bigint: 12n,
      boolean: false,
      array: [1, [2, 'a']],
      object: {},
      documentAll: document.all,
      loneSurrogate: 'a\ud800b\udc00',
      long: 'ä'.repeat(70_000),
      empty: '',
      boxed: new String('boxed'),
      toStringOnce: {
        toString: () => `text ${calls.push('toString')}`,
        valueOf: () => calls.push('valueOf'),
      },
      toPrimitive: { [Symbol.toPrimitive]: (hint: string) => `${hint} ${calls.push(hint)}` },
      throwing: {
        toString() {
          throw new RangeError('mine');
        },
      },
      unprimitive: { toString: () => ({}), valueOf: () => ({}) },
      bare: Object.create(null),
      symbol: Symbol('data'),
      buffer: bytes.buffer,
      slice: bytes.subarray(2, 5),
      dataView: new DataView(bytes.buffer, 1, 3),
      floats: new Float32Array([1.5]),
      emptyBuffer: new ArrayBuffer(0),
      detached,
      shared: shared.slice(0, 4),
      sharedView: new Uint8Array(shared, 0, 4),
      blob: new Blob(['bl', 'ob'], { type: 'text/plain' }),
      file: new File(['file'], 'name'),
      otherRealm: new other.Uint8Array([7, 7]),
      otherBlob: new other.Blob(['x']),
      proxy: new Proxy(new ArrayBuffer(2), {}),
      ownMembers: Object.defineProperties(new Uint8Array([4]), {
        constructor: { get: () => calls.push('constructor') },
        buffer: { get: () => calls.push('buffer') },
        byteLength: { get: () => calls.push('byteLength') },
      }),
    };
    const seen: unknown[] = [];
    for (const [name, thing] of Object.entries(things)) {
      try {
        const returned = (socket.send as (data: unknown, more: string) => unknown)(thing, 'ignored');
        const amount = socket.bufferedAmount;
        const { data } = await new Promise<MessageEvent<unknown>>((resolve) => {
          socket.onmessage = resolve;
        });
        seen.push([
          name,
          returned,
          amount,
          typeof data === 'string' ? data : [...new Uint8Array(data as ArrayBuffer)],
        ]);
      } catch (error) {
        // The hook converts objects itself: what can not be converted lacks Chromium's words "Failed to execute 'send' on …",
        // and Firefox calls it by the name of another variable.
        const message = (error as Error).message
          .replace(/^.*: (?=Cannot convert object)/, '')
          .replace(/(?<=^can't convert )(?:thing|Object)(?= to string)/, 'it');
        seen.push([name, (error as Error).name, message]);
      }
    }
    return { seen, calls };
  });
  expect(bare.calls).toEqual(['toString', 'string']);
  expect(bare.seen).toContainEqual(['slice', null, 3, [3, 4, 5]]);
  expect(hooked).toEqual(bare);
});
