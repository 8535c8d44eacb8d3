import type { AuthExchange, Proof, SeenSecret } from './core/auth/exchange';
import type { SignatureCheck, SignatureFact } from './core/auth/signature-check';
import type { ConnectionInfo, Occurrence } from './core/frame';
import type { KeyChoice, TestedReading } from './core/key-reading';
import type { KeyKind, KeyScope, KeySummary, KeysAtRest, PassphraseAct, Problem } from './core/key-summary';
import type { Fact, KeyId, Sealed, Slip } from './core/sealed';
import type { TextFrames } from './core/text-frames';

/** Names of the runtime ports. */
export const BRIDGE_PORT = 'bridge';
export const PANEL_PORT = 'panel';
/** One port for each question: a message without a port would be heard by every page of the extension, the panel too. */
export const DEVTOOLS_PORT = 'devtools';

/** Random per document, made by its bridge. */
export type DocumentId = string;

/** Room for frames on their way, in bytes (a text counts one byte per UTF-16 unit, plus 64 per occurrence). */
export interface Windows {
  /** The hook's backlog: the last frames of its document. */
  maxBacklogBytes: number;
  /** What the bridge has sent and no panel has acknowledged. */
  maxUnacknowledgedBytes: number;
}

/**
 * Acknowledgements are given, and credit is handed back, in parts of the bound on what is unacknowledged: each wakes the
 * processes on its way. Less than two parts are then under way without need, so nothing ever waits for them.
 */
export const CREDIT_PARTS = 8;

export const DEFAULT_WINDOWS: Windows = { maxBacklogBytes: 4_000_000, maxUnacknowledgedBytes: 8_000_000 };

/**
 * A run of occurrences of one document, `first` to `last` without gaps, but for frames of sockets that speak no
 * channel protocol: those are counted in the totals and left out. `framesBefore` and `framesThrough` count all
 * frames of the document up to either end, so whoever knows what it has taken in can count what was lost.
 */
export interface Batch {
  document: DocumentId;
  first: number;
  last: number;
  /** What it takes of the bound on what is unacknowledged. */
  bytes: number;
  framesBefore: number;
  framesThrough: number;
  /** Frames so far of sockets that speak no known protocol. */
  unknownFrames: number;
  /** At the start of a stream every connection of the document, later those about which something was learned. */
  connections: KnownConnection[];
  /** Frames of earlier batches that were held back until their connection was recognised. */
  late: Occurrence[];
  occurrences: Occurrence[];
  /** In their place, where there are only frames that are texts: all that came. */
  frames?: TextFrames;
}

/** A connection with the protocol that its bridge recognised: null for none, undefined while that is open. */
export interface KnownConnection extends ConnectionInfo {
  protocol: string | null | undefined;
}

/** Bridge to background, over the bridge port. */
export type FromBridge =
  | { type: 'hello'; document: DocumentId; startedAt: number }
  /** The answer to `watch`: what follows begins where that asked. */
  | { type: 'watching' }
  | { type: 'batch'; batch: Batch };

/** Bridge to background, once in a document's life: it has a socket. The answer says whether a panel watches. */
export interface SocketNotice {
  type: 'socket';
}

/** Background to bridge. `from` is the first occurrence that some panel still lacks. */
export type ToBridge =
  | { type: 'watch'; from: number; windows: Windows }
  | { type: 'unwatch' }
  | { type: 'acknowledge'; through: number };

/** Background to every bridge of a tab (`tabs.sendMessage`): a panel has come; connect if you have a socket. */
export interface WatchNotice {
  type: 'watched';
}

/** Panel to background. A panel is trusted: it names its tab itself. */
export type FromPanel =
  | { type: 'watch'; tab: number; next: [DocumentId, number][]; windows: Windows }
  | { type: 'acknowledge'; document: DocumentId; through: number }
  | { type: 'open'; request: number; payloads: Sealed[] }
  | {
      type: 'add-key';
      request: number;
      kind: KeyKind;
      text: string;
      label: string;
      scope: KeyScope;
      remember: boolean;
      /** Which readings of the text are stored; left out, the text is a key of this kind as it is. */
      choices?: KeyChoice[];
    }
  | { type: 'remove-key'; request: number; id: KeyId }
  /** The one message that carries a passphrase; it is answered with `done` or `refused`. */
  | { type: 'use-passphrase'; request: number; act: PassphraseAct }
  /** Removes what can not be read, of these names. */
  | { type: 'remove-unreadable'; request: number; names: string[] }
  /**
   * The dear readings for payloads that stayed dark: the secrets of these channels, the other derivations, slips.
   * `keys`: what they are made of, left out for all in scope.
   */
  | { type: 'search'; request: number; payloads: Sealed[]; channels: string[]; keys?: KeyId[] | undefined }
  /**
   * What a text may mean as a key, tried on samples and on seen secrets. Nothing is stored. `scope`: what the key would be
   * for.
   */
  | {
      type: 'test-key';
      request: number;
      text: string;
      scope: KeyScope;
      samples: Sealed[];
      seen: SeenSecret[];
    }
  /** Stores the reading of a key that a slip has named, and that opens the sample, as a key of its own. */
  | { type: 'save-slip'; request: number; key: KeyId; slip: Slip; sample: Sealed }
  /** Which keys derive the secrets that were seen in auth replies. */
  | { type: 'prove'; request: number; seen: SeenSecret[] }
  /** Whether signatures of the page's own frames verify with the app secrets that are known. */
  | { type: 'verify'; request: number; checks: SignatureCheck[] }
  /** The switch for learning shared secrets from auth replies; and forgetting what was learned. */
  | { type: 'set-learning'; request: number; isOn: boolean }
  | { type: 'forget-learned'; request: number };

/** Background to panel. */
export type ToPanel =
  | { type: 'ready' }
  /** everywhere: whether the browser lets the content scripts run on every site, and not only where the user allows it. */
  | { type: 'access'; everywhere: boolean }
  | { type: 'document'; document: DocumentId; startedAt: number; top: boolean; url: string }
  | { type: 'gone'; document: DocumentId }
  | { type: 'batch'; batch: Batch }
  | { type: 'opened'; request: number; facts: Fact[] }
  | { type: 'keys'; keys: KeySummary[] }
  /** What is stored of keys beside those. */
  | ({ type: 'at-rest' } & KeysAtRest)
  | { type: 'key-added'; request: number; keys: KeySummary[] }
  | ({ type: 'key-refused'; request: number } & Problem)
  /** The answer to what has no other: it was carried out, or a `trouble` has said why not. */
  | { type: 'done'; request: number }
  | ({ type: 'refused'; request: number } & Problem)
  /** As `opened`, for a search. */
  | { type: 'found'; request: number; facts: Fact[] }
  | { type: 'key-tested'; request: number; readings: TestedReading[] }
  | { type: 'proved'; request: number; proofs: Proof[] }
  | { type: 'verified'; request: number; facts: SignatureFact[] }
  /** learned: how many secrets are known of this tab. */
  | { type: 'learning'; isOn: boolean; learned: number }
  | ({ type: 'trouble' } & Problem);

/**
 * Devtools page to background, each over a port of its own: a secret may be in either. The background answers an auth
 * request with `AuthExchange`s: checked, and freed of secrets. It answers candidates for keys that stand in the page with
 * the ids that they have as master keys.
 */
export type FromDevtools =
  | { type: 'auth'; tab: number; request: RawAuth }
  | { type: 'candidates'; texts: string[] };

/** Background to devtools page, the answer to `candidates`: without those that can be no key. */
export interface NamedCandidates {
  ids: KeyId[];
}

/** A request to an auth endpoint as `devtools.network` has it: the one message that carries a secret to the background. */
export interface RawAuth {
  at: number;
  durationMs: number;
  url: string;
  method: string;
  status: number;
  /** Text of the request's body, empty for none, and its content type. */
  body: string;
  contentType: string;
  reply: string;
}

/**
 * Between devtools page and panel of one tab, without a port: the panel asks for what was seen before it was opened, the
 * devtools page tells it what it sees.
 */
export type DevtoolsNotice =
  | { type: 'seen?'; tab: number }
  /** Panel to devtools page: many frames a second come. */
  | { type: 'busy'; tab: number }
  /**
   * since: when it began to listen, epoch milliseconds. from: how many exchanges it saw before these. pageStart: when the page
   * began that the page keys are of, epoch milliseconds; undefined while that is not known. isNewPage: those that were told
   * before are of a page that was left.
   */
  | {
      type: 'seen';
      tab: number;
      since: number;
      from: number;
      exchanges: AuthExchange[];
      pageKeys: { id: KeyId; url: string }[];
      pageStart: number | undefined;
      isNewPage?: true;
    };
