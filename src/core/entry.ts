import type { CloseInfo, Direction, Payload } from './frame';
import type { ChannelKind, Protocol } from './protocols/protocol';
import type { Reason } from './reasons';
import type { Derivation, KeyId } from './sealed';

/** What Cipherscope could do with an event. It says nothing of what may be wrong with it. */
export type EntryState = 'opened' | 'dark' | 'clear' | 'control';

/** One row of the capture: one event of one frame. Kept by the hundred thousand: nothing in it that can be derived. */
export interface Entry {
  /** Goes up by one with every entry of a panel; names the entry for selection. */
  id: number;
  connection: Connection;
  at: number;
  direction: Direction;
  /** Bytes of the whole frame on the wire. */
  size: number;
  /** The frame as it was; several entries share it when it carried several events. */
  payload: Payload;
  /** Which of the frame's events this is, from 0. */
  index: number;
  event: string;
  /** Empty for events of the connection itself. */
  channel: string;
  userId: string | undefined;
  state: EntryState;
  /** Only while dark. */
  reason: Reason | undefined;
  /** What can be read: plaintext of an opened event, data of a clear or control one; empty while dark. */
  text: string;
  /** True when the plaintext is no UTF-8 text, and `text` holds it as base64. */
  binary: boolean;
  /** Which key opened it, and how its secret was derived. */
  opening: { key: KeyId; derivation: Derivation } | undefined;
  /** Frames of the same document that were dropped just before this one. */
  droppedBefore: number;
}

/** True while the background was asked for the plaintext and has not answered: dark for a moment, and for no reason yet. */
export function isAwaited(entry: Entry): boolean {
  return entry.reason?.kind === 'waiting';
}

export type ConnectionState = 'connecting' | 'open' | 'closed';

/** One WebSocket of the inspected tab, with what its frames have told so far. */
export interface Connection {
  /** Unique in the panel: document id and number. */
  key: string;
  document: string;
  url: URL | undefined;
  /** Undefined until its frames or URL have shown it. */
  protocol: Protocol | undefined;
  /** True when its first frames speak no channel protocol that is known: its frames are counted only. */
  unknown: boolean;
  /** App key; undefined when the URL does not say. */
  app: string | undefined;
  /** Client library and version, for people. */
  client: string | undefined;
  socketId: string | undefined;
  state: ConnectionState;
  close: CloseInfo | undefined;
  channels: Map<string, Channel>;
}

export type Subscription = 'unknown' | 'pending' | 'subscribed' | 'failed' | 'gone';

/** A channel of one connection. Counts are of the application events that are held. */
export interface Channel {
  name: string;
  kind: ChannelKind;
  subscription: Subscription;
  /** Why the subscription failed. */
  problem: string | undefined;
  events: number;
  opened: number;
  /** Without those whose answer is awaited. */
  dark: number;
}
