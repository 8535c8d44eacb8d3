/**
 * The natives that the hook leans on, taken before any script of the page runs: a page that patches them later can
 * not bend the hook. Evaluated first, because every other file of the hook imports it.
 */
export const { document, WebSocket: NativeWebSocket, MessageEvent: Message } = window;
export const { timeout } = AbortSignal;
export const { apply, construct } = Reflect;
export const { isView } = ArrayBuffer;
export const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Object;
export const { now } = Date;
const { parse, stringify } = JSON;
export const Bytes = Uint8Array;
export const View = DataView;

/** A method as a function of its `this`, bound to today's natives. */
function uncurry<This, Args extends unknown[], Result>(
  method: (this: This, ...args: Args) => Result,
): (self: This, ...args: Args) => Result {
  return Function.prototype.call.bind(method) as (self: This, ...args: Args) => Result;
}

type Getters<This, Values extends unknown[]> = { [K in keyof Values]: (self: This) => Values[K] };

/** The getters of these attributes, own or inherited, as functions of the object: where another extension has put a subclass, they are its parent's. */
function gettersOf<This, Values extends unknown[]>(
  { prototype }: { prototype: object },
  ...names: { [K in keyof Values]: string }
): Getters<This, Values> {
  return names.map((name) => uncurry((prototype as Legacy<This>).__lookupGetter__(name))) as never;
}

/** Shorter than a walk along the prototypes; every browser has it. */
interface Legacy<This> {
  __lookupGetter__(name: string): (this: This) => unknown;
}

export const listen = uncurry(window.addEventListener) as (
  target: EventTarget,
  type: string,
  listener: (event: never) => void,
) => void;
export const [dataOf] = gettersOf<MessageEvent, [unknown]>(Message, 'data');
export const [messageOf] = gettersOf<ErrorEvent, [string]>(ErrorEvent, 'message');
export const [codeOf, reasonOf, wasCleanOf] = gettersOf<CloseEvent, [number, string, boolean]>(
  CloseEvent,
  'code',
  'reason',
  'wasClean',
);
export const [urlOf, subprotocolOf, readyStateOf] = gettersOf<WebSocket, [string, string, number]>(
  NativeWebSocket,
  'url',
  'protocol',
  'readyState',
);
export const [bufferLengthOf] = gettersOf<ArrayBuffer, [number]>(ArrayBuffer, 'byteLength');
export const [blobSizeOf] = gettersOf<Blob, [number]>(Blob, 'size');

const viewGettersOf = (owner: { prototype: object }) =>
  gettersOf<ArrayBufferView, [ArrayBuffer, number, number]>(owner, 'buffer', 'byteOffset', 'byteLength');
/** buffer, byteOffset and byteLength of any typed array: their common class has no name of its own. */
export const ofTypedArray = viewGettersOf(getPrototypeOf(Bytes) as { prototype: object });
export const ofDataView = viewGettersOf(View);

const sliceText = uncurry(''.slice);

/** The first units of a text. Of a longer one a copy, because what `slice` returns keeps all of the text in memory. */
export const startOf = (text: string, length: number): string =>
  text.length > length ? (parse(stringify(sliceText(text, 0, length))) as string) : text;
export const includesText = uncurry(''.includes);
