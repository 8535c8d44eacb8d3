/** Knows what was told before, where everything may be told again from the start. Alike things are counted. */
export interface Replays {
  /** Everything may be told again from now on. */
  begin(): void;
  /** Whether this is told for the first time. */
  isNew(name: string): boolean;
  /** The same for another, finite telling of the same things. */
  beside(): (name: string) => boolean;
  /** How many names are known. */
  size(): number;
}

/** Past this number what was told first is forgotten, and would be new again. */
const MAX_TOLD = 5_000;

export function createReplays(): Replays {
  /** How often each was told to the reader. */
  const told = new Map<string, number>();
  let telling = new Map<string, number>();
  const isNew = (counts: Map<string, number>, name: string) => {
    const times = (counts.get(name) ?? 0) + 1;
    counts.set(name, times);
    if (times <= (told.get(name) ?? 0)) return false;
    told.delete(name);
    told.set(name, times);
    const [oldest] = told.keys();
    if (told.size > MAX_TOLD && oldest !== undefined) {
      told.delete(oldest);
      telling.delete(oldest);
    }
    return true;
  };
  return {
    begin() {
      telling = new Map();
    },
    isNew: (name) => isNew(telling, name),
    beside() {
      const counts = new Map<string, number>();
      return (name) => isNew(counts, name);
    },
    size: () => told.size,
  };
}
