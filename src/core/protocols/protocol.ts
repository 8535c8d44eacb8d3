import type { Direction, Payload } from '../frame';
import type { KeyKind, Problem } from '../key-summary';
import type { Fault, Sealed } from '../sealed';
import type { Finding } from '../verdicts';

/** How a protocol is told from others, by what is on the wire and never by the host. Cheap: it runs in the page's process. */
export interface Recognizer {
  /** Name of the folder in `core/protocols` that holds the protocol. */
  id: string;
  /** True when the URL alone proves it. */
  recognizeUrl(url: URL): boolean;
  /** True when this frame proves it: a text, or the bytes of a binary frame; at most its first 2,048 units or bytes. */
  recognizeFrame(frame: string | Uint8Array): boolean;
}

/** What one frame says, one per event: a frame may carry several, or none that is understood. */
export interface DecodedEvent {
  /** The event's name as it is on the wire. */
  event: string;
  /** Empty for events of the connection itself. */
  channel: string;
  content: Content;
  /** Who sent it, where the frame says so: the member of a presence channel, the client id. */
  userId?: string;
  /** True when earlier frames were needed to read it (a delta): reading its frame alone does not give this content. */
  isRestored?: boolean;
  /** What is odd about it although it can be read or opened; left out for nothing. */
  findings?: readonly Finding[];
}

/**
 * The state of an event's payload before any key is known. Text is what the app sees: one level of JSON string removed,
 * or base64 where `binary`; of control events, and of what can not be read, without credentials. `remaining`: the part of
 * an encoding chain that could not be undone.
 */
export type Content =
  | { kind: 'control'; text: string }
  | { kind: 'clear'; text: string; binary?: boolean; remaining?: string }
  | { kind: 'sealed'; sealed: Sealed }
  | { kind: 'malformed'; fault: Fault; text: string };

/** What an event does to its connection or channel, in words that hold for every protocol. */
export type Lifecycle =
  | { kind: 'connected'; socketId: string }
  | { kind: 'signed-in'; userId: string | undefined }
  | { kind: 'signing-in'; given: Authorisation | undefined }
  /** `given`: what was sent to be let in, where the channel needs that. */
  | { kind: 'subscribing'; channel: string; given?: Authorisation | undefined }
  /**
   * `members`: all members of a presence channel, where the frame lists them; `count`: how many there are. `isAnew`: those that
   * were known may have left unseen, and who is there follows one by one.
   */
  | { kind: 'subscribed'; channel: string; members?: Member[]; count?: number; isAnew?: true }
  | { kind: 'failed'; channel: string; problem: string }
  | { kind: 'unsubscribing'; channel: string }
  | { kind: 'unsubscribed'; channel: string }
  /** The server says how many connections subscribe. */
  | { kind: 'counted'; channel: string; count: number }
  | { kind: 'joined'; channel: string; member: Member }
  | { kind: 'updated'; channel: string; member: Member }
  /** `id`: of the member. */
  | { kind: 'left'; channel: string; id: string }
  /** A cache channel that holds nothing. */
  | { kind: 'cache-missed'; channel: string }
  | ({ kind: 'error'; code: number | undefined } & Problem);

/** What a page sends to be let in. It holds a signature of the page's own: for checks, never for verdicts or copies. */
export interface Authorisation {
  /** `app key:signature`. */
  auth: string;
  /** What was signed with it: `channel_data` of a channel, `user_data` of a user; undefined for none. */
  data: string | undefined;
}

/** A member of a presence channel, its texts cut to a bounded length. */
export interface Member {
  /** Tells it from every other member of its channel, at most 200 characters. */
  id: string;
  /** What people know it by: several members may have one name (a client on two connections). */
  name: string;
  /** What the app says of it, as JSON of at most 1,000 characters and a mark where it is cut; undefined for none. */
  info: string | undefined;
}

export interface DecodedFrame {
  events: DecodedEvent[];
  lifecycle: Lifecycle[];
}

export type ChannelKind = 'public' | 'private' | 'presence' | 'encrypted';

/** What the URL of a connection says about the app and the client library. */
export interface ConnectionFacts {
  /** App key or app id; undefined when the URL does not say. */
  app: string | undefined;
  /** Client library and version, for people: "pusher-js 8.6.0". */
  client: string | undefined;
  /** Version of the protocol and form of the frames, for people: "7", "2, MessagePack". */
  version: string | undefined;
}

/** One fact of an event beside its payload, for people: an id, a serial, a tag. */
export interface Detail {
  name: string;
  value: string;
}

/** What the detail shows of an event beside name, channel and payload. */
export interface Description {
  details: Detail[];
  /** The encoding chain as it came, for example `json/utf-8/cipher+aes-256-cbc/base64`; undone from the right. */
  encoding: string | undefined;
  /** What an error or a close means and what the client will do. */
  notice: Problem | undefined;
}

/** Reads the frames of one connection, given in their order. Never throws; it knows no keys. */
export type Decode = (payload: Payload, direction: Direction) => DecodedFrame;

/** A wire format above frames. It knows no keys. */
export interface Protocol {
  id: string;
  /** Name for people. */
  label: string;
  /** Kinds of keys that can open its payloads, the usual one first. */
  keyKinds: readonly KeyKind[];
  /** Names of members of control frames that are shown in the raw view and replaced in every copy. */
  uncopied: readonly string[];
  describeUrl(url: URL): ConnectionFacts;
  channelKind(channel: string): ChannelKind;
  /** True where the server keeps the last event and replays it to whoever subscribes. */
  isCacheChannel(channel: string): boolean;
  /**
   * A reader for one connection. It remembers what later frames build on (delta bases), bounded; a new one reads any
   * single frame that builds on none. What it does not understand is one event with a `malformed` content.
   */
  createDecoder(app: string | undefined): Decode;
  /**
   * Loads what this frame needs beyond the protocol itself (MessagePack, protobuf, deltas); undefined when all is here.
   * A frame that is decoded before is unreadable.
   */
  prepare(payload: Payload): Promise<void> | undefined;
  /** What the detail shows of one event of a frame. */
  describe(payload: Payload, direction: Direction, index: number): Description;
  /** A binary frame as indented JSON, for reading; undefined for text frames and for what is no frame of this protocol. */
  showBinary(payload: Payload): string | undefined;
  /**
   * The frame with what must never be shown in full hidden, whether it can be read or not; bytes keep their length. The
   * same object where there is nothing to hide.
   */
  hideSecrets(payload: Payload): Payload;
  /** What a WebSocket close code means here and what the client will do; undefined for codes without a meaning of their own. */
  describeClose(code: number): Problem | undefined;
}
