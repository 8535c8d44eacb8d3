import { applyLifecycle, endSubscriptions } from '../core/channels';
import type { Connection } from '../core/entry';
import type { Occurrence } from '../core/frame';
import { findCloseCode, noteCloseCode } from '../core/history/close-code';
import { loadProtocol, protocolOf } from '../core/protocols';
import type { Protocol } from '../core/protocols/protocol';
import { isProtocolId } from '../core/protocols/recognizers';
import { NO_FINDINGS } from '../core/verdicts';
import type { Batch, DocumentId, KnownConnection } from '../messages';
import type { PageError } from './page-errors';

/** What the panel knows of one document of the inspected tab. */
export interface DocumentState {
  id: DocumentId;
  startedAt: number;
  top: boolean;
  /** True when its page was left; its entries may still be held. */
  gone: boolean;
  /** First occurrence that was not taken in yet. */
  next: number;
  /** Frames taken in, counted as dropped, or of unknown sockets, up to `next`. */
  frames: number;
  unknownFrames: number;
  /** Frames that were lost since the last one that came. */
  droppedBefore: number;
  /** The same since the last event that is no control event. */
  droppedBeforeEvent: number;
  /** Numbers of the late frames that were taken in last: they come outside the order. */
  late: Set<number>;
  /** Errors of the page that are told as soon as it has a connection. */
  pageErrors: readonly PageError[];
  connections: Map<number, Connection>;
}

/** As many as hook and bridge keep; a page may make and close any number. */
const MAX_CONNECTIONS = 1_000;
/** As many as one batch may bring. A bridge withholds far fewer; a page that invents them may have some twice. */
const MAX_LATE = 4_096;

export function createDocument(id: DocumentId, startedAt: number, top: boolean): DocumentState {
  return {
    id,
    startedAt,
    top,
    gone: false,
    next: 1,
    frames: 0,
    unknownFrames: 0,
    droppedBefore: 0,
    droppedBeforeEvent: 0,
    late: new Set(),
    pageErrors: [],
    connections: new Map(),
  };
}

/**
 * Takes the head of a batch into account and answers the occurrences that are new, with the number of frames that
 * were lost before them. A batch that was sent twice has no new ones: nothing is doubled.
 */
export function takeBatch(state: DocumentState, batch: Batch): { fresh: Occurrence[]; lost: number } {
  for (const known of batch.connections) learnConnection(state, known);
  state.unknownFrames = Math.max(state.unknownFrames, batch.unknownFrames);
  const late = batch.late.filter(({ seq }) => !state.late.has(seq));
  for (const { seq } of late) noteLate(state, seq);
  if (batch.last < state.next) return { fresh: late, lost: 0 };
  const lost = Math.max(0, batch.framesBefore - state.frames);
  const from = state.next;
  state.next = batch.last + 1;
  state.frames = Math.max(state.frames, batch.framesThrough);
  state.droppedBefore += lost;
  state.droppedBeforeEvent += lost;
  return {
    fresh: [...late, ...batch.occurrences.filter(({ seq }) => seq >= from && !state.late.has(seq))],
    lost,
  };
}

function noteLate({ late }: DocumentState, seq: number): void {
  late.add(seq);
  const [oldest] = late;
  if (late.size > MAX_LATE && oldest !== undefined) late.delete(oldest);
}

/** What has to be loaded before a batch can be read: protocols, and what single frames need beyond them. */
export function prepareBatch(state: DocumentState, batch: Batch): Promise<void> | undefined {
  const named = new Map<number, Protocol | undefined>();
  for (const { id, protocol: name, greeting } of batch.connections) {
    if (name == null) continue;
    const protocol = protocolOf(name);
    const loading = loadProtocol(name) ?? (greeting && protocol?.prepare(greeting));
    if (loading !== undefined) return loading;
    named.set(id, protocol);
  }
  for (const occurrence of batch.late.concat(batch.occurrences)) {
    if (occurrence.kind !== 'frame') continue;
    const known = state.connections.get(occurrence.connection);
    const protocol = known?.protocol ?? named.get(occurrence.connection);
    const loading = protocol ? protocol.prepare(occurrence.payload) : loadProtocol(known?.protocolName ?? '');
    if (loading !== undefined) return loading;
  }
  return undefined;
}

/** The connection of that number, made when it is new. */
export function connectionOf(state: DocumentState, id: number, url = ''): Connection {
  const known = state.connections.get(id);
  if (known !== undefined) return known;
  const connection: Connection = {
    key: `${state.id}:${id}`,
    document: state.id,
    url: parseUrl(url),
    protocolName: undefined,
    protocol: undefined,
    decode: undefined,
    unknown: false,
    app: undefined,
    client: undefined,
    version: undefined,
    socketId: undefined,
    userId: undefined,
    state: 'connecting',
    close: undefined,
    problem: undefined,
    channels: new Map(),
    findings: NO_FINDINGS,
  };
  if (state.connections.size >= MAX_CONNECTIONS) forgetConnection(state);
  state.connections.set(id, connection);
  return connection;
}

/** The oldest that is over or of no interest goes first, then the oldest that has never been open. */
function forgetConnection({ connections }: DocumentState): void {
  const [oldest] = connections.keys();
  const all = Array.from(connections);
  const over = all.find(([, { state, unknown }]) => state === 'closed' || unknown);
  const forgotten = (over ?? all.find(([, { state }]) => state === 'connecting'))?.[0] ?? oldest;
  if (forgotten !== undefined) connections.delete(forgotten);
}

function learnConnection(state: DocumentState, known: KnownConnection): void {
  const connection = connectionOf(state, known.id, known.url);
  connection.url ??= parseUrl(known.url);
  connection.unknown = known.protocol === null;
  if (known.subprotocol !== undefined && connection.state === 'connecting') connection.state = 'open';
  if (known.close !== undefined) closeConnection(connection, known.close);
  if (known.protocol == null || !isProtocolId(known.protocol)) return;
  connection.protocolName = known.protocol;
  const isNew = connection.protocol === undefined;
  const protocol = adoptProtocol(connection);
  if (!isNew || protocol === undefined || known.greeting === undefined) return;
  // Read beside the stream: the greeting may come again in it, and must not be remembered twice.
  const { lifecycle } = protocol.createDecoder(connection.app)(known.greeting, 'received');
  for (const change of lifecycle)
    if (change.kind === 'connected') applyLifecycle(connection, change, known.at);
}

/** Gives a connection the protocol that it speaks, if that is loaded; it may not have been the first time. */
export function adoptProtocol(connection: Connection): Protocol | undefined {
  if (connection.protocol !== undefined || connection.protocolName === undefined) return connection.protocol;
  const protocol = protocolOf(connection.protocolName);
  if (protocol === undefined) return undefined;
  connection.protocol = protocol;
  if (connection.url !== undefined) Object.assign(connection, protocol.describeUrl(connection.url));
  connection.decode = protocol.createDecoder(connection.app);
  return protocol;
}

/** Notes that a connection ended, and how; its document may have gone without a word of that. */
export function closeConnection(connection: Connection, close: Connection['close']): void {
  connection.state = 'closed';
  connection.close = close;
  noteCloseCode(connection, findClose(connection));
  // The bases of its deltas are of no use any more; frames that were held back may still have to be read.
  connection.decode = connection.protocol?.createDecoder(connection.app);
  endSubscriptions(connection, close?.at ?? Date.now());
}

/** What the code says with which a connection was closed. */
export function findClose({ close, protocol }: Connection): ReturnType<typeof findCloseCode> {
  return close && findCloseCode(close.code, protocol?.describeClose(close.code));
}

function parseUrl(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}
