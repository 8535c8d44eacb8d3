import type { Entry } from '../../core/entry';
import { type Payload, payloadBytes } from '../../core/frame';
import type { Content, DecodedEvent } from '../../core/protocols/protocol';

/** The frame that was read last: one event is shown at a time, and several places ask about it. */
let lastRead: { payload: Payload; events: DecodedEvent[] } | undefined;

/** What the frame of an entry carried for it, read again: the capture keeps the frame, not what can be derived. */
export function contentOf(entry: Entry): Content | undefined {
  const { protocol, app } = entry.connection;
  if (!protocol) return undefined;
  if (lastRead?.payload !== entry.payload) {
    lastRead = {
      payload: entry.payload,
      events: protocol.decode(entry.payload, entry.direction, app).events,
    };
  }
  return lastRead.events[entry.index]?.content;
}

/** Length in bytes of what an entry shows as text. */
export function textBytes(entry: Entry): number {
  return payloadBytes(entry.binary ? { base64: entry.text } : { text: entry.text });
}
