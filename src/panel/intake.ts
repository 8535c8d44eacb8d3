import { applyLifecycle } from '../core/channels';
import type { Connection, Entry } from '../core/entry';
import { type Occurrence, payloadBytes } from '../core/frame';
import type { Content, DecodedEvent } from '../core/protocols/protocol';
import type { Sealed } from '../core/sealed';
import { closeConnection, connectionOf, type DocumentState } from './documents';

/** A new entry, and its payload still to be opened where it is encrypted. */
export interface Taken {
  entry: Entry;
  sealed: Sealed | undefined;
}

type Draft = Pick<Entry, 'state' | 'reason' | 'text'>;

const MAX_NAMES = 20_000;

/** Turns occurrences into entries; ids go up over all documents of the panel. */
export function createIntake(): (state: DocumentState, occurrence: Occurrence) => Taken[] {
  const intern = createNames();
  let nextId = 1;

  const toTaken = (
    state: DocumentState,
    connection: Connection,
    occurrence: Occurrence,
    decoded: DecodedEvent,
    index: number,
  ): Taken => {
    const frame = occurrence.kind === 'frame' ? occurrence : undefined;
    const payload = frame?.payload ?? { text: '' };
    const entry: Entry = {
      id: nextId++,
      connection,
      at: occurrence.at,
      direction: frame?.direction ?? 'received',
      size: frame === undefined ? 0 : payloadBytes(payload),
      payload,
      index,
      event: intern(decoded.event),
      channel: intern(decoded.channel),
      userId: decoded.userId,
      ...toDraft(decoded.content),
      binary: false,
      opening: undefined,
      droppedBefore: state.droppedBefore,
    };
    state.droppedBefore = 0;
    return { entry, sealed: decoded.content.kind === 'sealed' ? decoded.content.sealed : undefined };
  };

  return (state, occurrence) => {
    const connection = connectionOf(
      state,
      occurrence.connection,
      occurrence.kind === 'connecting' ? occurrence.url : undefined,
    );
    const note = noteConnection(connection, occurrence);
    const { protocol } = connection;
    if (protocol === undefined) return [];
    if (note !== undefined) return [toTaken(state, connection, occurrence, note, 0)];
    if (occurrence.kind !== 'frame') return [];
    const decoded = protocol.decode(occurrence.payload, occurrence.direction, connection.app);
    const taken = decoded.events.map((event, index) => toTaken(state, connection, occurrence, event, index));
    for (const change of decoded.lifecycle) applyLifecycle(connection, change);
    return taken;
  };
}

/** Follows opens and closes; those are events of their own, so that the table shows when and how. */
function noteConnection(connection: Connection, occurrence: Occurrence): DecodedEvent | undefined {
  if (occurrence.kind === 'open') {
    connection.state = 'open';
    return connectionEvent('(connection open)', connection.url?.host ?? '');
  }
  if (occurrence.kind !== 'close') return undefined;
  const { at, code, reason, wasClean } = occurrence;
  closeConnection(connection, { at, code, reason, wasClean });
  return connectionEvent('(connection closed)', `code ${code}${reason ? `, ${reason}` : ''}`);
}

function connectionEvent(event: string, text: string): DecodedEvent {
  return { event, channel: '', content: { kind: 'control', text } };
}

function toDraft(content: Content): Draft {
  switch (content.kind) {
    case 'control':
      return { state: 'control', reason: undefined, text: content.text };
    case 'clear':
      return { state: 'clear', reason: undefined, text: content.text };
    case 'sealed':
      return { state: 'dark', reason: { kind: 'waiting' }, text: '' };
    case 'malformed':
      return { state: 'dark', reason: { kind: 'malformed', fault: content.fault }, text: '' };
  }
}

/** One string object per name: a capture holds the same few names a hundred thousand times. */
function createNames(): (name: string) => string {
  const names = new Map<string, string>();
  return (name) => {
    const known = names.get(name);
    if (known !== undefined) return known;
    if (names.size >= MAX_NAMES) names.clear();
    names.set(name, name);
    return name;
  };
}
