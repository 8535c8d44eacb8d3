import type { KeyTest } from './store';

/** How far the test of what was typed or pasted has come. */
export type TestState = { kind: 'none' } | { kind: 'testing' } | { kind: 'tested'; test: KeyTest };

/** Tests a text a moment after it has changed last. */
export interface KeyTester {
  /** The text or what the key would be for has changed. */
  schedule(): void;
  /** The text is gone: what is under way counts no more. */
  cancel(): void;
}

/** Nobody reads a result that comes with every keystroke. */
const DELAY_MS = 200;
/** Shorter tests come out before anybody reads that they run. */
const SLOW_MS = 300;

/**
 * `run` reads the text when its time has come; one test runs at a time, and what it answers is shown only while the text
 * is still the same.
 */
export function createKeyTester(
  run: () => Promise<KeyTest> | undefined,
  show: (state: TestState) => void,
): KeyTester {
  let due: ReturnType<typeof setTimeout> | undefined;
  let slow: ReturnType<typeof setTimeout> | undefined;
  let generation = 0;
  let isRunning = false;
  let isDue = false;

  const stop = () => {
    generation++;
    clearTimeout(due);
    clearTimeout(slow);
    isDue = false;
    show({ kind: 'none' });
  };
  const start = () => {
    if (isRunning) {
      isDue = true;
      return;
    }
    const started = generation;
    const answer = run();
    if (answer === undefined) return;
    isRunning = true;
    slow = setTimeout(() => show({ kind: 'testing' }), SLOW_MS);
    void answer.then((test) => {
      isRunning = false;
      if (generation === started) {
        clearTimeout(slow);
        show({ kind: 'tested', test });
      }
      if (!isDue) return;
      isDue = false;
      start();
    });
  };
  return {
    schedule() {
      stop();
      due = setTimeout(start, DELAY_MS);
    },
    cancel: stop,
  };
}
