import type { AuthExchange } from './auth/exchange';
import type { CloseInfo, Direction, Payload } from './frame';
import type { OpeningHistory } from './history/opening-history';
import type { Problem } from './key-summary';
import type { ChannelKind, ConnectionFacts, Content, Decode, Member, Protocol } from './protocols/protocol';
import type { Derivation, Detour, KeyId } from './sealed';
import type { Finding, VerdictId } from './verdicts';
import type { FormCounts } from './wire-form';

/**
 * What Cipherscope could do with an event. It says nothing of what may be wrong with it. `unverified`: a cipher without
 * a tag gave a plaintext that nothing confirms.
 */
export type EntryState = 'opened' | 'unverified' | 'dark' | 'clear' | 'control';

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
  /** The background was asked for the plaintext and has not answered: dark for a moment, and for no reason yet. */
  awaited: boolean;
  /** What was found about it: why it is dark, or what is wrong all the same. One shared list where there is nothing. */
  findings: readonly Finding[];
  /** What can be read: plaintext of an opened event, data of a clear or control one; empty while dark. */
  text: string;
  /** True when the plaintext is no UTF-8 text, and `text` holds it as base64. */
  binary: boolean;
  /** Which key opened it, and how its secret was derived from a master key. */
  opening: Opening | undefined;
  /** The part of an encoding chain that `text` still has; empty when all of it is undone. */
  remaining: string;
  /** What a delta stood for: it can not be read again from its frame alone. Undefined for all other events. */
  restored: Content | undefined;
  /** True for the event that a cache channel replays to a new subscriber. */
  cached: boolean;
  /** Frames of the same document that were dropped just before this one. */
  droppedBefore: number;
}

/** How a payload was opened. `detour` where it was not the usual way. */
export interface Opening {
  key: KeyId;
  derivation: Derivation | undefined;
  detour: Detour | undefined;
}

export type ConnectionState = 'connecting' | 'open' | 'closed';

/** One WebSocket of the inspected tab, with what its frames have told so far. */
export interface Connection extends ConnectionFacts {
  /** Unique in the panel: document id and number. */
  key: string;
  document: string;
  url: URL | undefined;
  /** What its frames or URL have shown it to speak; undefined before. */
  protocolName: string | undefined;
  /** There as soon as it is loaded. */
  protocol: Protocol | undefined;
  /** Reads its frames in their order; there as soon as the protocol is. */
  decode: Decode | undefined;
  /** True when its first frames speak no channel protocol that is known: its frames are counted only. */
  unknown: boolean;
  socketId: string | undefined;
  /** The user who signed in on it. */
  userId: string | undefined;
  state: ConnectionState;
  close: CloseInfo | undefined;
  /** What the server last said was wrong with the connection. */
  problem: Problem | undefined;
  channels: Map<string, Channel>;
  /** What was found about the connection as a whole. */
  findings: readonly Finding[];
}

/** `unknown`: it has events, and its subscription was not seen. */
export type Subscription =
  | 'unknown'
  | 'subscribing'
  | 'subscribed'
  | 'failed'
  | 'unsubscribing'
  | 'unsubscribed';

/** A channel of one connection. Counts are of the application events that are held. */
export interface Channel {
  name: string;
  kind: ChannelKind;
  /** True where the server replays the last event to new subscribers. */
  cache: boolean;
  subscription: Subscription;
  /** The last changes of the subscription, oldest first, bounded. */
  transitions: Transition[];
  /** Why the subscription failed. */
  problem: string | undefined;
  /** How many connections subscribe, as the server last said. */
  subscribers: number | undefined;
  /** Members of a presence channel, as far as they are known, bounded; `memberCount` is how many there are. */
  members: Map<string, Member>;
  memberCount: number | undefined;
  /** What a cache channel had for the last subscription; `awaited` until its first event or its `cache_miss` came. */
  replay: 'awaited' | 'replayed' | 'missed' | undefined;
  events: number;
  opened: number;
  unverified: number;
  /** Without those whose answer is awaited. */
  dark: number;
  /** In which form its events went over the wire. */
  forms: FormCounts;
  /** Which key opened its encrypted events, over time; undefined before the first. */
  openings: OpeningHistory | undefined;
  /** What its auth endpoint was asked and answered, oldest first, bounded. */
  authExchanges: readonly AuthExchange[];
  /** What was found about the channel as a whole. */
  findings: readonly Finding[];
  /** How many of the held events have which finding. */
  eventFindings: Map<VerdictId, number>;
}

/** When a subscription became what. `at` is epoch milliseconds. */
export interface Transition {
  to: Subscription;
  at: number;
}
