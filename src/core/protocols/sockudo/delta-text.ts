import type { Payload } from '../../frame';
import type { Fields } from '../../untrusted';
import { frameToJson } from '../pusher/json';

/** What the server adds to a frame that deltas may build on, at its end. */
const MARKS = /^,"__delta_seq":\d+(?:,"__conflation_key":"(?:[^"\\]|\\.)*")?\}\s*$/s;

/**
 * The text that a delta to this frame builds on: the frame as the server had it before it added its marks. Of a binary
 * frame its JSON, members in the order of their numbers. Undefined for what can not be written.
 *   {"event":"tick","channel":"market","data":"…","__delta_seq":0,"__conflation_key":"BTC"}
 */
export function baseText(frame: Fields, payload: Payload): string | undefined {
  if (!('text' in payload)) {
    return frameToJson({ ...frame, __delta_seq: undefined, __conflation_key: undefined });
  }
  const { text } = payload;
  const at = text.lastIndexOf(',"__delta_seq":');
  if (at !== -1 && MARKS.test(text.slice(at))) return `${text.slice(0, at)}}`;
  // Another order: as sockudo-js takes them out (client-sdks/sockudo-js/src/core/sockudo.ts).
  return text
    .replace(/,"__delta_seq":\d+/g, '')
    .replace(/"__delta_seq":\d+,/g, '')
    .replace(/,"__conflation_key":"[^"]*"/g, '')
    .replace(/"__conflation_key":"[^"]*",/g, '');
}
