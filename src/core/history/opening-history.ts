import type { Opening } from '../entry';
import type { KeyKind } from '../key-summary';
import type { KeyId } from '../sealed';
import { type KeyOrder, NO_ORDER } from './key-order';
import { countAt, createTimeBuckets, moveAt, type TimeBuckets } from './time-buckets';

/** Stands for no key: the event was not opened. */
export const NOT_OPENED = '';

/** What is remembered of one key that opened events of a channel or of an app. */
export interface KeyUse {
  key: KeyId;
  /** As the list of keys has them; undefined for a key that was never on it. */
  kind: KeyKind | undefined;
  addedAt: number | undefined;
  /** The first live event, by id, and when it came; infinite while only cached ones came, or such that a slip opened. */
  firstId: number;
  firstAt: number;
  /** Ids of the last live and of the first cached event. */
  lastId: number;
  firstCachedId: number;
  /** When its first and last event came, cached ones too. */
  from: number;
  through: number;
  live: number;
  cached: number;
}

/**
 * Which key opened the encrypted events of a channel over time, since the last clear: events that a full capture pushed
 * out stay counted. The same whatever the order in which the events were opened.
 */
export interface OpeningHistory {
  buckets: TimeBuckets;
  /** When the first and the last event came, opened or not. */
  from: number;
  through: number;
  keys: Map<KeyId, KeyUse>;
  /** The key that opened the last one: mostly it opens the next one too. */
  recent: KeyUse | undefined;
  /** Events that no key has opened. */
  notOpened: number;
  /** Which key was in use when, as it was last found. */
  order: KeyOrder;
  /** Live events under an older key after the last switch. */
  stragglers: number;
}

/** An encrypted event as a history needs it. */
export interface SealedEvent {
  id: number;
  at: number;
  cached: boolean;
}

/** A user has a few keys; a server may give out any number of secrets. */
const MAX_KEYS = 50;

export function createOpeningHistory(): OpeningHistory {
  return {
    buckets: createTimeBuckets(),
    from: Number.POSITIVE_INFINITY,
    through: Number.NEGATIVE_INFINITY,
    keys: new Map(),
    recent: undefined,
    notOpened: 0,
    order: NO_ORDER,
    stragglers: 0,
  };
}

/** Notes an event that is not opened yet. */
export function noteSealed(history: OpeningHistory, { at, cached }: SealedEvent): void {
  history.from = Math.min(history.from, at);
  history.through = Math.max(history.through, at);
  history.notOpened++;
  countAt(history.buckets, at, NOT_OPENED, cached);
}

/** Notes that an event which was noted before has been opened. Its detour, if any, counts as its key. */
export function noteOpened(history: OpeningHistory, event: SealedEvent, opening: Opening): void {
  const use = history.recent?.key === opening.key ? history.recent : useOf(history, opening.key);
  if (use === undefined) return;
  history.recent = use;
  const { id, at, cached } = event;
  moveAt(history.buckets, at, NOT_OPENED, use.key, cached);
  history.notOpened--;
  use.from = Math.min(use.from, at);
  use.through = Math.max(use.through, at);
  if (cached) use.cached++;
  else use.live++;
  // What a slip of a key opened is another key's, which may be on the list too: it says nothing of this one's time.
  if (opening.detour?.kind === 'slip') return;
  if (cached) {
    use.firstCachedId = Math.min(use.firstCachedId, id);
    return;
  }
  use.lastId = Math.max(use.lastId, id);
  if (id > use.firstId) return;
  use.firstId = id;
  use.firstAt = at;
}

function useOf({ keys }: OpeningHistory, key: KeyId): KeyUse | undefined {
  const known = keys.get(key);
  if (known !== undefined || keys.size >= MAX_KEYS) return known;
  const use: KeyUse = {
    key,
    kind: undefined,
    addedAt: undefined,
    firstId: Number.POSITIVE_INFINITY,
    firstAt: Number.POSITIVE_INFINITY,
    lastId: Number.NEGATIVE_INFINITY,
    firstCachedId: Number.POSITIVE_INFINITY,
    from: Number.POSITIVE_INFINITY,
    through: Number.NEGATIVE_INFINITY,
    live: 0,
    cached: 0,
  };
  keys.set(key, use);
  return use;
}
