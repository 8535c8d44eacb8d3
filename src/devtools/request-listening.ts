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
/** Time for a look at what was missed. */
const LOOK_MS = 1_000;
/** Between two looks at least, and per request that is told again in each: Firefox builds an entry in a few milliseconds. */
const MIN_SPACING_MS = 10_000;
const SPACING_MS_PER_REQUEST = 20;

/**
 * While something listens to requests, Firefox's network monitor takes, converts and keeps each frame of the sockets that are
 * opened in that time: a frame costs the page three times as much, and the browser falls behind at 2,000 a second. It forgets
 * those sockets when nothing listens for a moment, and tells again then what it knows of requests. So this listens
 * anew after a socket was opened; and while many frames come, only a second in ten.
 * `told` is how many requests are told again when listening begins.
 */
export function createRequestListening(
  start: () => void,
  stop: () => void,
  told: () => number,
): RequestListening {
  let isResting = false;
  let isRenewalDue = false;
  let startedAt = Date.now();
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
    startedAt = Date.now();
    start();
  };
  const renew = () => {
    isRenewalDue = false;
    if (!isResting) rest();
  };
  start();
  return {
    socketOpened() {
      if (isRenewalDue || isResting) return;
      isRenewalDue = true;
      setTimeout(renew, Math.max(RENEW_AFTER_MS, stoppedAt + spacing() - Date.now()));
    },
    busy() {
      busyAt = Date.now();
      if (!isResting && busyAt - startedAt >= LOOK_MS) rest();
    },
  };
}
