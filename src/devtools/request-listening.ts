/** Decides when to listen to requests in Firefox, where that costs the page dearly while many frames come. */
export interface RequestListening {
  /** Many frames a second come, and that for a moment. */
  busy(): void;
}

/** Firefox takes off and adds without waiting for itself: the listener is gone before it is added again. */
const STEP_MS = 100;
/** No frames for so long is calm. */
const CALM_MS = 3_000;
/** What was missed is read by then, or not at all. */
const MAX_READ_MS = 5_000;
/** Between two looks at least, and per request that is read again in each: Firefox builds an entry in a few milliseconds. */
const MIN_SPACING_MS = 10_000;
const SPACING_MS_PER_REQUEST = 20;

/**
 * While something listens to requests, Firefox's network monitor takes, converts and keeps each frame of the sockets that are
 * opened in that time: a frame costs the page three times as much, and the browser falls behind at 2,000 a second. When
 * nothing listens it forgets those sockets, and still has the page's requests. So this rests while many frames come, and
 * has a look every ten seconds.
 * It is listened to already. `goOn` listens again, and resolves when what was missed is read. `told` is how many requests
 * are known.
 */
export function createRequestListening(
  goOn: () => Promise<void>,
  stop: () => void,
  told: () => number,
): RequestListening {
  let isResting = false;
  let startedAt = 0;
  let isReading = false;
  let stoppedAt = Number.NEGATIVE_INFINITY;
  let busyAt = Number.NEGATIVE_INFINITY;
  const begin = () => {
    isResting = false;
    isReading = true;
    startedAt = Date.now();
    const started = startedAt;
    const end = () => {
      if (startedAt === started) isReading = false;
    };
    goOn().then(end, end);
  };
  const rest = () => {
    isResting = true;
    stoppedAt = Date.now();
    stop();
    setTimeout(wake, STEP_MS);
  };
  const wake = () => {
    const spacing = Math.max(MIN_SPACING_MS, told() * SPACING_MS_PER_REQUEST);
    const now = Date.now();
    if (now - busyAt >= CALM_MS || now - stoppedAt >= spacing) begin();
    else setTimeout(wake, STEP_MS);
  };
  return {
    busy() {
      busyAt = Date.now();
      if (!isResting && (!isReading || busyAt - startedAt >= MAX_READ_MS)) rest();
    },
  };
}
