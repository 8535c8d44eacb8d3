import type { Entry } from './entry';
import type { Content } from './protocols/protocol';

/** What the frame of an entry carried for it, read again: the capture keeps the frame, not what can be derived from it. */
export function readContent({ connection, payload, direction, index, restored }: Entry): Content | undefined {
  if (restored !== undefined) return restored;
  const { protocol, app } = connection;
  return protocol?.createDecoder(app)(payload, direction).events[index]?.content;
}
