import type { Connection, Entry } from '../core/entry';
import type { KeyId, Sealed } from '../core/sealed';
import type { FromPanel } from '../messages';

/** A dark event that waits to be searched, and where. */
export interface Searching {
  entry: Entry;
  sealed: Sealed;
  /** `opened`: those that a key has opened something of. */
  channels: readonly string[] | 'all' | 'opened';
  /** Keys that the dear readings are made of; undefined for all in scope. */
  keys: ReadonlySet<KeyId> | undefined;
}

/** What the background is asked in one request. */
export type Question = Pick<Extract<FromPanel, { type: 'search' }>, 'payloads' | 'channels' | 'keys'>;

/** Each is up to 3 ms of the background's time with many keys and channels. */
const PAYLOADS_A_REQUEST = 16;
/** So many other channels of an app are tried. */
const MAX_OTHER_CHANNELS = 64;

/** The first that wait, as far as they ask the same: of one app, with the same channels and keys. */
export function takeAlike(waiting: readonly Searching[]): Searching[] {
  const [first] = waiting;
  if (first === undefined) return [];
  const differs = ({ sealed, channels, keys }: Searching) =>
    sealed.app !== first.sealed.app || String(channels) !== String(first.channels) || keys !== first.keys;
  const end = waiting.findIndex(differs);
  return waiting.slice(0, Math.min(PAYLOADS_A_REQUEST, end === -1 ? waiting.length : end));
}

/** The question for events that ask the same. `connections`: where the other channels of the app are found. */
export function toQuestion(alike: readonly Searching[], connections: readonly Connection[]): Question {
  const [first] = alike;
  if (first === undefined) return { payloads: [], channels: [] };
  const { sealed, channels, keys } = first;
  return {
    payloads: alike.map((one) => one.sealed),
    channels: typeof channels === 'string' ? otherChannels(connections, sealed, channels) : [...channels],
    keys: keys === undefined ? undefined : [...keys],
  };
}

/** The encrypted channels of the app, those with most events first: whatever was published for them by mistake. */
function otherChannels(
  connections: readonly Connection[],
  { app }: Sealed,
  which: 'all' | 'opened',
): string[] {
  const events = new Map<string, number>();
  for (const connection of connections) {
    if (connection.app !== app) continue;
    for (const { name, kind, events: count, opened } of connection.channels.values())
      if (kind === 'encrypted' && (which === 'all' || opened > 0))
        events.set(name, (events.get(name) ?? 0) + count);
  }
  return [...events]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MAX_OTHER_CHANNELS)
    .map(([name]) => name);
}
