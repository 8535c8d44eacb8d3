import type { Entry } from './entry';
import type { Direction, Payload } from './frame';
import type { Content, DecodedEvent } from './protocols/protocol';

/** The frame that was read last: its events stand one after the other, and a frame may hold thousands. */
let last: { payload: Payload; direction: Direction; events: DecodedEvent[] } | undefined;

/** What the frame of an entry carried for it, read again: the capture keeps the frame, not what can be derived from it. */
export function readContent({ connection, payload, direction, index, restored }: Entry): Content | undefined {
  if (restored !== undefined) return restored;
  const { protocol, app } = connection;
  if (protocol === undefined) return undefined;
  if (last?.payload !== payload || last.direction !== direction) {
    last = { payload, direction, events: protocol.createDecoder(app)(payload, direction).events };
  }
  return last.events[index]?.content;
}
