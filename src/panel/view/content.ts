import type { Entry } from '../../core/entry';
import { payloadBytes } from '../../core/frame';
import type { Content } from '../../core/protocols/protocol';

/** What the frame of an entry carried for it, read again: the capture keeps the frame, not what can be derived. */
export function contentOf(entry: Entry): Content | undefined {
  const { protocol, app } = entry.connection;
  return protocol?.decode(entry.payload, entry.direction, app).events[entry.index]?.content;
}

/** Length in bytes of what an entry shows as text. */
export function textBytes(entry: Entry): number {
  return payloadBytes(entry.binary ? { base64: entry.text } : { text: entry.text });
}
