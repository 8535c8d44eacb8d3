/**
 * The page hook: one classic script in the page's own world, there before any script of the page. It notices
 * sockets, frames and closes, and keeps the last of them; it posts frames only while the bridge asks for them.
 * The page gets native sockets, and nothing the hook does throws into the page.
 */
import { addConnection, type Connection, connectionOf, countFrame, MAX_TEXT_LENGTH } from './connections';
import {
  apply,
  blobSizeOf,
  bufferLengthOf,
  codeOf,
  construct,
  dataOf,
  defineProperty,
  getOwnPropertyDescriptor,
  listen,
  NativeWebSocket,
  now,
  readyStateOf,
  reasonOf,
  sliceText,
  subprotocolOf,
  urlOf,
  wasCleanOf,
} from './natives';
import { copyBytes, passes, sendable } from './payload';
import { meetBridge, record, sayFarewell, tell } from './stream';
import type { HookClose } from './wire';

const MAX_SAMPLES = 8;
const MAX_FRAME_BYTES = 3_900_000;

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
    const start = isText ? sliceText(data, 0, MAX_TEXT_LENGTH) : size > MAX_TEXT_LENGTH ? '' : kept;
    if (kind === 0) connection.info[4] ??= start;
    if (connection.known === null) tell(['sample', connection.id, start]);
  }
  // One that fills the backlog would push out everything else: of that its length is kept.
  if (size > MAX_FRAME_BYTES) record(kind, connection.id, size, 0);
  else record(kind, connection.id, kept, size);
}

function observe(socket: WebSocket): void {
  const connection = addConnection(socket, urlOf(socket));
  const { id } = connection;
  const url = connection.info[1];
  if (id === 1) listen(window, 'pagehide', sayFarewell);
  tell(['socket', id, url]);
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
  on('close', (_, event: CloseEvent) => {
    const close: HookClose = [now(), codeOf(event), reasonOf(event), wasCleanOf(event)];
    connection.info[5] = close;
    record(4, id, close, 0);
  });
}

function replace(target: object, name: string, value: unknown): void {
  defineProperty(target, name, { ...getOwnPropertyDescriptor(target, name), value });
}

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
    const connection = connectionOf(socket);
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
meetBridge();
