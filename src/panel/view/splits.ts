import { type Signal, signal } from '@preact/signals';

/** The borders that can be dragged, with their sizes in CSS pixels (`cipher`: share of the width in percent). */
const SPLITS = {
  sidebar: { initial: 208, min: 120, max: 480 },
  detail: { initial: 520, min: 200, max: 1600 },
  detailBelow: { initial: 300, min: 100, max: 1600 },
  ciphertext: { initial: 36, min: 15, max: 85 },
} as const;

export type SplitName = keyof typeof SPLITS;

/** One border: its size, its bounds, and how it is changed and remembered. */
export interface Split {
  size: Signal<number>;
  min: number;
  max: number;
  /** Sets the size within its bounds. */
  set(size: number): void;
  reset(): void;
}

const STORAGE_KEY = 'cipherscope.splits';

/** Creates the splits with the sizes remembered in `storage`, and remembers them there. */
export function createSplits(storage: Storage | undefined): Record<SplitName, Split> {
  const remembered = readSizes(storage);
  const remember = (name: SplitName, size: number) => {
    remembered[name] = size;
    try {
      storage?.setItem(STORAGE_KEY, JSON.stringify(remembered));
    } catch {
      // Storage is full or closed: the size holds until the panel closes, and nothing else is lost.
    }
  };
  const create = (name: SplitName): Split => {
    const { initial, min, max } = SPLITS[name];
    const size = signal(clamp(remembered[name] ?? initial, min, max));
    const set = (wanted: number) => {
      size.value = clamp(Math.round(wanted), min, max);
      remember(name, size.value);
    };
    return { size, min, max, set, reset: () => set(initial) };
  };
  return {
    sidebar: create('sidebar'),
    detail: create('detail'),
    detailBelow: create('detailBelow'),
    ciphertext: create('ciphertext'),
  };
}

function readSizes(storage: Storage | undefined): Partial<Record<SplitName, number>> {
  const sizes: Partial<Record<SplitName, number>> = {};
  try {
    const stored: unknown = JSON.parse(storage?.getItem(STORAGE_KEY) ?? '{}');
    for (const name of Object.keys(SPLITS) as SplitName[]) {
      const size = (stored as Record<string, unknown> | null)?.[name];
      if (typeof size === 'number' && Number.isFinite(size)) sizes[name] = size;
    }
  } catch {
    // Unreadable or closed storage: the initial sizes do.
  }
  return sizes;
}

function clamp(size: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, size));
}
