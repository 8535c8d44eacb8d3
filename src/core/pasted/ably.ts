import { type Fields, isText } from '../untrusted';
import { epochOf } from './epoch';
import { type Part, toPart } from './pasted';

/** Members of a protocol message; an object with an action and another member is none. */
const FRAME_MEMBERS: ReadonlySet<string> = new Set([
  'action',
  'id',
  'channel',
  'channelSerial',
  'connectionId',
  'connectionKey',
  'connectionDetails',
  'connectionSerial',
  'msgSerial',
  'count',
  'timestamp',
  'flags',
  'params',
  'error',
  'auth',
  'messages',
  'presence',
  'annotations',
  'state',
  'res',
]);
const ENTRY_LISTS = ['messages', 'presence', 'annotations', 'state'] as const;
/** What tells a message from any other object with a name, or with data. */
const MESSAGE_MARKS = ['id', 'timestamp', 'clientId', 'serial', 'connectionId'] as const;

/**
 * A protocol message, as it is in a WebSocket frame and in the answers of the comet transport.
 *   {"action":15,"channel":"chat","messages":[{"name":"hi","data":"there"}]}
 */
export function readAblyFrame(fields: Fields, text: string): Part | undefined {
  const { action } = fields;
  if (!Number.isInteger(action) || (action as number) < 0) return undefined;
  if (!Object.keys(fields).every((name) => FRAME_MEMBERS.has(name))) return undefined;
  const entries = ENTRY_LISTS.map((name) => fields[name]).find(Array.isArray);
  const part = toPart('ably-frame', 'ably', text, { at: epochOf(fields.timestamp) });
  return { ...part, events: Math.max(1, entries?.length ?? 0) };
}

/**
 * A message or presence entry as REST history, a webhook or SSE gives it, put into the frame it would come in. Only SSE
 * names its channel.
 *   {"id":"c:7:0","name":"hi","timestamp":1700000000000,"data":"ABEi…","encoding":"utf-8/cipher+aes-256-cbc/base64"}
 */
export function readAblyMessage(fields: Fields, text: string, given: string): Part | undefined {
  if (!isMessage(fields)) return undefined;
  const channel = isText(fields.channel) ? fields.channel : undefined;
  const [action, list] = isPresence(fields) ? [14, 'presence'] : [15, 'messages'];
  // The entry as it was written: numbers keep all their digits.
  const frame = `{"action":${action},"channel":${JSON.stringify(channel ?? given)},"${list}":[${text}]}`;
  return toPart('ably-message', 'ably', frame, {
    at: epochOf(fields.timestamp),
    needsChannel: channel === undefined,
  });
}

function isMessage(fields: Fields): boolean {
  if (fields.event !== undefined || fields.channels !== undefined || fields.batch !== undefined) return false;
  const { name, data, encoding } = fields;
  const isMarked = MESSAGE_MARKS.some((mark) => fields[mark] !== undefined);
  if (data !== undefined) return isText(name) || isText(encoding) || isMarked;
  return isMarked && (isText(name) || Number.isInteger(fields.action));
}

/** Who is present has no name and no serial; both have an action. */
function isPresence({ name, serial, version, clientId, action }: Fields): boolean {
  return (
    isText(clientId) &&
    Number.isInteger(action) &&
    [name, serial, version].every((member) => member === undefined)
  );
}
