/**
 * The page hook: one classic script in the page's own world, there before any script of the page. It notices
 * sockets, frames and closes, and keeps the last of them; it posts frames only while the bridge asks for them.
 * The page gets native sockets, and nothing the hook does throws into the page.
 */
import { MAX_ERRORS, MAX_FRAME_BYTES, MAX_SAMPLES, MAX_TEXT_LENGTH } from './bounds';
import { addConnection, type Connection, connectionOf, countFrame } from './connections';
import {
  apply,
  blobSizeOf,
  bufferLengthOf,
  codeOf,
  construct,
  dataOf,
  defineProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  includesText,
  listen,
  messageOf,
  NativeWebSocket,
  now,
  readyStateOf,
  reasonOf,
  startOf,
  subprotocolOf,
  urlOf,
  wasCleanOf,
} from './natives';
import { copyBytes, passes, sendable } from './payload';
import { meetBridge, record, sayFarewell, tell } from './stream';
import type { HookClose } from './wire';

let errors = 0;

function noteFrame(connection: Connection, kind: 0 | 1, data: unknown): void {
  if (!countFrame(connection)) return;
  const isText = typeof data === 'string';
  const kept = isText || passes(blobSizeOf, data) ? data : copyBytes(data as ArrayBuffer);
  const size = isText
    ? data.length
    : kept === data
      ? blobSizeOf(kept as Blob)
      : bufferLengthOf(kept as ArrayBuffer);
  if (connection.frames <= MAX_SAMPLES) {
    // The first frames let the bridge say whether those of this connection are worth keeping.
    const start = isText ? startOf(data, MAX_TEXT_LENGTH) : size > MAX_TEXT_LENGTH ? '' : kept;
    if (kind === 0) connection.info[4] ??= start;
    if (connection.known === null) tell(['sample', connection.id, start]);
  }
  // One that fills the backlog would push out everything else: of that its length is kept.
  if (size > MAX_FRAME_BYTES) record(kind, connection.id, size, 0);
  else record(kind, connection.id, kept, size);
}

/** A page may dispatch events of its own making: nothing was on the wire then, and nothing was thrown. */
function on<Seen extends Event>(target: EventTarget, type: string, note: (event: Seen) => void): void {
  listen(target, type, (event: Seen) => {
    if (event.isTrusted) passes(note, event);
  });
}

/** Notes a socket. What a foreign one receives is noted by the hook of its own realm, which sees nothing of what is sent from here. */
function observe(socket: WebSocket, isForeign?: boolean): void {
  const connection = addConnection(socket, urlOf(socket));
  const { id } = connection;
  const url = connection.info[1];
  if (id === 1) on(window, 'pagehide', sayFarewell);
  tell(['socket', id, url]);
  record(2, id, url);
  on(socket, 'open', () => {
    const subprotocol = subprotocolOf(socket);
    connection.info[3] = subprotocol;
    record(3, id, subprotocol);
  });
  if (!isForeign) on(socket, 'message', (event: MessageEvent) => noteFrame(connection, 0, dataOf(event)));
  on(socket, 'close', (event: CloseEvent) => {
    const close: HookClose = [now(), codeOf(event), reasonOf(event), wasCleanOf(event)];
    connection.info[5] = close;
    record(4, id, close, 0);
  });
}

function replace(target: object, name: string, value: unknown): void {
  defineProperty(target, name, { ...getOwnPropertyDescriptor(target, name), value });
}

const Hooked = new Proxy(NativeWebSocket, {
  // Without a prototype: traps put on `Object.prototype` by the page would run otherwise.
  __proto__: null,
  construct(target: typeof WebSocket, args: unknown[], newTarget: unknown) {
    // A class that another extension has put there may compare its `new.target` with itself.
    const socket = construct(target, args, (newTarget === Hooked ? target : newTarget) as never) as WebSocket;
    passes(observe, socket);
    return socket;
  },
} as ProxyHandler<typeof WebSocket>);

const sendHandler = {
  __proto__: null,
  apply(send: WebSocket['send'], socket: WebSocket, args: unknown[]) {
    if (args.length && !connectionOf(socket)) passes(observe, socket, true);
    const connection = connectionOf(socket);
    if (!connection || !args.length) return apply(send, socket, args);
    const data = sendable(args[0]);
    const open = readyStateOf(socket) === 1;
    apply(send, socket, [data]);
    if (open) passes(noteFrame, connection, 1, data);
  },
} as ProxyHandler<WebSocket['send']>;

const { prototype } = NativeWebSocket;
let sender = prototype;
// A subclass that another extension has put there may leave `send` to its parent.
while (sender && !getOwnPropertyDescriptor(sender, 'send')) sender = getPrototypeOf(sender);
if (sender) {
  // Firefox lists the members of a function in the order in which they were asked for, and a proxy asks in another one.
  getOwnPropertyDescriptor(sender.send, 'length');
  replace(sender, 'send', new Proxy(sender.send, sendHandler));
}
if (prototype.constructor === NativeWebSocket) replace(prototype, 'constructor', Hooked);
replace(window, 'WebSocket', Hooked);
// What a pusher-js without encryption throws (the bridge knows the whole text), often before the page's first socket.
on(window, 'error', (event: ErrorEvent) => {
  const message = messageOf(event);
  if (includesText(message, 'no nacl') && errors++ < MAX_ERRORS)
    record(5, 0, startOf(message, MAX_TEXT_LENGTH));
});
meetBridge();
