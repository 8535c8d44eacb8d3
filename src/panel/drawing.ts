/** When the panel is drawn. No animation frame comes while another DevTools tab is selected, and none is needed. */
export interface Drawing {
  /** All of it, in the next animation frame: for what the user does. */
  next(): void;
  /**
   * For what arrives: soon, and under load less often, so that drawing takes a fifth of the time at most; in a flood that
   * goes for rows, to a twentieth.
   */
  soon(): void;
}

/** What is drawn, and when that is too much. */
export interface Drawn {
  draw(part: Part): void;
  /**
   * More has come since all was drawn than can be read. Then most draws are of counts alone: rows that are all new are
   * what a draw costs, and the page shares the processors.
   */
  isFlooded(): boolean;
}

export type Part = 'counts' | 'all';

/** What drawing needs of the document around it. */
export interface Clock {
  now(): number;
  frame(act: () => void): void;
  /** Runs it after so many milliseconds. */
  later(act: () => void, ms: number): void;
  /** Runs it when the frame that is being made was drawn. */
  afterFrame(act: () => void): void;
}

/** So many times as long as a draw took nothing is drawn after it. */
const REST = 4;
const MAX_REST_MS = 50;
/** How much one draw counts in the mean of the last. */
const WEIGHT = 0.3;
/** In a flood, after any draw. */
const FLOOD_REST_MS = 10;
/** In a flood, after a draw of all until the next: so many times as long as it took, within these bounds. */
const ROWS_REST = 20;
const MIN_ROWS_REST_MS = 250;
const MAX_ROWS_REST_MS = 1_000;
/** So long after a draw of counts that no other follows the flood is over, or pauses: more than a busy page waits between batches. */
const PAUSE_MS = 150;

export function createDrawing({ draw, isFlooded }: Drawn, clock: Clock = browserClock()): Drawing {
  let isDue = false;
  let isWaiting = false;
  /** Whatever comes, the next draw is of all. */
  let isAllDue = false;
  /** From when on a draw in a flood is of all again. */
  let allDueAt = Number.NEGATIVE_INFINITY;
  let drawnAt = Number.NEGATIVE_INFINITY;
  let costMs = 0;
  let draws = 0;

  const onFrame = () => {
    isDue = false;
    const start = clock.now();
    const part: Part = isFlooded() && !isAllDue && start < allDueAt ? 'counts' : 'all';
    isAllDue = false;
    draws++;
    draw(part);
    clock.afterFrame(() => {
      drawnAt = clock.now();
      const took = drawnAt - start;
      costMs += WEIGHT * (took - costMs);
      if (part === 'all') allDueAt = drawnAt + restOfRows(took);
      else drawAllAfterPause(draws);
    });
  };
  const ask = () => {
    if (isDue) return;
    isDue = true;
    clock.frame(onFrame);
  };
  const next = () => {
    isAllDue = true;
    ask();
  };
  const drawAllAfterPause = (last: number) => {
    clock.later(() => {
      if (draws === last && !isDue && !isWaiting) next();
    }, PAUSE_MS);
  };
  return {
    next,
    soon() {
      if (isDue || isWaiting) return;
      const restMs = isFlooded() ? FLOOD_REST_MS : Math.min(MAX_REST_MS, REST * costMs);
      const rest = drawnAt + restMs - clock.now();
      if (rest <= 0) {
        ask();
        return;
      }
      isWaiting = true;
      clock.later(() => {
        isWaiting = false;
        ask();
      }, rest);
    },
  };
}

function restOfRows(tookMs: number): number {
  return Math.min(MAX_ROWS_REST_MS, Math.max(MIN_ROWS_REST_MS, ROWS_REST * tookMs));
}

function browserClock(): Clock {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  // Posted in a frame, it arrives when that was drawn.
  port1.onmessage = () => waiting.shift()?.();
  return {
    now: () => performance.now(),
    frame: (act) => void requestAnimationFrame(act),
    later: (act, ms) => void setTimeout(act, ms),
    afterFrame(act) {
      waiting.push(act);
      port2.postMessage(null);
    },
  };
}
