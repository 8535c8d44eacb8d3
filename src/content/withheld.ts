import { type Occurrence, payloadBytes } from '../core/frame';

/** First frames of connections that are not recognised yet: they go on when they are, and nowhere otherwise. */
export interface Withheld {
  add(frame: Occurrence): void;
  /** Takes out the frames of the connections that are known by now, oldest first. */
  takeKnown(): Occurrence[];
}

/** A connection is decided after this many. */
const MAX_FRAMES_EACH = 8;
const MAX_CONNECTIONS = 1_000;
/** Of what comes when so much is held its length is kept, as of a frame that is too large for the backlog. */
const MAX_CHARS = 8_000_000;

/** `stateOf` answers whether a connection is known; undefined while that is open. */
export function createWithheld(stateOf: (connection: number) => boolean | undefined): Withheld {
  const frames = new Map<number, Occurrence[]>();
  let chars = 0;
  return {
    add(frame) {
      const { connection, seq } = frame;
      const held = frames.get(connection) ?? [];
      // A stream that starts again brings what is here already.
      if (held.length >= MAX_FRAMES_EACH || held.some((other) => other.seq === seq)) return;
      if (held.length === 0 && frames.size >= MAX_CONNECTIONS) return;
      const isKept = chars + charsOf(frame) <= MAX_CHARS;
      held.push(isKept ? frame : withoutPayload(frame));
      frames.set(connection, held);
      if (isKept) chars += charsOf(frame);
    },
    takeKnown() {
      const known: Occurrence[] = [];
      for (const [connection, held] of frames) {
        const state = stateOf(connection);
        if (state === undefined) continue;
        if (state) known.push(...held);
        frames.delete(connection);
        for (const frame of held) chars -= charsOf(frame);
      }
      return known.sort((a, b) => a.seq - b.seq);
    },
  };
}

function charsOf(frame: Occurrence): number {
  if (frame.kind !== 'frame') return 0;
  const { payload } = frame;
  return 'text' in payload ? payload.text.length : 'base64' in payload ? payload.base64.length : 0;
}

function withoutPayload(frame: Occurrence): Occurrence {
  if (frame.kind !== 'frame') return frame;
  return { ...frame, payload: { omitted: 'too-large', bytes: payloadBytes(frame.payload) } };
}
