import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Entry } from '../core/entry';
import type { Inspection } from './inspection';

/** Clearing the capture, and taking that back. */
export interface Clearing {
  /** True for ten seconds after a clear. */
  canUndo: ReadonlySignal<boolean>;
  clear(): void;
  undo(): void;
  /** What was cleared can not come back: its page has gone. */
  forget(): void;
}

const UNDO_MS = 10_000;

export function createClearing(inspection: Inspection): Clearing {
  const cleared = signal<readonly Entry[] | undefined>(undefined);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const forget = () => {
    clearTimeout(timer);
    cleared.value = undefined;
  };
  return {
    canUndo: computed(() => cleared.value !== undefined),
    clear() {
      forget();
      cleared.value = inspection.clear();
      timer = setTimeout(forget, UNDO_MS);
    },
    undo() {
      inspection.restore(cleared.peek() ?? []);
      // A key may have come in the meantime.
      inspection.retryDark();
      forget();
    },
    forget,
  };
}
