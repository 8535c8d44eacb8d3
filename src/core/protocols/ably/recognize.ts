import { outerMembers } from '../../json-text';
import type { Recognizer } from '../protocol';

/** As in every recognizer: what tells a protocol stands in the head of a frame. */
const MAX_HEAD = 2048;

const ACTION = /"action"\s*:\s*(\d{1,2})(?!\d)/g;

/**
 * Tells an Ably connection, whatever its host, from its query (always the same three parameters) or from a protocol
 * message: an object or MessagePack map with a number for `action` and the members that belong to it.
 */
export const ablyRecognizer = {
  id: 'ably',
  // wss://main.realtime.ably.net/?access_token=…&format=json&heartbeats=true&v=6&agent=ably-js%2F2.28.0%20browser
  recognizeUrl({ searchParams }: URL): boolean {
    return (
      /^\d+(\.\d+)?$/.test(searchParams.get('v') ?? '') &&
      /^(json|msgpack)$/.test(searchParams.get('format') ?? '') &&
      (searchParams.has('key') || searchParams.has('access_token'))
    );
  },
  // {"action":4,"connectionId":"Xn3…","connectionKey":"…","connectionDetails":{…}}
  recognizeFrame(frame: string | Uint8Array): boolean {
    return typeof frame === 'string' ? recognizeText(frame) : recognizeBytes(frame);
  },
} as const satisfies Recognizer;

/** Whether the members of a protocol message prove it, as names beside an action; alone most of them are anybody's. */
function proves(action: number, has: (name: string) => boolean): boolean {
  switch (action) {
    case 1:
    case 2:
      return has('msgSerial') && has('count');
    case 4:
      return has('connectionId') && (has('connectionDetails') || has('connectionKey'));
    case 10:
    case 11:
    case 13:
      return has('channel') && (has('channelSerial') || has('flags') || has('params'));
    case 14:
    case 16:
      return has('channel') && has('presence');
    case 15:
      return has('channel') && has('messages');
    case 19:
    case 20:
      return has('channel') && has('state');
    case 21:
      return has('channel') && has('annotations');
    default:
      return false;
  }
}

function recognizeText(text: string): boolean {
  const head = text.slice(0, MAX_HEAD);
  // Nearly every frame of another protocol stops here; a search for a quote stops at every quote.
  if (!head.includes('action"') || !mayProve(head)) return false;
  const members = new Map(outerMembers(head));
  const action = members.get('action') ?? '';
  // Pusher frames have an event, whatever else their servers add.
  return (
    /^\d{1,2}$/.test(action) && !members.has('event') && proves(Number(action), (name) => members.has(name))
  );
}

/** Whether some action stands in a text with the names that would prove it, on whatever level: cheaper than to find out. */
function mayProve(head: string): boolean {
  for (const [, action] of head.matchAll(ACTION)) {
    if (proves(Number(action), (name) => head.includes(`${name}"`))) return true;
  }
  return false;
}

// 87 a6 "action" 04 ac "connectionId" a6 "…": a map, short texts with their length before them, small numbers as they are.
function recognizeBytes(bytes: Uint8Array): boolean {
  const first = bytes[0] ?? 0;
  if (!((first >= 0x80 && first <= 0x8f) || first === 0xde || first === 0xdf)) return false;
  const head = bytes.subarray(0, MAX_HEAD);
  const action = afterName(head, 'action');
  return action !== undefined && proves(action, (name) => afterName(head, name) !== undefined);
}

/** The byte that follows a member name, with 0xa0 and its length (below 32) before it as MessagePack writes it. */
function afterName(head: Uint8Array, name: string): number | undefined {
  const mark = 0xa0 + name.length;
  for (let at = head.indexOf(mark); at !== -1; at = head.indexOf(mark, at + 1)) {
    let length = 0;
    while (length < name.length && head[at + 1 + length] === name.charCodeAt(length)) length++;
    if (length === name.length) return head[at + 1 + length];
  }
  return undefined;
}
