import type { AuthExchange } from '../auth/exchange';
import type { Entry } from '../entry';
import type { KeyId } from '../sealed';
import type { ChannelFinding } from '../verdicts/channel';
import type { KeyFinding } from '../verdicts/keys';
import { isOrdered, type KeyOrder, keyInUse } from './key-order';
import type { OpeningHistory } from './opening-history';

/** Two clocks tell when a frame came and when a request was sent. */
const CLOCK_SLACK_MS = 100;

type PreviousKey = Extract<KeyFinding, { id: 'previous-key' }>;

/**
 * The finding about an event that was opened with an older key: after the switch to a newer one, or replayed by a cache.
 * Events before the switch are as they should be. `order`: of the app's master keys.
 */
export function findPreviousKey({ id, cached, opening }: Entry, order: KeyOrder): PreviousKey | undefined {
  const key = keyToJudge(opening);
  if (key === undefined || !isOrdered(order, key)) return undefined;
  const newer = cached ? order.switches.at(-1)?.key : keyInUse(order, id);
  return newer === undefined || newer === key ? undefined : { id: 'previous-key', key, newer, cached };
}

/** True for a live event under an older key after the last switch. `order`: of its channel's keys. */
export function isStragglerOf(order: KeyOrder, { id, cached, opening }: Entry): boolean {
  const key = keyToJudge(opening);
  const last = order.switches.at(-1);
  if (key === undefined || cached || last === undefined || !isOrdered(order, key)) return false;
  return id > last.id && key !== last.key;
}

/** The finding about a channel whose key has changed; of several changes the last one. */
export function findRotation(
  { order, stragglers, keys }: OpeningHistory,
  exchanges: readonly AuthExchange[],
): ChannelFinding | undefined {
  const to = order.switches.at(-1);
  const from = order.switches.at(-2)?.key ?? order.older.findLast((key) => keys.get(key)?.live === 0);
  if (to === undefined || from === undefined) return undefined;
  // The page asks for the new secret at the first event that it can not open.
  const authRequests = exchanges.filter(({ at }) => at >= to.at - CLOCK_SLACK_MS).length;
  return { id: 'rotation', from, to: to.key, at: to.at, stragglers, authRequests };
}

/** What a slip of a key opened is another key's. */
function keyToJudge(opening: Entry['opening']): KeyId | undefined {
  return opening?.detour?.kind === 'slip' ? undefined : opening?.key;
}
