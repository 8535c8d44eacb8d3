import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { termsToMark } from '../../core/filter';
import type { Store } from '../store';
import { createMarker, type Marker } from './marks';
import { createSplits, type Split, type SplitName } from './splits';

/** Below this the detail goes under the table; below the second the sidebar becomes a picker too. */
const STACKED_QUERY = '(max-width: 850px)';
const NARROW_QUERY = '(max-width: 600px)';

/** What the panel shows beyond the data: open dialogs, sizes, the last thing said. It ends with the panel. */
export interface ViewState {
  keysOpen: Signal<boolean>;
  pasteOpen: Signal<boolean>;
  /** The detail lies under the table. */
  stacked: ReadonlySignal<boolean>;
  narrow: ReadonlySignal<boolean>;
  splits: Record<SplitName, Split>;
  marker: ReadonlySignal<Marker>;
  /** Which side of an event the detail shows. */
  detailTab: Signal<'content' | 'details' | 'raw'>;
  /** The detail shows what is known of the chosen connection or channel, not the selected event: the last click wins. */
  placeOpen: Signal<boolean>;
  /** The detail shows what is known of the capture as a whole, before anything else. */
  captureOpen: Signal<boolean>;
  /** The detail shows the selected event. */
  showEvent(): void;
  /** Short-lived note in the status bar: "Copied." */
  note: ReadonlySignal<string>;
  say(note: string): void;
  collapsed: Signal<ReadonlySet<string>>;
  isMac: boolean;
}

const NOTE_MILLISECONDS = 3000;

/** Creates the state of one panel's view. */
export function createViewState(store: Store, scope: Window): ViewState {
  const note = signal('');
  let noteTimer: ReturnType<typeof setTimeout> | undefined;
  const placeOpen = signal(false);
  const captureOpen = signal(false);
  return {
    keysOpen: signal(false),
    pasteOpen: signal(false),
    stacked: watchMedia(scope, STACKED_QUERY),
    narrow: watchMedia(scope, NARROW_QUERY),
    splits: createSplits(findStorage(scope)),
    marker: computed(() => createMarker(termsToMark(store.filter.value))),
    detailTab: signal('content'),
    placeOpen,
    captureOpen,
    showEvent() {
      placeOpen.value = false;
      captureOpen.value = false;
    },
    note,
    say: (text) => {
      clearTimeout(noteTimer);
      note.value = text;
      noteTimer = setTimeout(() => {
        note.value = '';
      }, NOTE_MILLISECONDS);
    },
    collapsed: signal(new Set<string>()),
    isMac: /mac/i.test(scope.navigator.platform),
  };
}

function watchMedia(scope: Window, query: string): ReadonlySignal<boolean> {
  const list = scope.matchMedia(query);
  const matches = signal(list.matches);
  list.addEventListener('change', () => {
    matches.value = list.matches;
  });
  return matches;
}

function findStorage(scope: Window): Storage | undefined {
  try {
    return scope.localStorage;
  } catch {
    // Browsers that block site data throw at the mere access; sizes are then not remembered.
    return undefined;
  }
}
