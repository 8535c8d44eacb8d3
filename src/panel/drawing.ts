/** When the panel is drawn. No animation frame comes while another DevTools tab is selected, and none is needed. */
export interface Drawing {
  /** In the next animation frame: for what the user does. */
  next(): void;
  /** For what arrives: soon, and under load less often, so that drawing takes a fifth of the time at most. */
  soon(): void;
}

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

export function createDrawing(draw: () => void, clock: Clock = browserClock()): Drawing {
  let isDue = false;
  let isWaiting = false;
  let drawnAt = Number.NEGATIVE_INFINITY;
  let costMs = 0;

  const onFrame = () => {
    isDue = false;
    const start = clock.now();
    draw();
    clock.afterFrame(() => {
      drawnAt = clock.now();
      costMs += WEIGHT * (drawnAt - start - costMs);
    });
  };
  const next = () => {
    if (isDue) return;
    isDue = true;
    clock.frame(onFrame);
  };
  return {
    next,
    soon() {
      if (isDue || isWaiting) return;
      const rest = drawnAt + Math.min(MAX_REST_MS, REST * costMs) - clock.now();
      if (rest <= 0) {
        next();
        return;
      }
      isWaiting = true;
      clock.later(() => {
        isWaiting = false;
        next();
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
