import { cursor, keep, moveCursor, takeBatch, takenBytes } from './backlog';
import { FLUSH_MS } from './bounds';
import { decide, listConnections, unknownFrames } from './connections';
import { dataOf, document, listen, Message, setTimer } from './natives';
import { passes, toJson } from './payload';
import type { FromHook, ItemKind, ToHook } from './wire';

const { port1: port, port2: bridgePort } = new MessageChannel();
/** Tells the bridge something at once, whether or not it asked for frames. */
export const tell = port.postMessage.bind(port) as (message: FromHook) => void;

/** The bridge's port is one object for both: what is left when the page goes is handed over in synchronous events on it. */
const hand = bridgePort.dispatchEvent.bind(bridgePort);

/** Number of the stream the bridge asked for; 0 while it asks for none. */
let stream = 0;
/** How far `takenBytes` may go until the bridge gives more credit. */
let maxTakenBytes = 0;
let tableDue = false;
let flushDue = false;
/** Between `pagehide` and the next command: nothing that is posted would arrive. */
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
  if (stream && takenBytes < maxTakenBytes && (cursor || tableDue)) {
    tell(nextBatch());
    if (cursor) scheduleFlush();
  }
}

function nextBatch(): FromHook {
  const listed = tableDue ? listConnections() : undefined;
  tableDue = false;
  return takeBatch(stream, unknownFrames, listed);
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

/** What is still here when the page goes: port messages would not arrive any more, a synchronous event does. */
export function sayFarewell(): void {
  if (!stream) return;
  // Batches on their way over the port are lost too: the bridge answers at once with the item that it is waiting for.
  hand(new Message('leave'));
  leaving = true;
  handOver();
}

function handOver(): void {
  while (cursor) hand(new Message('last', { data: toJson(nextBatch()) }));
}

/**
 * Hands the port to the bridge, which listens already. A synchronous event of type `load` on the document does not
 * propagate to the window, and no script of the page has run yet.
 */
export function meetBridge(): void {
  port.onmessage = (event) => passes(handleCommand, dataOf(event));
  listen(bridgePort, 'next', (event: MessageEvent) => moveCursor(dataOf(event) as number));
  document.dispatchEvent(new Message('load', { ports: [bridgePort] }));
}
