import type { Recognizer } from '../protocol';

/** Characters of a frame that are looked at: the name of a control event stands before its data in every known server. */
const MAX_HEAD_CHARS = 2048;

const APP_PATH = /\/app\/[^/?#]+\/?$/;
const CONTROL_EVENT = /^pusher(?:_internal)?:/;
/** A JSON string, a mark, or anything between marks (numbers, literals, and what is no JSON). */
const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*")|([{}[\]:,])|[^\s"{}[\]:,]+)/gsy;

/**
 * Tells a Pusher connection, whatever its host: pusher.com, Soketi, Reverb, Sockudo V1. Sockudo V2 has names of its
 * own (`sockudo:`) and `protocol=2` in its URL, and is not claimed.
 */
export const pusherRecognizer = {
  id: 'pusher',
  // wss://ws-eu.pusher.com/app/278d425bdf160c739803?protocol=7&client=js&version=8.6.0&flash=false
  recognizeUrl(url: URL): boolean {
    const version = url.searchParams.get('protocol') ?? '';
    return APP_PATH.test(url.pathname) && /^\d{1,4}$/.test(version) && Number(version) !== 2;
  },
  // {"event":"pusher:connection_established","data":"{\"socket_id\":\"123.456\",\"activity_timeout\":120}"}
  recognizeFrame(text: string): boolean {
    const head = text.slice(0, MAX_HEAD_CHARS);
    // Nearly every frame of another protocol stops here.
    if (!head.includes('"pusher:') && !head.includes('"pusher_internal:')) return false;
    return CONTROL_EVENT.test(eventName(head) ?? '');
  },
} as const satisfies Recognizer;

/** The value of `event` in the outermost object; a quoted frame inside another's data is deeper or inside a string. */
function eventName(head: string): string | undefined {
  let depth = 0;
  let key: string | undefined;
  let before = '';
  for (const [, quoted, mark] of head.matchAll(TOKEN)) {
    if (before === '' && mark !== '{') return undefined;
    if (mark === '{' || mark === '[') depth += 1;
    if (mark === '}' || mark === ']') depth -= 1;
    if (depth === 1 && quoted !== undefined) {
      if (before !== ':') key = quoted;
      else if (key === '"event"') return quoted.slice(1, -1);
    }
    before = mark ?? 'value';
  }
  return undefined;
}
