import { type Fields, isText, toFields } from '../../untrusted';
import type { Frame } from './formats';
import { actionName } from './names';

/** What the entries of a frame are. */
export type EntryKind = 'message' | 'presence' | 'annotation' | 'object';

/** One entry of a protocol message. `fields` is undefined where it is no object: `raw` is what came. */
export interface FrameEntry {
  kind: EntryKind;
  raw: unknown;
  fields: Fields | undefined;
  /** Its own id or `<id of the frame>:<index>`; undefined where the frame has none either. */
  id: string | undefined;
  /** Its own or the frame's. */
  connectionId: string | undefined;
  /** Its own or the frame's, in epoch milliseconds. */
  timestamp: number | undefined;
}

/** No server sends as many; a frame of twenty megabytes of `{},{},…` must not become millions of rows. */
export const MAX_ENTRIES = 5000;

/** The member that holds the entries of a frame, by the name of its action. */
export const ENTRY_MEMBERS: Readonly<Record<string, readonly [member: string, kind: EntryKind]>> = {
  MESSAGE: ['messages', 'message'],
  PRESENCE: ['presence', 'presence'],
  SYNC: ['presence', 'presence'],
  ANNOTATION: ['annotations', 'annotation'],
  OBJECT: ['state', 'object'],
  OBJECT_SYNC: ['state', 'object'],
};

/**
 * The entries of a protocol message with what they inherit from it, at most MAX_ENTRIES, and how many there are in all.
 *   {"action":15,"id":"c:7","channel":"chat","connectionId":"c","timestamp":1700000000000,"messages":[{"data":"hi"}]}
 * Source: ably-js src/common/lib/types/basemessage.ts, populateFieldsFromParent.
 */
export function entriesOf({ action, fields }: Frame): { entries: FrameEntry[]; count: number } {
  const [member, kind] = ENTRY_MEMBERS[actionName(action) ?? ''] ?? [];
  const list = member === undefined ? undefined : fields[member];
  if (!Array.isArray(list) || kind === undefined) return { entries: [], count: 0 };
  const entries = list.slice(0, MAX_ENTRIES).map((raw: unknown, index): FrameEntry => {
    const own = toFields(raw);
    const inherited = isText(fields.id) ? `${fields.id}:${index}` : undefined;
    return {
      kind,
      raw,
      fields: own,
      id: isText(own?.id) ? own.id : inherited,
      connectionId: textOf(own?.connectionId) ?? textOf(fields.connectionId),
      timestamp: numberOf(own?.timestamp) ?? numberOf(fields.timestamp),
    };
  });
  return { entries, count: list.length };
}

/**
 * The channel of a frame, without what a client asks for in front of its name: `[?delta=vcdiff]chat` and
 * `[filter=…]chat` are `chat`, with the key of `chat`. `[meta]log` is a channel of its own.
 */
export function channelOf({ fields }: Frame): string {
  const channel = textOf(fields.channel) ?? '';
  return channel.startsWith('[') ? channel.replace(/^\[(?:\?|filter=)[^\]]*\]/, '') : channel;
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
