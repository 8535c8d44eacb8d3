/** Decides when to listen to requests in Firefox, where that costs the page dearly while sockets are open. */
export interface RequestListening {
  /** A socket was opened while this listened. */
  socketOpened(): void;
  /** Many frames a second come, and that for a moment. */
  busy(): void;
}

/** What sockets open together is over. */
const RENEW_AFTER_MS = 250;
/** The listener is gone before it is added again: Firefox takes off and adds without waiting for itself. */
const GAP_MS = 100;
/** No frames for so long is calm. */
const CALM_MS = 3_000;
/** What was missed is read by then, or not at all. */
const MAX_READ_MS = 5_000;
/** Between two looks at least, and per request that is read again in each: Firefox builds an entry in a few milliseconds. */
const MIN_SPACING_MS = 10_000;
const SPACING_MS_PER_REQUEST = 20;

/**
 * While something listens to requests, Firefox's network monitor takes, converts and keeps each frame of the sockets that are
 * opened in that time: a frame costs the page three times as much, and the browser falls behind at 2,000 a second. It forgets
 * those sockets when nothing listens for a moment, and still has the page's requests. So this listens anew after a
 * socket was opened; and while many frames come, for a moment every ten seconds.
 * `start` begins to listen and resolves when what was missed is read. `told` is how many requests are known.
 */
export function createRequestListening(
  start: () => Promise<void>,
  stop: () => void,
  told: () => number,
): RequestListening {
  let isResting = false;
  let isRenewalDue = false;
  let starts = 0;
  let startedAt = 0;
  /** The start whose reading is under way. */
  let reading = 0;
  let stoppedAt = Number.NEGATIVE_INFINITY;
  let busyAt = Number.NEGATIVE_INFINITY;
  const spacing = () => Math.max(MIN_SPACING_MS, told() * SPACING_MS_PER_REQUEST);
  const isOver = () => Date.now() - busyAt >= CALM_MS || Date.now() - stoppedAt >= spacing();
  const rest = () => {
    isResting = true;
    stoppedAt = Date.now();
    stop();
    setTimeout(wake, GAP_MS);
  };
  const wake = () => {
    if (!isOver()) {
      setTimeout(wake, GAP_MS);
      return;
    }
    isResting = false;
    begin();
  };
  const begin = () => {
    startedAt = Date.now();
    const started = ++starts;
    reading = started;
    const end = () => {
      if (reading === started) reading = 0;
    };
    start().then(end, end);
  };
  const renew = () => {
    isRenewalDue = false;
    if (!isResting) rest();
  };
  begin();
  return {
    socketOpened() {
      if (isRenewalDue || isResting) return;
      isRenewalDue = true;
      setTimeout(renew, Math.max(RENEW_AFTER_MS, stoppedAt + spacing() - Date.now()));
    },
    busy() {
      busyAt = Date.now();
      if (!isResting && (reading === 0 || busyAt - startedAt >= MAX_READ_MS)) rest();
    },
  };
}
