import type { ReadonlySignal, Signal } from '@preact/signals';
import type { EncryptionProof } from '../core/encryption-proof';
import type { Channel, Connection, Entry } from '../core/entry';
import type { Filter } from '../core/filter';
import type { KeyChoice, TestedReading } from '../core/key-reading';
import type { KeyKind, KeyScope, KeySummary, KeysAtRest, PassphraseAct, Problem } from '../core/key-summary';
import type { KeyId, Slip } from '../core/sealed';
import type { Subject } from './auth-subjects';
import type { Pasting } from './pasting';

/** What narrows the table beside the query: a connection, or one channel of it. */
export interface Place {
  connection: Connection;
  /** Undefined for the whole connection. */
  channel: string | undefined;
}

/** How far a long work has come. */
export interface Progress {
  label: string;
  done: number;
  total: number;
}

/** Numbers of the status bar. */
export interface Counts {
  /** Rows in the table. */
  shown: number;
  /** Entries of which it is not known yet whether they are rows: `shown` is still to grow. */
  untested: number;
  /** Entries held. */
  held: number;
  /** Frames lost because a backlog or the capture was full. */
  dropped: number;
  /** Without those whose answer is awaited. */
  dark: number;
  /** Dark for want of a key. */
  lackingKey: number;
  /** Different reasons among the dark ones. */
  reasons: number;
  /** Entries that came while the table is paused. */
  waiting: number;
  /** Frames of sockets that speak no known protocol, and how many such sockets there are. */
  unknownFrames: number;
  unknownConnections: number;
  /** Control events that are folded away. */
  folded: number;
  /** Those of them that wait while the table is paused; counted only while it has no rows. */
  foldedWaiting: number;
}

/** Whether shared secrets are learned from auth replies, and how many are known of this tab. */
export interface Learning {
  isOn: boolean;
  learned: number;
}

export type LinkState = 'connecting' | 'connected' | 'lost';

/** What came of adding keys: the keys, or why there are none. */
export type AddedKeys = { ok: true; keys: KeySummary[] } | ({ ok: false } & Problem);

/** The readings of a text, tried. */
export interface KeyTest {
  readings: TestedReading[];
  /** What they were tried on. */
  captured: Captured;
}

/** How much encrypted is held, by cipher; `isCut` where not all of it was tried. */
export interface Captured {
  secretbox: number;
  'aes-cbc': number;
  isCut: boolean;
  /** Channels of whose auth replies a secret was seen. */
  seen: readonly string[];
}

/** Everything the panel shows, and the acts it offers. Components read signals and call acts; they hold no data. */
export interface Store extends Pasting {
  /** The rows of the table, oldest first. A new array object after every draw that changed it. */
  rows: ReadonlySignal<RowList>;
  counts: ReadonlySignal<Counts>;
  connections: ReadonlySignal<readonly Connection[]>;
  keys: ReadonlySignal<readonly KeySummary[]>;
  /** What is stored of keys beside those that are known. */
  atRest: ReadonlySignal<KeysAtRest>;
  /** The selected entry; it changes (as a new wrapper) when the entry's state changes, for example by a late key. */
  selected: ReadonlySignal<{ entry: Entry } | undefined>;
  place: ReadonlySignal<Place | undefined>;
  query: ReadonlySignal<string>;
  /** The filter in force: the last readable query. */
  filter: ReadonlySignal<Filter>;
  /** What is wrong with the query as it stands. */
  queryProblem: ReadonlySignal<string | undefined>;
  showControl: Signal<boolean>;
  preserveLog: Signal<boolean>;
  paused: ReadonlySignal<boolean>;
  progress: ReadonlySignal<Progress | undefined>;
  /** Room for events in bytes; the oldest go when it is full. */
  maxCaptureBytes: ReadonlySignal<number>;
  trouble: ReadonlySignal<Problem | undefined>;
  link: ReadonlySignal<LinkState>;
  /** Whether the browser lets the extension run on every site. */
  runsEverywhere: ReadonlySignal<boolean>;
  /** Goes up when the table starts anew: after a clear, and on a new page. */
  restarts: ReadonlySignal<number>;
  learning: ReadonlySignal<Learning>;
  /** Since when auth requests are seen, epoch milliseconds; undefined where there are no DevTools around the panel. */
  sightingsSince: ReadonlySignal<number | undefined>;
  /** True for ten seconds after a clear. */
  canUndoClear: ReadonlySignal<boolean>;

  select(id: number | undefined): void;
  setQuery(query: string): void;
  setPlace(place: Place | undefined): void;
  /** Within `CAPTURE_BYTES`; it is remembered. */
  setMaxCaptureBytes(bytes: number): void;
  togglePause(): void;
  clear(): void;
  undoClear(): void;
  /** Resolves with the keys that were added, or with problem and remedy; then nothing was stored. */
  addKey(
    kind: KeyKind,
    text: string,
    label: string,
    scope: KeyScope,
    remember: boolean,
    choices?: KeyChoice[],
  ): Promise<AddedKeys>;
  /** Tries what a text may mean as a key on what is held. Nothing is stored. */
  testKey(text: string, scope: KeyScope): Promise<KeyTest>;
  /** Stores the reading of a key's text that has opened this entry by a slip. */
  saveSlip(key: KeyId, slip: Slip, entry: Entry): Promise<AddedKeys>;
  removeKey(id: string): void;
  /** Removes what can not be read, of these names. */
  removeUnreadable(names: readonly string[]): void;
  /** Resolves with why it could not be done. */
  usePassphrase(act: PassphraseAct): Promise<Problem | undefined>;
  /** What the capture shows of encryption: of a channel, or as a whole. */
  prove(place: Place | undefined): EncryptionProof;
  /** Turning it off forgets what was learned. */
  setLearning(isOn: boolean): void;
  /** Forgets what was learned, in every tab. */
  forgetLearned(): void;
  /** How a channel, or without one the user of a connection, was authorised; undefined where nothing is known of it. */
  authorisationOf(connection: Connection, channel: Channel | undefined): Subject | undefined;
  stopProgress(): void;
  /** Reloads the inspected page; undefined outside DevTools. */
  reloadPage: (() => void) | undefined;
}

/** The rows as the virtual list wants them. */
export interface RowList {
  readonly length: number;
  at(index: number): Entry | undefined;
  /** Row of an entry, -1 when it is not shown. */
  indexOf(id: number): number;
}
