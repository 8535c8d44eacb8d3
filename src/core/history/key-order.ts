import type { KeyId } from '../sealed';
import type { KeyUse, OpeningHistory } from './opening-history';
import { liveAfter, type TimeBuckets } from './time-buckets';

/** From this event on, by id, a key is in use. `at` is when it came, in epoch milliseconds. */
export interface Switch {
  key: KeyId;
  id: number;
  at: number;
}

/** Which of several keys of one kind was in use when. */
export interface KeyOrder {
  /** The keys in their turn; the first was in use from the start. */
  switches: readonly Switch[];
  /** Keys that are older than the one in use, without a turn of their own: only cached events or stragglers are theirs. */
  older: readonly KeyId[];
}

export const NO_ORDER: KeyOrder = { switches: [], older: [] };

/**
 * Tells which key came after which. The one whose first live event came later is the newer one: a publisher has changed
 * to it. Not so where it was added before the other, and the other goes on being used more: then it is a straggler that
 * had been silent. What a cache replays was sealed before: its time says nothing.
 */
export function orderKeys({ keys, buckets }: Pick<OpeningHistory, 'keys' | 'buckets'>): KeyOrder {
  if (keys.size < 2) return NO_ORDER;
  const orders = groupByKind(keys.values()).map((uses) => orderOfKind(uses, buckets));
  return orders.reduce((latest, order) => (lastId(order) > lastId(latest) ? order : latest), NO_ORDER);
}

/** The key that was in use when the event of this id came; undefined before the first. */
export function keyInUse({ switches }: KeyOrder, id: number): KeyId | undefined {
  for (let index = switches.length - 1; index >= 0; index--) {
    const turn = switches[index];
    if (turn !== undefined && turn.id <= id) return turn.key;
  }
  return undefined;
}

/** True for a key that has a place in the order: one of another kind has none. */
export function isOrdered({ switches, older }: KeyOrder, key: KeyId): boolean {
  return older.includes(key) || switches.some((turn) => turn.key === key);
}

/** True where both say the same of every event. */
export function sameOrder(one: KeyOrder, other: KeyOrder): boolean {
  return (
    one === other ||
    (one.switches.length === other.switches.length &&
      one.older.length === other.older.length &&
      one.switches.every(({ key, id }, index) => {
        const turn = other.switches[index];
        return turn?.key === key && turn.id === id;
      }) &&
      one.older.every((key) => other.older.includes(key)))
  );
}

/** A master key and the shared secret that comes of it open the same: only keys of one kind can be told apart. */
function groupByKind(uses: Iterable<KeyUse>): KeyUse[][] {
  const groups = new Map<string, KeyUse[]>();
  for (const use of uses) {
    const kind = use.kind ?? '';
    groups.set(kind, [...(groups.get(kind) ?? []), use]);
  }
  return [...groups.values()];
}

function orderOfKind(uses: readonly KeyUse[], buckets: TimeBuckets): KeyOrder {
  const live = uses.filter(({ firstId }) => Number.isFinite(firstId)).sort((a, b) => a.firstId - b.firstId);
  const [first, ...later] = live;
  if (first === undefined || uses.length < 2) return NO_ORDER;
  const switches = [turnOf(first)];
  const older: KeyId[] = [];
  let current = first;
  for (const use of later) {
    if (isStraggler(use, current, buckets)) older.push(use.key);
    else {
      switches.push(turnOf(use));
      current = use;
    }
  }
  const sealedBefore = uses.filter((use) => isSealedBefore(use, current));
  older.push(...sealedBefore.sort((a, b) => a.firstCachedId - b.firstCachedId).map(({ key }) => key));
  return switches.length + older.length < 2 ? NO_ORDER : { switches, older };
}

function turnOf({ key, firstId, firstAt }: KeyUse): Switch {
  return { key, id: firstId, at: firstAt };
}

/** Added before the key in use, and used less than that from its first event on. */
function isStraggler(use: KeyUse, current: KeyUse, buckets: TimeBuckets): boolean {
  if (use.addedAt === undefined || current.addedAt === undefined || use.addedAt >= current.addedAt)
    return false;
  return liveAfter(buckets, current.key, use.firstAt) > use.live;
}

/** Only a cache has replayed events of it, and live ones of the key in use came since. */
function isSealedBefore(use: KeyUse, current: KeyUse): boolean {
  return (
    !Number.isFinite(use.firstId) && Number.isFinite(use.firstCachedId) && current.lastId > use.firstCachedId
  );
}

function lastId({ switches }: KeyOrder): number {
  return switches.at(-1)?.id ?? Number.NEGATIVE_INFINITY;
}
