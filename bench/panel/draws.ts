import type { Evaluator } from '../browser/documents';

/** A drawn frame in which a number had changed. */
export interface Draw {
  /** `Date.now()` just after the frame was drawn. */
  at: number;
  value: number;
}

/** What the panel has drawn since `recordDraws`. */
export interface Draws {
  /** Frames in which the number was another than in the one before. */
  changes: Draw[];
  /** The longest time between two animation frames, in milliseconds. */
  longestGapMs: number;
  /** Times between animation frames over 50 ms. */
  longGaps: number;
  frames: number;
  /** Different texts and widths a progress element was drawn with. */
  progressSteps: number;
}

interface Recorder extends Draws {
  stop(): void;
}

type Recording = typeof globalThis & { cipherscopeDraws?: Recorder };

/** Begins to note every drawn frame in which the count of that name changes. */
export async function recordDraws(panel: Evaluator, count: 'held' | 'shown' | 'dark'): Promise<void> {
  await panel.evaluate(record, `[data-region="status"] [data-count="${count}"]`);
}

/** Ends the recording and answers it. */
export async function takeDraws(panel: Evaluator): Promise<Draws> {
  return panel.evaluate(() => {
    const recording = globalThis as Recording;
    const recorder = recording.cipherscopeDraws;
    if (recorder === undefined) throw new Error('Nothing was recorded.');
    recorder.stop();
    return recorder;
  });
}

/**
 * Runs in the panel. A message posted in an animation frame arrives when that frame was drawn, so what stands in the
 * document then is what the user sees.
 */
function record(selector: string): void {
  const { port1, port2 } = new MessageChannel();
  let going = true;
  let last = Number.NaN;
  let lastFrame = performance.now();
  const progress = new Set<string>();
  const recorder: Recorder = {
    changes: [],
    longestGapMs: 0,
    longGaps: 0,
    frames: 0,
    progressSteps: 0,
    stop: () => {
      going = false;
    },
  };
  const read = () => Number((document.querySelector(selector)?.textContent ?? '').replace(/\D/g, ''));
  const onFrame = () => {
    const now = performance.now();
    recorder.frames++;
    recorder.longestGapMs = Math.max(recorder.longestGapMs, now - lastFrame);
    if (now - lastFrame > 50) recorder.longGaps++;
    lastFrame = now;
    port2.postMessage(null);
    if (going) requestAnimationFrame(onFrame);
  };
  port1.onmessage = () => {
    const value = read();
    if (value !== last) recorder.changes.push({ at: Date.now(), value });
    last = value;
    const shown = document.querySelector('progress, [role="progressbar"]');
    if (shown)
      progress.add(
        `${shown.getAttribute('value')} ${shown.getAttribute('aria-valuenow')} ${shown.textContent}`,
      );
    recorder.progressSteps = progress.size;
  };
  requestAnimationFrame(onFrame);
  (globalThis as Recording).cipherscopeDraws = recorder;
}
