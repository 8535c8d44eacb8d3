import { parseJson } from '../json';
import { toJsonText } from '../protocols/pusher/json';
import { toFields } from '../untrusted';
import { readAblyFrame, readAblyMessage } from './ably';
import { readEnvelope } from './envelope';
import { MAX_PASTED_EVENTS, type Part } from './pasted';
import { readPublishRequest } from './publish-request';
import { readPusherFrame } from './pusher-frame';
import { readWebhook } from './webhook';

/** Lists in lists and texts in texts are followed so far: comet answers with a list of frames, tools encode once more. */
const MAX_DEPTH = 3;

/** What a JSON value holds, in its order; undefined when any of it is none of the known forms. `text`: it as it is written. */
export function readValue(value: unknown, text: string, channel: string, depth = 0): Part[] | undefined {
  const envelope = readEnvelope(value, text, channel);
  if (envelope) return [envelope];
  if (depth >= MAX_DEPTH) return undefined;
  if (typeof value === 'string') {
    const inner = parseJson(value);
    return inner === undefined ? undefined : readValue(inner, value, channel, depth + 1);
  }
  if (Array.isArray(value)) return readList(value, channel, depth + 1);
  const fields = toFields(value);
  const part =
    fields &&
    (readPusherFrame(fields, text, channel) ??
      readWebhook(fields) ??
      readAblyFrame(fields, text) ??
      readPublishRequest(fields) ??
      readAblyMessage(fields, text, channel));
  return part && [part];
}

function readList(items: readonly unknown[], channel: string, depth: number): Part[] | undefined {
  const parts: Part[] = [];
  for (const item of items) {
    const text = toJsonText(item);
    const read = text === undefined ? undefined : readValue(item, text, channel, depth);
    if (read === undefined) return undefined;
    parts.push(...read);
    // One more than can be taken is enough to refuse it.
    if (parts.length > MAX_PASTED_EVENTS) break;
  }
  return oldestFirst(parts);
}

/** History is answered backwards unless it is asked for otherwise; the capture goes forwards. */
function oldestFirst(parts: Part[]): Part[] {
  const first = parts[0]?.frames[0]?.at;
  const last = parts.at(-1)?.frames.at(-1)?.at;
  return first !== undefined && last !== undefined && first > last ? parts.reverse() : parts;
}
