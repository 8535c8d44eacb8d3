import { cursor, keep, moveCursor, takeBatch, takenBytes } from './backlog';
import { BUSY_FLUSH_MS, FLUSH_MS, MAX_QUIET_ITEMS } from './bounds';
import { decide, listConnections, unknownFrames } from './connections';
import { dataOf, document, listen, Message, timeout } from './natives';
import { passes } from './payload';
import type { FromHook, ItemKind, ToHook } from './wire';

const { port1: port, port2: bridgePort } = new MessageChannel();
const dispatch = bridgePort.dispatchEvent.bind(bridgePort);

/**
 * Tells the bridge something at once, whether or not it asked for frames. The bridge's port is one object for both: an
 * event on it waits for nothing. What is posted would stand in line behind the page's own frames, and would not arrive any
 * more when the page goes.
 */
export function tell(data: FromHook): void {
  // Without a prototype: members that the page puts on `Object.prototype` would be taken for the event's.
  dispatch(new Message('message', { __proto__: null, data } as MessageEventInit));
}

/** Number of the stream the bridge asked for; 0 while it asks for none. */
let stream = 0;
/** How far `takenBytes` may go until the bridge gives more credit. */
let maxTakenBytes = 0;
let tableDue = false;
/** Flushes so far, and after how many of them the last timer was set. */
let flushes = 0;
let flushesWhenSet = -1;
/** What the next timer is set for. */
let flushMs = FLUSH_MS;
/** Between `pagehide` and the next command: no timer comes any more. */
let leaving = false;

/** Keeps one thing that happened, and posts it in its turn while the bridge asks for that. Of a text the length is its own. */
export function record(
  kind: ItemKind,
  connection: number,
  data: unknown,
  dataBytes = (data as string).length,
): void {
  const isFull = keep(kind, connection, data, dataBytes, stream);
  if (!stream) return;
  if (leaving) handOver();
  else if (isFull) flush();
  else scheduleFlush();
}

/**
 * A timer starves under a flood, but a flood fills a batch, and full batches go at once. No animation frame: asking
 * for one makes the browser run the page's whole rendering sixty times a second. No `setTimeout`: the page can clear it, and
 * its own timers would get other numbers.
 */
function scheduleFlush(): void {
  if (flushesWhenSet === flushes) return;
  const set = flushes;
  flushesWhenSet = set;
  // A full batch that went meanwhile has taken what this one was set for.
  listen(timeout(flushMs), 'abort', () => {
    if (flushes === set) flush();
  });
}

/** Posts one batch; the rest follows in turns of its own, so that a long backlog never holds the page up. */
function flush(): void {
  flushes++;
  if (stream && takenBytes < maxTakenBytes && (cursor || tableDue)) {
    tell(nextBatch());
    if (cursor) scheduleFlush();
  }
}

function nextBatch(): FromHook {
  const listed = tableDue ? listConnections() : undefined;
  tableDue = false;
  const batch = takeBatch(stream, unknownFrames, listed);
  const items = batch[10];
  flushMs = items > MAX_QUIET_ITEMS ? BUSY_FLUSH_MS : FLUSH_MS;
  return batch;
}

function handleCommand(command: ToHook): void {
  leaving = false;
  if (command[0] === 'stream') {
    stream = command[1];
    maxTakenBytes = takenBytes + command[4];
    tableDue = true;
    moveCursor(command[2], command[3]);
    flush();
  } else if (command[0] === 'stop') {
    stream = 0;
    moveCursor(Number.POSITIVE_INFINITY);
  } else if (command[0] === 'decide') decide(command[1], command[2]);
  else {
    maxTakenBytes += command[1];
    if (cursor) scheduleFlush();
  }
}

/** What is still here when the page goes. */
export function sayFarewell(): void {
  if (!stream) return;
  tell(['leave']);
  leaving = true;
  handOver();
}

function handOver(): void {
  while (cursor) tell(nextBatch());
}

/**
 * Hands the port to the bridge, which listens already. A synchronous event of type `load` on the document does not
 * propagate to the window, and no script of the page has run yet.
 */
export function meetBridge(): void {
  port.onmessage = (event) => passes(handleCommand, dataOf(event));
  document.dispatchEvent(new Message('load', { ports: [bridgePort] }));
}
