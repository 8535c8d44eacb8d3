import type { Occurrence } from '../core/frame';

/** First frames of connections that are not recognised yet: they go on when they are, and nowhere otherwise. */
export interface Withheld {
  add(frame: Occurrence): void;
  /** Takes out the frames of the connections that are known by now, oldest first. */
  takeKnown(): Occurrence[];
}

/** A connection is decided after this many. */
const MAX_FRAMES_EACH = 8;
const MAX_FRAMES = 512;

/** `stateOf` answers whether a connection is known; undefined while that is open. */
export function createWithheld(stateOf: (connection: number) => boolean | undefined): Withheld {
  let frames: Occurrence[] = [];
  return {
    add(frame) {
      // A stream that starts again brings what is here already.
      if (frames.some(({ seq }) => seq === frame.seq)) return;
      const sameConnection = frames.filter(({ connection }) => connection === frame.connection);
      if (sameConnection.length < MAX_FRAMES_EACH && frames.length < MAX_FRAMES) frames.push(frame);
    },
    takeKnown() {
      if (frames.length === 0) return [];
      const known = frames.filter(({ connection }) => stateOf(connection) === true);
      frames = frames.filter(({ connection }) => stateOf(connection) === undefined);
      return known;
    },
  };
}
