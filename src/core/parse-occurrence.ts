import type { ConnectionInfo, Occurrence, Payload } from './frame';
import { type Fields, isBoolean, isCount, isText, isTime, parseFields, toFields } from './untrusted';

/** Longest text that is taken from a page for a name, a URL or a reason. */
const MAX_LABEL_LENGTH = 8_192;
/** Longest message of an error. */
const MAX_MESSAGE_LENGTH = 300;

/** Rebuilds what a bridge says of a connection; undefined when it is not of that form. */
export function parseConnectionInfo(value: unknown): ConnectionInfo | undefined {
  const fields = toFields(value);
  const head = fields && parseFields(fields, { id: isCount, url: isLabel, at: isTime });
  if (!fields || !head) return undefined;
  return {
    ...head,
    subprotocol: isLabel(fields.subprotocol) ? fields.subprotocol : undefined,
    greeting: parseGreeting(fields.greeting),
    close: parseClose(fields.close),
  };
}

function parseGreeting(value: unknown): Payload | undefined {
  const payload = parsePayload(value);
  if (payload === undefined || 'omitted' in payload) return undefined;
  return isLabel('text' in payload ? payload.text : payload.base64) ? payload : undefined;
}

function parseClose(value: unknown): ConnectionInfo['close'] {
  const fields = toFields(value);
  return fields && parseFields(fields, { at: isTime, code: isCount, reason: isLabel, wasClean: isBoolean });
}

/** Rebuilds an occurrence member by member; undefined when it is not of that form. */
export function parseOccurrence(value: unknown): Occurrence | undefined {
  const fields = toFields(value);
  const head = fields && parseFields(fields, { seq: isCount, connection: isCount, at: isTime });
  if (!fields || !head) return undefined;
  switch (fields.kind) {
    case 'frame':
      return parseFrame(fields, head);
    case 'connecting':
      return isLabel(fields.url) ? { kind: 'connecting', ...head, url: fields.url } : undefined;
    case 'open':
      return isLabel(fields.subprotocol)
        ? { kind: 'open', ...head, subprotocol: fields.subprotocol }
        : undefined;
    case 'close': {
      const close = parseFields(fields, { code: isCount, reason: isLabel, wasClean: isBoolean });
      return close && { kind: 'close', ...head, ...close };
    }
    case 'page-error': {
      const { message } = fields;
      if (!isText(message) || message.length > MAX_MESSAGE_LENGTH) return undefined;
      return { kind: 'page-error', ...head, message };
    }
    default:
      return undefined;
  }
}

function parseFrame(
  fields: Fields,
  head: { seq: number; connection: number; at: number },
): Occurrence | undefined {
  const payload = parsePayload(fields.payload);
  const direction = fields.direction;
  if (payload === undefined || (direction !== 'sent' && direction !== 'received')) return undefined;
  return { kind: 'frame', ...head, direction, payload };
}

function parsePayload(value: unknown): Payload | undefined {
  const fields = toFields(value);
  if (fields === undefined) return undefined;
  if (isText(fields.text)) return { text: fields.text };
  if (isText(fields.base64)) return { base64: fields.base64 };
  if (!isCount(fields.bytes)) return undefined;
  if (fields.omitted !== 'unread-blob' && fields.omitted !== 'too-large') return undefined;
  return { omitted: fields.omitted, bytes: fields.bytes };
}

/** A name, a URL or a reason: text of at most 8,192 UTF-16 units. */
export function isLabel(value: unknown): value is string {
  return isText(value) && value.length <= MAX_LABEL_LENGTH;
}

/** As much of an error's message as an occurrence may carry. */
export function toMessage(text: string): string {
  return text.slice(0, MAX_MESSAGE_LENGTH);
}

/** As much of a text as `isLabel` takes. */
export function toLabel(text: string): string {
  return text.slice(0, MAX_LABEL_LENGTH);
}
