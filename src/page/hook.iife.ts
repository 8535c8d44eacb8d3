/**
 * The page hook: one classic script in the page's own world, there before any script of the page. It notices
 * sockets, frames and closes, and keeps the last of them; it posts frames only while the bridge asks for them.
 * The page gets native sockets. Every native it needs is taken now, so that a page that patches them later
 * cannot bend it, and nothing it does throws into the page.
 */
import type { FromHook, HookConnection, ItemKind, ToHook } from './wire';

interface Connection {
  id: number;
  info: HookConnection;
  frames: number;
  /** Null until the bridge has decided. */
  known: boolean | null;
}

/** Items form a linked list: it needs no method that the page could have patched. */
interface Item {
  kind: ItemKind;
  connection: number;
  at: number;
  data: unknown;
  bytes: number;
  seq: number;
  /** How many were recorded before it. */
  frames: number;
  next: Item | undefined;
}

const MAX_BATCH_ITEMS = 256;
const MAX_BATCH_BYTES = 1_000_000;
const MAX_CONNECTIONS = 1_000;
const MAX_SAMPLES = 8;
const MAX_GREETING_LENGTH = 2_048;
const ITEM_OVERHEAD_BYTES = 64;
const FLUSH_MS = 40;

const { document, WebSocket: NativeWebSocket, CustomEvent: Custom, setTimeout: setTimer } = window;
const { apply, construct } = Reflect;
const { isView } = ArrayBuffer;
const { defineProperty, getOwnPropertyDescriptor } = Object;
const { now } = Date;
const { stringify } = JSON;
const { fromCharCode } = String;
const Bytes = Uint8Array;
const View = DataView;

type Method<This, Args extends unknown[], Result> = (self: This, ...args: Args) => Result;

/** A method as a function of its `this`, bound to today's natives. */
function uncurry<This, Args extends unknown[], Result>(
  method: (this: This, ...args: Args) => Result,
): Method<This, Args, Result> {
  return Function.prototype.call.bind(method) as Method<This, Args, Result>;
}

function getterOf<This, Result>(prototype: object, name: string): Method<This, [], Result> {
  return uncurry(getOwnPropertyDescriptor(prototype, name)?.get as (this: This) => Result);
}

function gettersOf<This, Results extends unknown[]>(
  prototype: object,
  names: { [K in keyof Results]: string },
): { [K in keyof Results]: Method<This, [], Results[K]> } {
  return names.map((name) => getterOf(prototype, name)) as never;
}

const listen = uncurry(EventTarget.prototype.addEventListener) as Method<
  EventTarget,
  [string, (event: never) => void],
  void
>;
const dispatch = uncurry(EventTarget.prototype.dispatchEvent);
const postTo = uncurry(MessagePort.prototype.postMessage) as Method<MessagePort, [FromHook], void>;
const dataOf = getterOf<MessageEvent, unknown>(MessageEvent.prototype, 'data');
const [codeOf, reasonOf, wasCleanOf] = gettersOf<CloseEvent, [number, string, boolean]>(
  CloseEvent.prototype,
  ['code', 'reason', 'wasClean'],
);
const [urlOf, subprotocolOf, readyStateOf] = gettersOf<WebSocket, [string, string, number]>(
  NativeWebSocket.prototype,
  ['url', 'protocol', 'readyState'],
);
const bufferLengthOf = getterOf<ArrayBuffer, number>(ArrayBuffer.prototype, 'byteLength');
type ViewGetters = [
  Method<ArrayBufferView, [], ArrayBuffer>,
  Method<ArrayBufferView, [], number>,
  Method<ArrayBufferView, [], number>,
];
const ofView = (prototype: object): ViewGetters =>
  gettersOf<ArrayBufferView, [ArrayBuffer, number, number]>(prototype, [
    'buffer',
    'byteOffset',
    'byteLength',
  ]);
const ofTypedArray = ofView(Object.getPrototypeOf(Bytes.prototype) as object);
const ofDataView = ofView(DataView.prototype);
const blobSizeOf = getterOf<Blob, number>(Blob.prototype, 'size');
const titleOf = getterOf<HTMLElement, string>(HTMLElement.prototype, 'title');
const setBytes = uncurry(Bytes.prototype.set) as Method<Uint8Array, [Uint8Array], void>;
const sliceText = uncurry(String.prototype.slice);
const connections = new WeakMap<WebSocket, Connection>();
const connectionOf = uncurry(WeakMap.prototype.get) as Method<
  typeof connections,
  [WebSocket],
  Connection | undefined
>;
const rememberConnection = uncurry(WeakMap.prototype.set) as Method<
  typeof connections,
  [WebSocket, Connection],
  unknown
>;

const { port1: port, port2: bridgePort } = new MessageChannel();
const farewell = document.createElement('i');

/** Live and recent connections by id, without a prototype: a page may have put members on `Object.prototype`. */
const table: Record<number, Connection> = { __proto__: null } as never;
let newestId = 0;
let oldestId = 1;

let head: Item | undefined;
let tail: Item | undefined;
let nextSeq = 1;
let frames = 0;
let unknownFrames = 0;
let heldBytes = 0;
let maxBacklogBytes = 4_000_000;

/** Number of the stream the bridge asked for; 0 while it asks for none. */
let stream = 0;
let creditBytes = 0;
/** The first item that was not posted; undefined when all were. */
let cursor: Item | undefined;
let waitingItems = 0;
let waitingBytes = 0;
let tableDue = false;
let flushDue = false;
/** Between `pagehide` and the next command: nothing that is posted would arrive. */
let leaving = false;

function record(kind: ItemKind, connection: number, data: unknown, dataBytes: number): void {
  const bytes = dataBytes + ITEM_OVERHEAD_BYTES;
  const item: Item = {
    kind,
    connection,
    at: now(),
    data,
    bytes,
    seq: nextSeq++,
    frames,
    next: undefined,
  };
  if (kind < 2) frames++;
  if (tail) tail.next = item;
  else head = item;
  tail = item;
  heldBytes += bytes;
  while (heldBytes > maxBacklogBytes && head) dropOldest(head);
  if (!stream) return;
  cursor ??= tail;
  waitingItems++;
  waitingBytes += bytes;
  if (leaving) handOver();
  else if (waitingItems >= MAX_BATCH_ITEMS || waitingBytes >= MAX_BATCH_BYTES) flush();
  else scheduleFlush();
}

function dropOldest(oldest: Item): void {
  head = oldest.next;
  if (cursor === oldest) cursor = head;
  if (!head) tail = head;
  heldBytes -= oldest.bytes;
}

/**
 * A timer starves under a flood, but a flood fills a batch, and full batches go at once. No animation frame: asking
 * for one makes the browser run the page's whole rendering sixty times a second.
 */
function scheduleFlush(): void {
  if (flushDue) return;
  flushDue = true;
  setTimer(flush, FLUSH_MS);
}

/** Posts one batch; the rest follows in turns of its own, so that a long backlog never holds the page up. */
function flush(): void {
  flushDue = false;
  if (!stream || creditBytes <= 0 || !(cursor || tableDue)) return;
  postTo(port, takeBatch());
  if (cursor) scheduleFlush();
}

function takeBatch(): FromHook {
  const first = cursor?.seq ?? nextSeq;
  const framesBefore = cursor?.frames ?? frames;
  const items: unknown[] = [];
  let length = 0;
  let bytes = 0;
  for (let count = 0; cursor && count < MAX_BATCH_ITEMS && bytes < MAX_BATCH_BYTES; count++) {
    const item: Item = cursor;
    items[length++] = item.kind;
    items[length++] = item.connection;
    items[length++] = item.at;
    items[length++] = item.data;
    items[length++] = item.bytes - ITEM_OVERHEAD_BYTES;
    bytes += item.bytes;
    cursor = item.next;
  }
  creditBytes -= bytes;
  waitingItems = 0;
  waitingBytes = 0;
  const listed = tableDue ? listConnections() : undefined;
  tableDue = false;
  return ['batch', stream, first, framesBefore, cursor?.frames ?? frames, unknownFrames, listed, items];
}

function listConnections(): HookConnection[] {
  const listed: HookConnection[] = [];
  let length = 0;
  for (let id = oldestId; id <= newestId; id++) {
    const connection = table[id];
    if (connection) listed[length++] = connection.info;
  }
  return listed;
}

function moveCursor(from: number): void {
  cursor = head;
  while (cursor && cursor.seq < from) cursor = cursor.next;
}

function handleCommand(command: ToHook): void {
  leaving = false;
  if (command[0] === 'stream') {
    stream = command[1];
    maxBacklogBytes = command[3];
    creditBytes = command[4];
    tableDue = true;
    moveCursor(command[2]);
    flush();
  } else if (command[0] === 'stop') {
    stream = 0;
    cursor = undefined;
  } else if (command[0] === 'decide') decide(table[command[1]], command[2]);
  else {
    creditBytes += command[1];
    if (cursor) scheduleFlush();
  }
}

function decide(connection: Connection | undefined, known: boolean): void {
  if (connection?.known !== null) return;
  connection.known = known;
  if (!known) unknownFrames += connection.frames;
}

function noteFrame(connection: Connection, kind: 0 | 1, data: unknown): void {
  connection.frames++;
  if (connection.known === false) {
    unknownFrames++;
    return;
  }
  if (connection.frames <= MAX_SAMPLES) sample(connection, kind, data);
  if (typeof data === 'string') record(kind, connection.id, data, data.length);
  else if (passes(blobSizeOf, data)) record(kind, connection.id, data, blobSizeOf(data as Blob));
  else {
    const copy = copyBytes(data as ArrayBuffer);
    record(kind, connection.id, copy, bufferLengthOf(copy));
  }
}

/** What a buffer or a view holds now. Leans on nothing that the page could replace: no getter, no species. */
function copyBytes(data: ArrayBuffer | ArrayBufferView): ArrayBuffer {
  let bytes: Uint8Array;
  if (isView(data)) {
    const of = passes(ofDataView[0], data) ? ofDataView : ofTypedArray;
    bytes = new Bytes(of[0](data), of[1](data), of[2](data));
  } else bytes = new Bytes(data);
  const copy = new Bytes(ofTypedArray[2](bytes));
  setBytes(copy, bytes);
  return ofTypedArray[0](copy);
}

/** Gives the bridge the first texts of a socket, so that it can say whether its frames are worth keeping. */
function sample(connection: Connection, kind: 0 | 1, data: unknown): void {
  const start = typeof data === 'string' ? sliceText(data, 0, MAX_GREETING_LENGTH) : '';
  if (kind === 0) connection.info[4] ??= start;
  if (connection.known === null) postTo(port, ['sample', connection.id, start]);
}

function observe(socket: WebSocket): void {
  const id = ++newestId;
  const url = sliceText(urlOf(socket), 0, MAX_GREETING_LENGTH);
  const connection: Connection = {
    id,
    info: [id, url, now()],
    frames: 0,
    known: null,
  };
  if (id === 1) listen(window, 'pagehide', sayFarewell);
  if (id - oldestId >= MAX_CONNECTIONS) delete table[oldestId++];
  table[id] = connection;
  rememberConnection(connections, socket, connection);
  postTo(port, ['socket', id, url]);
  record(2, id, url, url.length);
  // A page may dispatch events of its own making on a socket: nothing was on the wire then.
  const on = <Seen extends Event>(type: string, note: (connection: Connection, event: Seen) => void) =>
    listen(socket, type, (event: Seen) => {
      if (event.isTrusted) passes(note, connection, event);
    });
  on('open', () => {
    const subprotocol = subprotocolOf(socket);
    connection.info[3] = subprotocol;
    record(3, id, subprotocol, subprotocol.length);
  });
  on('message', (_, event: MessageEvent) => noteFrame(connection, 0, dataOf(event)));
  on('close', noteClose);
}

function noteClose(connection: Connection, event: CloseEvent): void {
  const code = codeOf(event);
  const reason = reasonOf(event);
  const wasClean = wasCleanOf(event);
  connection.info[5] = [now(), code, reason, wasClean];
  record(4, connection.id, [code, reason, wasClean], reason.length);
}

/** What is still here when the page goes: port messages would not arrive any more, a synchronous event does. */
function sayFarewell(): void {
  if (!stream) return;
  // Batches on their way over the port are lost too: the bridge writes on the node what it is waiting for.
  dispatch(farewell, new Custom('load'));
  moveCursor(+titleOf(farewell));
  leaving = true;
  handOver();
}

function handOver(): void {
  while (cursor) dispatch(farewell, new Custom('load', { detail: toJson(takeBatch()) }));
}

/**
 * JSON of a batch: bytes as `{ latin1 }`, a Blob as `{}`, since it can not be read any more. Written by hand down to
 * texts and numbers: a page's `toJSON` on arrays or objects must not be asked.
 */
function toJson(data: unknown): string {
  let text = '';
  if (typeof data !== 'object') return stringify(data) ?? 'null';
  if (passes(blobSizeOf, data)) return '{}';
  if (passes(bufferLengthOf, data)) {
    const bytes = new Bytes(data as ArrayBuffer);
    const length = bufferLengthOf(data as ArrayBuffer);
    for (let i = 0; i < length; i++) text += fromCharCode(bytes[i] as number);
    return `{"latin1":${stringify(text)}}`;
  }
  const list = data as unknown[];
  for (let i = 0; i < list.length; i++) text += (text && ',') + toJson(list[i]);
  return `[${text}]`;
}

/** What `send` was given, in the form that is recorded; text is converted once, here, as `send` itself would. */
function sendable(data: unknown): unknown {
  if (typeof data === 'string' || typeof data === 'symbol') return data;
  return isView(data) || passes(bufferLengthOf, data) || passes(blobSizeOf, data) || passes(toView, data)
    ? data
    : `${data}`;
}

/** Takes shared memory too, which `send` refuses: as text it would pass. */
function toView(buffer: ArrayBuffer): DataView {
  return new View(buffer);
}

/**
 * Runs what only observes: whatever goes wrong in there must not reach the page, a frame that can not be noted is
 * lost to the capture alone. Answers whether it went well, which tells what a value is: a native getter takes no
 * fakes, and objects of other realms pass.
 */
function passes<A, B, C>(act: (a: A, b: B, c: C) => unknown, a: unknown, b?: B, c?: C): boolean {
  try {
    act(a as A, b as B, c as C);
    return true;
  } catch {
    return false;
  }
}

function replace(target: object, name: string, value: unknown): void {
  defineProperty(target, name, { ...getOwnPropertyDescriptor(target, name), value });
}

function install(): void {
  const { prototype } = NativeWebSocket;
  const Hooked = new Proxy(NativeWebSocket, {
    // Without a prototype: traps put on `Object.prototype` by the page would run otherwise.
    __proto__: null,
    construct(target: typeof WebSocket, args: unknown[], newTarget: never) {
      const socket = construct(target, args, newTarget) as WebSocket;
      passes(observe, socket);
      return socket;
    },
  } as ProxyHandler<typeof WebSocket>);
  const hookedSend = new Proxy(prototype.send, {
    __proto__: null,
    apply(send: WebSocket['send'], socket: WebSocket, args: unknown[]) {
      const connection = connectionOf(connections, socket);
      if (!connection || !args.length) return apply(send, socket, args);
      const data = sendable(args[0]);
      const open = readyStateOf(socket) === 1;
      apply(send, socket, [data]);
      if (open) passes(noteFrame, connection, 1, data);
    },
  } as ProxyHandler<WebSocket['send']>);
  replace(prototype, 'send', hookedSend);
  replace(prototype, 'constructor', Hooked);
  replace(window, 'WebSocket', Hooked);
}

install();

/*
 * Hands the port and the farewell node to the bridge, which listens already. Two synchronous events of type
 * `load` on the document: they do not propagate to the window, and no script of the page has run yet.
 */
port.onmessage = (event) => passes(handleCommand, dataOf(event) as ToHook);
dispatch(document, new MessageEvent('load', { ports: [bridgePort] }));
dispatch(document, new MouseEvent('load', { relatedTarget: farewell }));
