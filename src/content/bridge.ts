/**
 * The bridge: stands between the hook in the page's world and the background. It knows which sockets speak a
 * channel protocol, asks the hook for frames while a panel watches, and sends again what was not acknowledged.
 * Evaluated with the first word of the hook: see `bridge.iife.ts`.
 */
import { toHex } from '../core/bytes';
import type { Occurrence } from '../core/frame';
import {
  type Batch,
  BRIDGE_PORT,
  CREDIT_PARTS,
  DEFAULT_WINDOWS,
  type FromBridge,
  type KnownConnection,
  type SocketNotice,
  type ToBridge,
  type Windows,
} from '../messages';
import { isWatchNotice } from '../parse-messages';
import { type HookListener, type HookPort, listenToHook, takeWord } from './hook-port';
import { later } from './later';
import { type RawBatch, readBlobs, toOccurrences } from './read-batch';
import { createRecognition } from './recognition';
import { type BackgroundPort, runtime } from './runtime';
import { createUnacknowledged } from './unacknowledged';
import { createWithheld } from './withheld';

/** How long the hook goes on streaming after the last panel has gone: a reloaded panel is back before. */
const LINGER_MS = 2_000;
const RECONNECT_MS = 50;

/** No `randomUUID`: pages without TLS, and frames from `data:`, do not have it. */
const documentId = toHex(crypto.getRandomValues(new Uint8Array(18)));
const recognition = createRecognition();
const unacknowledged = createUnacknowledged();
const withheld = createWithheld(recognition.isKnown);

let hook: HookPort | undefined;
let background: BackgroundPort | undefined;
let sockets = 0;
/** Number of the hook's stream; it goes up with each start, so that batches of an older one are told apart. */
let stream = 0;
let streaming = false;
/** True between a `watch` and the loss of the port: only then are batches sent at once. */
let watched = false;
/** Calls off what comes after the last panel has gone. */
let stay: (() => void) | undefined;
/** Batches that wait, in order, for the Blobs of the first of them. */
let unread: RawBatch[] = [];
/** The page goes, and may come back from the back/forward cache: until then nothing is waited for. */
let leaving = false;

function send(message: FromBridge): void {
  try {
    background?.postMessage(message);
  } catch {
    // The port has ended, and that is about to be told: what was not acknowledged goes over the next one.
  }
}

function connect(): void {
  if (background !== undefined) return;
  try {
    background = runtime.connect({ name: BRIDGE_PORT });
  } catch {
    // The extension was reloaded or removed: this bridge belongs to the old one and ends here.
    stopStream();
    return;
  }
  background.onMessage.addListener((message) => handleMessage(message as ToBridge));
  background.onDisconnect.addListener(() => {
    background = undefined;
    watched = false;
    if (streaming) later(connect, RECONNECT_MS);
  });
  send({ type: 'hello', document: documentId, startedAt: performance.timeOrigin });
}

function handleMessage(message: ToBridge): void {
  if (message.type === 'watch') watch(message.from, message.windows);
  else if (message.type === 'unwatch') stay ??= later(leave, LINGER_MS);
  else acknowledge(message.through);
}

function acknowledge(through: number): void {
  const due = unacknowledged.acknowledge(through);
  if (due > 0) hook?.send(['credit', due]);
}

function watch(from: number, windows: Windows): void {
  stay?.();
  stay = undefined;
  watched = true;
  send({ type: 'watching' });
  const held = streaming ? unacknowledged.since(from) : undefined;
  if (held === undefined) {
    startStream(from, windows);
    return;
  }
  // The background may have been stopped with an acknowledgement in its hands.
  acknowledge(from - 1);
  for (const batch of held) if (batch.last >= from) send({ type: 'batch', batch });
}

function startStream(from: number, windows: Windows = DEFAULT_WINDOWS): void {
  streaming = true;
  stream++;
  unread = [];
  recognition.repeatDecided();
  unacknowledged.reset(from, windows.maxUnacknowledgedBytes / CREDIT_PARTS);
  hook?.send(['stream', stream, from, windows.maxBacklogBytes, windows.maxUnacknowledgedBytes]);
}

function stopStream(): void {
  streaming = false;
  unread = [];
  unacknowledged.reset(Number.POSITIVE_INFINITY);
  hook?.send(['stop']);
}

function leave(): void {
  stay = undefined;
  stopStream();
  background?.disconnect();
  background = undefined;
  watched = false;
}

/** The one message that a document with sockets sends while no panel watches: it asks whether one does. */
async function announceSocket(): Promise<void> {
  const notice: SocketNotice = { type: 'socket' };
  try {
    if (isWatchNotice(await runtime.sendMessage(notice))) connect();
  } catch {
    // No background answers: the extension was reloaded, and this bridge belongs to the old one.
  }
}

function decide(id: number, known: boolean | undefined): void {
  if (known !== undefined) hook?.send(['decide', id, known]);
}

/**
 * The page is back from the back/forward cache: its port was closed unheard while it was away, so were panels opened,
 * and the hook waits for no timer since it said farewell, until a command comes.
 */
function comeBack(): void {
  leaving = false;
  background?.disconnect();
  background = undefined;
  watched = false;
  hook?.send(['credit', 0]);
  if (streaming) connect();
  else if (sockets > 0) void announceSocket();
}

/** Keeps the order: a batch with Blobs holds up those behind it until it is read. */
function takeIn(batch: RawBatch): void {
  if (!streaming || batch.stream !== stream) return;
  unread.push(batch);
  if (unread.length === 1) forwardRead();
}

function forwardRead(): void {
  for (let batch = unread[0]; batch !== undefined; batch = unread[0]) {
    const reading = leaving ? undefined : readBlobs(batch);
    if (reading !== undefined) {
      void reading.then(() => {
        if (unread[0] === batch) forwardRead();
      });
      return;
    }
    unread.shift();
    forward(batch);
  }
}

function forward(raw: RawBatch): void {
  // While any connection is not recognised, each frame has to be looked at: it may have to stay here.
  const frames = recognition.areAllKnown() ? raw.frames : undefined;
  const batch: Batch = {
    document: documentId,
    first: raw.first,
    last: raw.first + raw.count - 1,
    bytes: raw.bytes,
    framesBefore: raw.framesBefore,
    framesThrough: raw.framesThrough,
    unknownFrames: raw.unknownFrames,
    connections: namedConnections(raw),
    late: withheld.takeKnown(),
    occurrences: frames ? [] : relayed(raw),
    ...(frames && { frames }),
  };
  unacknowledged.add(batch);
  if (watched) send({ type: 'batch', batch });
}

/** What may leave the page now; frames of connections that are not recognised yet wait here. */
function relayed(raw: RawBatch): Occurrence[] {
  const relayable: Occurrence[] = [];
  for (const occurrence of toOccurrences(raw, (id) => recognition.isKnown(id) !== false)) {
    if (occurrence.kind !== 'frame' || recognition.isKnown(occurrence.connection)) relayable.push(occurrence);
    else withheld.add(occurrence);
    if (occurrence.kind === 'close') decide(occurrence.connection, recognition.end(occurrence.connection));
  }
  return relayable;
}

function namedConnections(raw: RawBatch): KnownConnection[] {
  const named = new Map<number, KnownConnection>();
  for (const { id, url, at } of recognition.takeDecided()) {
    named.set(id, {
      id,
      url,
      at,
      subprotocol: undefined,
      close: undefined,
      greeting: undefined,
      protocol: undefined,
    });
  }
  for (const info of raw.connections) named.set(info.id, { ...info, protocol: undefined });
  return Array.from(named.values(), (info) => ({ ...info, protocol: recognition.protocolOf(info.id) }));
}

const listener: HookListener = {
  onSocket(id, url) {
    decide(id, recognition.addConnection(id, url));
    sockets++;
    if (sockets === 1) void announceSocket();
  },
  onSample: (id, start) => decide(id, recognition.addSample(id, start)),
  onBatch: takeIn,
  onLeave() {
    leaving = true;
    forwardRead();
  },
};

/** Takes over the hook's port with what has come over it so far. */
export function startBridge(port: MessagePort, words: readonly unknown[]): void {
  hook = listenToHook(port, listener);
  for (const word of words) takeWord(word, listener);
}

window.addEventListener('pageshow', ({ isTrusted, persisted }) => {
  if (isTrusted && persisted) comeBack();
});

runtime.onMessage.addListener((message) => {
  if (isWatchNotice(message) && sockets > 0) connect();
});
