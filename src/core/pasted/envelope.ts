import { parseJson } from '../json';
import { toJsonText } from '../protocols/pusher/json';
import { toFields } from '../untrusted';
import { type Part, toPart } from './pasted';

/** An envelope alone does not say what event it was. No server can send this name as a control event: it has no prefix. */
const NO_NAME = '(pasted)';
/** An envelope whose end is missing is no JSON: {"nonce":"AAEC */
const CUT_OFF = /^\s*\{\s*"(?:nonce|ciphertext)"\s*:/;

/**
 * An envelope as the data of an event: an object, a text of JSON that holds one, and that once more encoded, as it is
 * in the frame. `text` is the object as it was pasted. Undefined for what is none.
 *   {"nonce":"…","ciphertext":"…"}   "{\"nonce\":\"…\",\"ciphertext\":\"…\"}"
 */
export function readEnvelope(value: unknown, text: string, channel: string): Part | undefined {
  if (typeof value === 'string') return holdsEnvelope(value) ? toEnvelope(value, channel) : undefined;
  return isEnvelope(value) ? toEnvelope(text, channel) : undefined;
}

/** An envelope that breaks off in the middle: the decoder says what is wrong with it. One that is whole, with more behind it, is none. */
export function readCutEnvelope(text: string, channel: string): Part | undefined {
  const [line = ''] = text.split('\n', 1);
  return CUT_OFF.test(text) && parseJson(line) === undefined ? toEnvelope(text, channel) : undefined;
}

function toEnvelope(data: string, channel: string): Part | undefined {
  const frame = toJsonText({ event: NO_NAME, channel, data });
  return frame === undefined ? undefined : toPart('envelope', 'pusher', frame, { needsChannel: true });
}

/** One or two levels of JSON string around an envelope; the decoder calls the second a fault. */
function holdsEnvelope(text: string): boolean {
  const inner = parseJson(text);
  if (inner === undefined) return CUT_OFF.test(text);
  return isEnvelope(typeof inner === 'string' ? parseJson(inner) : inner);
}

function isEnvelope(value: unknown): boolean {
  const fields = toFields(value);
  if (fields === undefined || 'event' in fields || 'events' in fields) return false;
  return fields.nonce !== undefined || fields.ciphertext !== undefined;
}
