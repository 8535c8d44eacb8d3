import type { Protocol } from './protocol';
import { pusher } from './pusher/pusher';
import type { ProtocolId } from './recognizers';

/** The decoders of all protocols, for the panel. A recognizer without one is a type error here. */
export const protocols: Readonly<Record<ProtocolId, Protocol>> = { pusher };
