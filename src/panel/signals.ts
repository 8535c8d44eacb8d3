import { signal } from '@preact/signals';
import type { Connection, Entry } from '../core/entry';
import type { KeySummary, KeysAtRest, Problem } from '../core/key-summary';
import type { Settings } from './settings';
import type { Learning, LinkState, Progress } from './store';

/** The store's signals that nobody else owns. */
export type Signals = ReturnType<typeof createSignals>;

/** The signals as they are before anything has come. */
export function createSignals(settings: Settings) {
  return {
    selected: signal<{ entry: Entry } | undefined>(undefined),
    keys: signal<readonly KeySummary[]>([]),
    atRest: signal<KeysAtRest>({ lock: 'none', locked: [], unreadable: [] }),
    preserveLog: signal(false),
    paused: signal(false),
    progress: signal<Progress | undefined>(undefined),
    trouble: signal<Problem | undefined>(undefined),
    link: signal<LinkState>('connecting'),
    runsEverywhere: signal(true),
    connections: signal<readonly Connection[]>([]),
    maxCaptureBytes: signal(settings.maxCaptureBytes),
    restarts: signal(0),
    learning: signal<Learning>({ isOn: false, learned: 0 }),
    sightingsSince: signal<number | undefined>(undefined),
  };
}
