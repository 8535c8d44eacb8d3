import { outerMembers } from '../../json-text';
import type { Recognizer } from '../protocol';

/** Characters of a frame that are looked at: the name of a control event stands before its data in every known server. */
const MAX_HEAD_CHARS = 2048;

const APP_PATH = /\/app\/[^/?#]+\/?$/;
const CONTROL_EVENT = /^pusher(?:_internal)?:/;

/**
 * Tells a Pusher connection, whatever its host: pusher.com, Soketi, Reverb, Sockudo V1. Sockudo V2 has names of its
 * own (`sockudo:`) and `protocol=2` in its URL, and is not claimed.
 */
export const pusherRecognizer = {
  id: 'pusher',
  // wss://ws-eu.pusher.com/app/278d425bdf160c739803?protocol=7&client=js&version=8.6.0&flash=false
  recognizeUrl(url: URL): boolean {
    const version = protocolNumber(url);
    return version !== undefined && version !== 2;
  },
  // {"event":"pusher:connection_established","data":"{\"socket_id\":\"123.456\",\"activity_timeout\":120}"}
  recognizeFrame(frame: string | Uint8Array): boolean {
    if (typeof frame !== 'string') return false;
    const head = headOf(frame);
    // Nearly every frame of another protocol stops here. A search for a quote stops at each.
    if (!head.includes('pusher:') && !head.includes('pusher_internal:')) return false;
    return CONTROL_EVENT.test(eventName(head) ?? '');
  },
} as const satisfies Recognizer;

/** The number after `protocol=` where the path is `/app/<key>`; undefined for every other URL. */
export function protocolNumber(url: URL): number | undefined {
  const version = url.searchParams.get('protocol') ?? '';
  return APP_PATH.test(url.pathname) && /^\d{1,4}$/.test(version) ? Number(version) : undefined;
}

/** The part of a text frame that a recognizer looks at: 2,048 UTF-16 units. */
export function headOf(text: string): string {
  return text.slice(0, MAX_HEAD_CHARS);
}

/** The value of `event` in the outermost object; a quoted frame inside another's data is deeper or inside a string. */
export function eventName(head: string): string | undefined {
  for (const [key, value] of outerMembers(head)) {
    if (key === 'event' && value.startsWith('"')) return value.slice(1, -1);
  }
  return undefined;
}
