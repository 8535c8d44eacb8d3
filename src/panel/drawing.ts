/** When the panel is drawn. No animation frame comes while another DevTools tab is selected, and none is needed. */
export interface Drawing {
  /** All of it, in the next animation frame: for what the user does. */
  next(): void;
  /** For what arrives: soon, and under load less often, so that drawing takes a fifth of the time at most. */
  soon(): void;
}

/** What is drawn, and when that is too much. */
export interface Drawn {
  draw(part: Part): void;
  /**
   * More has come since all was drawn than can be read. Then every other draw is of counts alone: rows that are all new
   * are what a draw costs, and the page shares the processors.
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
/** In a flood, after either kind. */
const FLOOD_REST_MS = 45;
/** After so long without a draw the first is of all, whatever has come. */
const FLOW_MS = 200;
/** How much one draw counts in the mean of the last. */
const WEIGHT = 0.3;

export function createDrawing({ draw, isFlooded }: Drawn, clock: Clock = browserClock()): Drawing {
  let isDue = false;
  let isWaiting = false;
  /** The user did something, or what was drawn last were counts. */
  let isAllDue = false;
  let drawnAt = Number.NEGATIVE_INFINITY;
  let costMs = 0;

  const onFrame = () => {
    isDue = false;
    const start = clock.now();
    const part: Part = isFlooded() && !isAllDue && start - drawnAt < FLOW_MS ? 'counts' : 'all';
    isAllDue = part === 'counts';
    if (isAllDue) clock.later(catchUp, FLOOD_REST_MS);
    draw(part);
    clock.afterFrame(() => {
      drawnAt = clock.now();
      costMs += WEIGHT * (drawnAt - start - costMs);
    });
  };
  const ask = () => {
    if (isDue) return;
    isDue = true;
    clock.frame(onFrame);
  };
  const catchUp = () => {
    if (isAllDue) ask();
  };
  return {
    next() {
      isAllDue = true;
      ask();
    },
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
