/** So long a work holds up the answers to live events, in milliseconds. */
const SLICE_MS = 8;

/** Cuts a long work into slices: messages that come meanwhile are answered in between. */
export interface Slices {
  /** A promise where a slice is over, to be awaited between two steps. */
  pause(): Promise<void> | undefined;
}

export function createSlices(): Slices {
  let sliceEnds = performance.now() + SLICE_MS;
  return {
    pause() {
      if (performance.now() < sliceEnds) return undefined;
      return nextTask().then(() => {
        sliceEnds = performance.now() + SLICE_MS;
      });
    },
  };
}

/** A timer would wait for four milliseconds each time, in a hidden page for a second. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
