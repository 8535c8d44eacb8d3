import type { KeyScope } from '../core/key-summary';
import { isInScope, type Key, OPENING_KINDS } from '../core/keyring';
import { createSecretCache, openSealed, type SecretCache, searchSealed } from '../core/opening';
import type { Derivation, Fact, Sealed, Slip } from '../core/sealed';
import type { Slices } from './slices';

/** What a key did on samples. */
export interface Trial {
  /** By what a slip makes of it; undefined for the key itself. */
  bySlip: Map<Slip | undefined, Tally>;
  /** Samples in scope that a key of this kind may open, by channel. */
  of: Map<string, number>;
  unverified: number;
  otherSize: number;
  /** Opens with the key itself, or with another derivation than the usual. */
  isDirect: boolean;
  derivation: Derivation | undefined;
}

/** What was opened in one way. */
export interface Tally {
  opened: number;
  outside: number;
  /** How many in scope by channel. */
  channels: Map<string, number>;
}

/** The dear readings are tried on so many samples of each channel that the key does not open the usual way. */
const MAX_SEARCHES = 3;
/** And of all channels together. */
const MAX_ALL_SEARCHES = 300;

/**
 * Tries a key that is not stored on samples, with a memory of its own: nothing of it stays. Each sample costs what a live
 * event costs, a few of each channel get every reading.
 */
export async function tryKey(
  key: Key,
  scope: KeyScope,
  samples: readonly Sealed[],
  slices: Slices,
): Promise<Trial> {
  const trial: Trial = {
    bySlip: new Map(),
    of: new Map(),
    unverified: 0,
    otherSize: 0,
    isDirect: false,
    derivation: undefined,
  };
  const cache = createSecretCache();
  const searches = createSearches();
  for (const sealed of samples) {
    if (!OPENING_KINDS[sealed.cipher].includes(key.kind)) continue;
    count(trial, await tryOne(sealed, key, cache, searches), sealed, isInScope({ scope }, sealed));
    await slices.pause();
  }
  return trial;
}

async function tryOne(sealed: Sealed, key: Key, cache: SecretCache, searches: Searches): Promise<Fact> {
  const fact = await openSealed(sealed, [key], cache);
  const isDark = fact.outcome === 'wrong-key' || fact.outcome === 'key-size';
  if (!isDark || !searches.take(sealed.channel)) return fact;
  return searchSealed(sealed, [key], cache, { channels: [], keys: undefined });
}

interface Searches {
  take(channel: string): boolean;
}

function createSearches(): Searches {
  const taken = new Map<string, number>();
  let all = 0;
  return {
    take(channel) {
      const before = taken.get(channel) ?? 0;
      if (before >= MAX_SEARCHES || all >= MAX_ALL_SEARCHES) return false;
      taken.set(channel, before + 1);
      all++;
      return true;
    },
  };
}

function count(trial: Trial, fact: Fact, { channel }: Sealed, isInside: boolean): void {
  if (fact.outcome === 'malformed') return;
  if (isInside) {
    trial.of.set(channel, (trial.of.get(channel) ?? 0) + 1);
    if (fact.outcome === 'unverified') trial.unverified++;
    if (fact.outcome === 'key-size') trial.otherSize++;
  }
  if (fact.outcome !== 'opened') return;
  const { detour, derivation } = fact;
  if (detour?.kind === 'direct') trial.isDirect = true;
  if (derivation !== undefined && derivation !== 'A') trial.derivation = derivation;
  const slip = detour?.kind === 'slip' ? detour.slip : undefined;
  const tally = trial.bySlip.get(slip) ?? { opened: 0, outside: 0, channels: new Map() };
  trial.bySlip.set(slip, tally);
  if (isInside) {
    tally.opened++;
    tally.channels.set(channel, (tally.channels.get(channel) ?? 0) + 1);
  } else tally.outside++;
}
