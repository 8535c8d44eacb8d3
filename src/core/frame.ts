/** Seen from the page: `sent` by it or `received` by it. */
export type Direction = 'sent' | 'received';

/**
 * What a frame carried. Ports between contexts are JSON in Chrome, so bytes travel as base64 and the field says so.
 * `omitted` stands for a payload that was there and could not be kept; `bytes` is its length.
 */
export type Payload = { text: string } | { base64: string } | { omitted: Omission; bytes: number };

/** Why a payload is missing: the page was left before a Blob could be read, or it is larger than a port takes. */
export type Omission = 'unread-blob' | 'too-large';

/** One WebSocket of a document. `id` counts from 1 in its document. `at` is epoch milliseconds. */
export interface ConnectionInfo {
  id: number;
  url: string;
  at: number;
  /** The subprotocol the server chose; empty for none, undefined until the connection is open. */
  subprotocol: string | undefined;
  close: CloseInfo | undefined;
  /** First frame the page received, a text cut at 2,048 characters: it names the connection when older frames are gone. */
  greeting: Payload | undefined;
}

/** How a connection ended, as the browser's CloseEvent says. */
export interface CloseInfo {
  at: number;
  code: number;
  reason: string;
  wasClean: boolean;
}

/**
 * One thing that happened on a connection. `seq` counts from 1 in its document, over all its connections and
 * kinds, without gaps: it is what makes "nothing lost, nothing doubled" checkable.
 */
export type Occurrence =
  | { kind: 'connecting'; seq: number; connection: number; at: number; url: string }
  | { kind: 'open'; seq: number; connection: number; at: number; subprotocol: string }
  | { kind: 'frame'; seq: number; connection: number; at: number; direction: Direction; payload: Payload }
  | {
      kind: 'close';
      seq: number;
      connection: number;
      at: number;
      code: number;
      reason: string;
      wasClean: boolean;
    }
  /** The page threw an error that says why an encrypted channel is not there; at most 300 characters. Of no connection: 0. */
  | { kind: 'page-error'; seq: number; connection: number; at: number; message: string };

/** Length of a payload in bytes, as it was on the wire (text counted as UTF-8). */
export function payloadBytes(payload: Payload): number {
  if ('text' in payload) return utf8Length(payload.text);
  if ('base64' in payload) return base64Length(payload.base64);
  return payload.bytes;
}

const ENCODER = new TextEncoder();
/** Written and never read: only how much was written counts. Room for any text of a third of its length. */
const SCRATCH = new Uint8Array(16_384);

/** The browser's own encoder takes a fifth of the time of a look at each unit. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; ) {
    const { read, written } = ENCODER.encodeInto(at === 0 ? text : text.slice(at), SCRATCH);
    bytes += written;
    at += read;
  }
  return bytes;
}

function base64Length(base64: string): number {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return Math.floor((base64.length * 3) / 4) - padding;
}
