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
  let dropped = 0;
  const forget = () => {
    clearTimeout(timer);
    dropped = 0;
    cleared.value = undefined;
  };
  return {
    canUndo: computed(() => cleared.value !== undefined),
    clear() {
      clearTimeout(timer);
      dropped += inspection.dropped();
      cleared.value = [...(cleared.peek() ?? []), ...inspection.clear()];
      timer = setTimeout(forget, UNDO_MS);
    },
    undo() {
      inspection.restore(cleared.peek() ?? [], dropped);
      // A key may have come in the meantime.
      inspection.retryDark();
      forget();
    },
    forget,
  };
}
