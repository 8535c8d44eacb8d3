import type { Decode } from '../protocol';
import { createDeltas } from '../sockudo/deltas';
import { decodeFields, decodeUnreadable, readEvent } from './decode';
import type { Wire } from './wire';

/**
 * A reader of one connection's frames. It remembers the frames that deltas build on; on a connection without deltas it
 * remembers nothing.
 */
export function createReader(wire: Wire, app: string | undefined): Decode {
  const deltas = createDeltas(wire.prefix, app);
  return (payload, direction) => {
    const frame = readEvent(wire, payload);
    if (!frame) return decodeUnreadable(wire, payload);
    const restored = direction === 'received' ? deltas.take(frame, payload) : undefined;
    return restored ?? decodeFields(frame, direction, app, wire.prefix);
  };
}
