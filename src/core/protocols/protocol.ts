import type { Direction, Payload } from '../frame';
import type { Fault, Sealed } from '../sealed';

/** How a protocol is told from others, by what is on the wire and never by the host. Cheap: it runs in the page's process. */
export interface Recognizer {
  id: string;
  /** True when the URL alone proves it. */
  recognizeUrl(url: URL): boolean;
  /** True when this frame proves it. */
  recognizeFrame(text: string): boolean;
}

/** What one frame says, one per event: a frame may carry several, or none that is understood. */
export interface DecodedEvent {
  /** The event's name as it is on the wire. */
  event: string;
  /** Empty for events of the connection itself. */
  channel: string;
  content: Content;
  /** The member who sent a client event on a presence channel, where the frame says so. */
  userId?: string;
}

/** The state of an event's payload before any key is known. Text is what the app sees: one level of JSON string removed. */
export type Content =
  | { kind: 'control'; text: string }
  | { kind: 'clear'; text: string }
  | { kind: 'sealed'; sealed: Sealed }
  | { kind: 'malformed'; fault: Fault; text: string };

/** What an event does to its connection or channel, in words that hold for every protocol. */
export type Lifecycle =
  | { kind: 'connected'; socketId: string }
  | { kind: 'subscribing'; channel: string }
  | { kind: 'subscribed'; channel: string }
  | { kind: 'failed'; channel: string; problem: string }
  | { kind: 'unsubscribed'; channel: string }
  | { kind: 'error'; code: number | undefined; problem: string };

export interface DecodedFrame {
  events: DecodedEvent[];
  lifecycle: Lifecycle[];
}

export type ChannelKind = 'public' | 'private' | 'presence' | 'encrypted';

/** What the URL of a connection says about the app and the client library. */
export interface ConnectionFacts {
  /** App key; undefined when the URL does not say. */
  app: string | undefined;
  /** Client library and version, for people: "js 8.6.0". */
  client: string | undefined;
}

/** A wire format above frames. Pure: same frame, same answer; it knows no keys. */
export interface Protocol {
  id: string;
  /** Name for people. */
  label: string;
  describeUrl(url: URL): ConnectionFacts;
  channelKind(channel: string): ChannelKind;
  /** Never throws; what it does not understand is one `control` event with the raw text. */
  decode(payload: Payload, direction: Direction, app: string | undefined): DecodedFrame;
}
