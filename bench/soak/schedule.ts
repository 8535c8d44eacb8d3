/** When what happens in a soak, in milliseconds from its beginning, each list in its order. */
export interface Schedule {
  stops: number[];
  /** The panel is closed; it is opened again as many milliseconds later as `pauses` says. */
  closings: number[];
  pauses: number[];
  reloads: number[];
}

/** How much happens in a soak, and in how long. */
export interface Course {
  seconds: number;
  perSecond: number;
  stops: number;
  closings: number;
  reloads: number;
  /** Shortest and longest life of a panel: it is read before it is closed, and its capture should hold all of it. */
  minLifeMs: number;
  maxLifeMs: number;
}

const MAX_PAUSE_MS = 6_000;
/** Before the first event of the schedule, and after the last. */
const MARGIN_MS = 2_000;

/** Random moments, the same for the same seed. */
export function drawSchedule(course: Course, seed: number): Schedule {
  const random = createRandom(seed);
  const length = course.seconds * 1_000 - 2 * MARGIN_MS;
  const moments = (count: number) =>
    Array.from({ length: count }, () => MARGIN_MS + random() * length).sort((a, b) => a - b);
  const stops = moments(course.stops);
  const reloads = moments(course.reloads);
  const pauses = Array.from({ length: course.closings }, () => random() * MAX_PAUSE_MS);
  for (;;) {
    const closings = moments(course.closings);
    const ends = [0, ...closings, course.seconds * 1_000];
    const lives = ends.slice(1).map((end, i) => end - (ends[i] as number));
    const isFit = lives.every((life) => life >= course.minLifeMs && life <= course.maxLifeMs);
    if (isFit) return { stops, closings, pauses, reloads };
  }
}

/** Numbers from 0 to 1, the same for the same seed (Mulberry32, public domain). */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
