import { applyLifecycle, channelOf, takeReplay } from '../core/channels';
import type { Connection, Entry } from '../core/entry';
import { type Occurrence, payloadBytes } from '../core/frame';
import { findCloseCode } from '../core/history/close-code';
import type { Decode, DecodedEvent, Lifecycle } from '../core/protocols/protocol';
import type { Sealed } from '../core/sealed';
import { type Finding, NO_FINDINGS } from '../core/verdicts';
import { findingOfFault } from '../core/verdicts/of-fault';
import { adoptProtocol, closeConnection, connectionOf, type DocumentState, findClose } from './documents';
import { holdPageError, pageErrorEvent, takePageErrors } from './page-errors';

/** A new entry, and its payload still to be opened where it is encrypted. */
export interface Taken {
  entry: Entry;
  sealed: Sealed | undefined;
}

type Draft = Pick<Entry, 'state' | 'awaited' | 'findings' | 'text' | 'binary' | 'remaining'>;

const MAX_NAMES = 20_000;
/** Longer ones are no names that come again and again. */
const MAX_NAME_CHARS = 1_000;

/** Told of what a frame does to its connection or channel, after it is done. `at` is when it came. */
export type OnLifecycle = (connection: Connection, change: Lifecycle, at: number) => void;

/** Turns occurrences into entries; ids go up over all documents of the panel. */
export function createIntake(
  onLifecycle: OnLifecycle = () => undefined,
): (state: DocumentState, occurrence: Occurrence) => Taken[] {
  const intern = createNames();
  let nextId = 1;

  const toTaken = (
    state: DocumentState,
    connection: Connection,
    occurrence: Occurrence,
    decoded: DecodedEvent,
    index: number,
    size: number,
  ): Taken => {
    const frame = occurrence.kind === 'frame' ? occurrence : undefined;
    const payload = frame?.payload ?? { text: '' };
    const entry: Entry = {
      id: nextId++,
      connection,
      at: occurrence.at,
      direction: frame?.direction ?? 'received',
      size,
      payload,
      index,
      event: intern(decoded.event),
      channel: intern(decoded.channel),
      userId: decoded.userId,
      ...toDraft(decoded, connection),
      opening: undefined,
      restored: decoded.isRestored ? decoded.content : undefined,
      cached: frame?.direction === 'received' && isReplay(connection, decoded, occurrence.at),
      droppedBefore: takeDropped(state, decoded.content.kind === 'control'),
    };
    if (decoded.content.kind === 'sealed') noteEncrypted(connection, decoded.channel);
    return { entry, sealed: decoded.content.kind === 'sealed' ? decoded.content.sealed : undefined };
  };

  const toPageErrors = (state: DocumentState): Taken[] => {
    const due = takePageErrors(state);
    return (due?.errors ?? []).map((error) =>
      toTaken(state, due?.connection as Connection, error, pageErrorEvent(error), 0, 0),
    );
  };

  const takeOne = (state: DocumentState, occurrence: Occurrence): Taken[] => {
    const connection = connectionOf(
      state,
      occurrence.connection,
      occurrence.kind === 'connecting' ? occurrence.url : undefined,
    );
    const note = noteConnection(connection, occurrence);
    if (connection.protocolName === undefined) return [];
    if (note !== undefined) return [toTaken(state, connection, occurrence, note, 0, 0)];
    if (occurrence.kind !== 'frame') return [];
    adoptProtocol(connection);
    const decode = connection.decode ?? unreadable;
    const decoded = decode(occurrence.payload, occurrence.direction);
    // Counted once: a frame may hold thousands of events, and counting reads all of it.
    const size = payloadBytes(occurrence.payload);
    const taken = decoded.events.map((event, index) =>
      toTaken(state, connection, occurrence, event, index, size),
    );
    for (const change of decoded.lifecycle) {
      applyLifecycle(connection, change, occurrence.at);
      const [first] = taken;
      const finding = change.kind === 'error' && findCloseCode(change.code, change);
      if (finding && first) first.entry.findings = [...first.entry.findings, finding];
      onLifecycle(connection, change, occurrence.at);
    }
    return taken;
  };

  return (state, occurrence) => {
    if (occurrence.kind === 'page-error') holdPageError(state, occurrence);
    const told = state.pageErrors.length === 0 ? [] : toPageErrors(state);
    if (occurrence.kind === 'page-error') return told;
    const taken = takeOne(state, occurrence);
    return told.length === 0 ? taken : [...told, ...taken];
  };
}

/**
 * A gap is told at the first entry after it, and where that is a control event at the first other one, too: control events
 * may be folded away.
 */
function takeDropped(state: DocumentState, isControl: boolean): number {
  const { droppedBefore, droppedBeforeEvent } = state;
  state.droppedBefore = 0;
  if (isControl) return droppedBefore;
  state.droppedBeforeEvent = 0;
  return droppedBeforeEvent;
}

/** Follows opens and closes; those are events of their own, so that the table shows when and how. */
function noteConnection(connection: Connection, occurrence: Occurrence): DecodedEvent | undefined {
  if (occurrence.kind === 'open') {
    connection.state = 'open';
    return connectionEvent('(open)', connection.url?.host ?? '');
  }
  if (occurrence.kind !== 'close') return undefined;
  const { at, code, reason, wasClean } = occurrence;
  closeConnection(connection, { at, code, reason, wasClean });
  const finding = findClose(connection);
  return {
    ...connectionEvent(`(closed ${code})`, JSON.stringify({ code, reason })),
    ...(finding && { findings: [finding] }),
  };
}

/** Where the protocol could not be loaded: its frames stay in sight. */
const unreadable: Decode = () => {
  const content = { kind: 'malformed', fault: { kind: 'not-loaded' }, text: '' } as const;
  return { events: [{ event: '(unreadable frame)', channel: '', content }], lifecycle: [] };
};

function connectionEvent(event: string, text: string): DecodedEvent {
  return { event, channel: '', content: { kind: 'control', text } };
}

/** Ably encrypts any channel: its name does not say so, its messages do. */
function noteEncrypted(connection: Connection, name: string): void {
  const channel = channelOf(connection, name);
  if (channel !== undefined) channel.kind = 'encrypted';
}

// Client events are never kept by a server.
function isReplay(
  connection: Connection,
  { event, channel: name, content }: DecodedEvent,
  at: number,
): boolean {
  if (content.kind === 'control' || name === '' || event.startsWith('client-')) return false;
  const channel = channelOf(connection, name);
  return channel !== undefined && takeReplay(channel, at);
}

function toDraft(decoded: DecodedEvent, connection: Connection): Draft {
  const { content } = decoded;
  const draft: Draft = {
    state: 'dark',
    awaited: false,
    findings: oddities(decoded, connection),
    text: '',
    binary: false,
    remaining: '',
  };
  switch (content.kind) {
    case 'control':
      return { ...draft, state: 'control', text: content.text };
    case 'clear': {
      const { text, binary = false, remaining = '' } = content;
      return { ...draft, state: 'clear', text, binary, remaining };
    }
    case 'sealed':
      return { ...draft, awaited: true };
    case 'malformed': {
      const { fault, text } = content;
      const findings = [findingOfFault(fault, payloadBytes({ text })), ...draft.findings];
      // It was never encrypted: there is nothing to open, and what went out is there to be read.
      return fault.kind === 'not-encrypted'
        ? { ...draft, state: 'clear', text, findings }
        : { ...draft, findings };
    }
  }
}

/** What its decoder found. That something of Ably is never encrypted says nothing where nothing else is. */
function oddities(
  { findings = NO_FINDINGS, channel }: DecodedEvent,
  connection: Connection,
): readonly Finding[] {
  if (findings.length === 0) return NO_FINDINGS;
  if (connection.channels.get(channel)?.kind === 'encrypted') return findings;
  return findings.filter(({ id }) => id !== 'ably-never-encrypted');
}

/** One string object per name: a capture holds the same few names a hundred thousand times. */
function createNames(): (name: string) => string {
  const names = new Map<string, string>();
  return (name) => {
    if (name.length > MAX_NAME_CHARS) return name;
    const known = names.get(name);
    if (known !== undefined) return known;
    if (names.size >= MAX_NAMES) names.clear();
    names.set(name, name);
    return name;
  };
}
