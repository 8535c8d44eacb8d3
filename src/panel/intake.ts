import { applyLifecycle, channelOf, takeReplay } from '../core/channels';
import type { Connection, Entry } from '../core/entry';
import { type Direction, type Occurrence, payloadBytes } from '../core/frame';
import type { Content, DecodedEvent } from '../core/protocols/protocol';
import type { Sealed } from '../core/sealed';
import { closeConnection, connectionOf, type DocumentState } from './documents';

/** A new entry, and its payload still to be opened where it is encrypted. */
export interface Taken {
  entry: Entry;
  sealed: Sealed | undefined;
}

type Draft = Pick<Entry, 'state' | 'reason' | 'text' | 'binary' | 'remaining'>;

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
      opening: undefined,
      restored: decoded.isRestored ? decoded.content : undefined,
      cached: isReplay(connection, decoded, frame?.direction),
      droppedBefore: state.droppedBefore,
    };
    state.droppedBefore = 0;
    if (decoded.content.kind === 'sealed') noteEncrypted(connection, decoded.channel);
    return { entry, sealed: decoded.content.kind === 'sealed' ? decoded.content.sealed : undefined };
  };

  return (state, occurrence) => {
    const connection = connectionOf(
      state,
      occurrence.connection,
      occurrence.kind === 'connecting' ? occurrence.url : undefined,
    );
    const note = noteConnection(connection, occurrence);
    const { decode } = connection;
    if (decode === undefined) return [];
    if (note !== undefined) return [toTaken(state, connection, occurrence, note, 0)];
    if (occurrence.kind !== 'frame') return [];
    const decoded = decode(occurrence.payload, occurrence.direction);
    const taken = decoded.events.map((event, index) => toTaken(state, connection, occurrence, event, index));
    for (const change of decoded.lifecycle) applyLifecycle(connection, change, occurrence.at);
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
  const meaning = connection.protocol?.describeClose(code);
  const said = `code ${code}${reason ? `, ${reason}` : ''}`;
  return connectionEvent(
    '(connection closed)',
    meaning ? `${said}. ${meaning.problem} ${meaning.remedy}` : said,
  );
}

function connectionEvent(event: string, text: string): DecodedEvent {
  return { event, channel: '', content: { kind: 'control', text } };
}

/** Ably encrypts any channel: its name does not say so, its messages do. */
function noteEncrypted(connection: Connection, name: string): void {
  const channel = channelOf(connection, name);
  if (channel !== undefined) channel.kind = 'encrypted';
}

function isReplay(connection: Connection, decoded: DecodedEvent, direction: Direction | undefined): boolean {
  if (direction !== 'received' || decoded.content.kind === 'control' || decoded.channel === '') return false;
  const channel = channelOf(connection, decoded.channel);
  return channel !== undefined && takeReplay(channel);
}

function toDraft(content: Content): Draft {
  const draft: Draft = { state: 'dark', reason: undefined, text: '', binary: false, remaining: '' };
  switch (content.kind) {
    case 'control':
      return { ...draft, state: 'control', text: content.text };
    case 'clear': {
      const { text, binary = false, remaining = '' } = content;
      return { ...draft, state: 'clear', text, binary, remaining };
    }
    case 'sealed':
      return { ...draft, reason: { kind: 'waiting' } };
    case 'malformed':
      return { ...draft, reason: { kind: 'malformed', fault: content.fault } };
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
