import type { KeyId } from '../core/sealed';

/** How much of a dark event the search looks at. */
export type Depth =
  /** Every reading of every key. */
  | { kind: 'all' }
  /** Every reading of keys that have opened something of the app; where there is none, no other channels. */
  | { kind: 'proven' }
  | { kind: 'none' };

/** Which dark events are looked at closely, so that a page with any number of them costs a bounded search. */
export interface Samples {
  /** A dark event of this channel: how closely is it looked at? */
  next(channel: string): Depth;
  /** Keys have changed: everything is worth another look. */
  restart(): void;
}

/** So many events of every channel get every reading. */
const FIRST = 8;
/**
 * And so many more a cheaper search, at first each of them and then every eighth: a fault of one event in a hundred must
 * not be hidden by the others.
 */
const CLOSE = 64;
const MAX_MORE = 160;
const STRIDE = 8;
/** Of all channels together: a page may invent any number of them. */
const MAX_SAMPLES = 6_000;

interface Sampled {
  dark: number;
  more: number;
}

export function createSamples(): Samples {
  const channels = new Map<string, Sampled>();
  let taken = 0;
  return {
    next(channel) {
      if (taken >= MAX_SAMPLES) return { kind: 'none' };
      const sampled = channels.get(channel) ?? { dark: 0, more: 0 };
      channels.set(channel, sampled);
      sampled.dark++;
      if (sampled.dark <= FIRST) {
        taken++;
        return { kind: 'all' };
      }
      const isDue = sampled.dark <= FIRST + CLOSE || sampled.dark % STRIDE === 0;
      if (!isDue || sampled.more >= MAX_MORE) return { kind: 'none' };
      sampled.more++;
      taken++;
      return { kind: 'proven' };
    },
    restart() {
      channels.clear();
      taken = 0;
    },
  };
}

/** Keys that have opened something, by app: those whose dear readings are likely. */
export interface ProvenKeys {
  add(app: string | undefined, key: KeyId): void;
  /** The same set as long as it is of the same app. */
  of(app: string | undefined): ReadonlySet<KeyId>;
}

const MAX_APPS = 100;
/** A server may give out a new secret for every channel, and again at every request. */
const MAX_KEYS = 500;
const NONE: ReadonlySet<KeyId> = new Set();

export function createProvenKeys(): ProvenKeys {
  const proven = new Map<string | undefined, Set<KeyId>>();
  let last: { app: string | undefined; key: KeyId } | undefined;
  return {
    add(app, key) {
      // Mostly the same key goes on: comparing is cheaper than looking up.
      if (last?.key === key && last.app === app) return;
      last = { app, key };
      const keys = proven.get(app);
      if (keys === undefined) {
        if (proven.size < MAX_APPS) proven.set(app, new Set([key]));
      } else if (keys.size < MAX_KEYS) keys.add(key);
    },
    of: (app) => proven.get(app) ?? NONE,
  };
}
