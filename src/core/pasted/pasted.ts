import type { Payload } from '../frame';
import type { Problem } from '../key-summary';
import type { ProtocolId } from '../protocols/recognizers';

/** Longest text that is read, in UTF-16 units. */
export const MAX_PASTED_CHARS = 5_000_000;
/** As many events are taken of one text. */
export const MAX_PASTED_EVENTS = 5_000;

/**
 * What a text, or a part of it, was understood to be. `publish`: the body of a request to Pusher's HTTP API. `frame`: of
 * Pusher and Sockudo. `ably-frame`: a protocol message.
 */
export type PastedKind =
  | 'envelope'
  | 'frame'
  | 'webhook'
  | 'publish'
  | 'ably-message'
  | 'ably-frame'
  | 'binary-frame';

/** A frame for the protocol's own decoder, as the page would have received it. */
export interface PastedFrame {
  payload: Payload;
  /** Epoch milliseconds, where the text says; undefined for now. */
  at: number | undefined;
}

/** What was pasted, as frames. */
export interface Pasted {
  /** One, unless frames, envelopes and others of one protocol were mixed. */
  kinds: readonly PastedKind[];
  protocol: ProtocolId;
  frames: readonly PastedFrame[];
  /** Events in it as far as they can be counted without a decoder: a binary frame counts one. */
  events: number;
  /** Of a webhook: how many of its events clients sent; the others tell of channels and members. */
  clientEvents: number;
  /** Some of it does not say its channel, so that the user has to. */
  needsChannel: boolean;
  webhook: PastedWebhook | undefined;
}

/** What the signature of a webhook is checked with. */
export interface PastedWebhook {
  /** The text that was signed, byte for byte as it was pasted. */
  body: string;
  /** The headers X-Pusher-Key and X-Pusher-Signature, where they were pasted with the body. */
  app: string | undefined;
  signature: string | undefined;
}

/** What a pasted text means. `lacking`: it is understood, and can not be opened before the user gives the channel. */
export type PastedReading =
  | { outcome: 'empty' }
  | { outcome: 'ready'; pasted: Pasted }
  | ({ outcome: 'lacking'; pasted: Pasted } & Problem)
  | ({ outcome: 'refused' } & Problem);

/** What one JSON value, or one binary frame, was understood to be. */
export type Part = Omit<Pasted, 'kinds' | 'webhook'> & { kind: PastedKind };

/** A part of one text frame with one event. */
export function toPart(
  kind: PastedKind,
  protocol: ProtocolId,
  text: string,
  more: Partial<Pick<Part, 'needsChannel'> & Pick<PastedFrame, 'at'>> = {},
): Part {
  const { at, needsChannel = false } = more;
  return { kind, protocol, frames: [{ payload: { text }, at }], events: 1, clientEvents: 0, needsChannel };
}
