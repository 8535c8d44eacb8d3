import type { Channel, Connection, Entry } from '../entry';
import type { KeySummary } from '../key-summary';
import type { KeyId } from '../sealed';
import { NO_ORDER, orderKeys, sameOrder } from './key-order';
import { createOpeningHistory, noteOpened, noteSealed, type OpeningHistory } from './opening-history';
import { findPreviousKey, findRotation, isStragglerOf } from './rotation';
import type { Seen, Watch } from './watch';

/** More that were opened since the last look, and all of them are looked at. */
const MAX_PENDING = 5_000;
/** Keys that are not listed any more are still named by entries; of a page that gives out secrets without end the oldest go. */
const MAX_KNOWN = 2_000;

/**
 * Keeps `Channel.openings` and watches over `rotation` and `previous-key`. While an app has one key nothing is looked at
 * twice; with several, all entries that are held are looked at once for every change of their order.
 */
export function createRotationWatch(entries: () => Iterable<Entry>): Watch {
  /** Of the master keys, by app: one that is changed is changed for all channels. */
  const apps = new Map<string, OpeningHistory>();
  const touched = new Set<OpeningHistory>();
  /** Channels with an order of keys, and the connections they belong to. */
  const rotating = new Map<Channel, Connection>();
  const known = new Map<KeyId, KeySummary>();
  /** With one master key there is no order of them: nothing is kept of apps. */
  let hasSeveral = false;
  let pending: Entry[] = [];
  let isStale = false;
  let hasStranger = false;

  const note = (history: OpeningHistory, { entry, channel }: Seen, isOfChannel: boolean) => {
    if (entry.opening === undefined) return;
    const before = history.keys.size;
    noteOpened(history, entry, entry.opening);
    if (history.keys.size > before) describe(history);
    if (history.keys.size < 2) return;
    touched.add(history);
    if (isOfChannel) rotating.set(channel, entry.connection);
    if (pending.at(-1) !== entry) pending.push(entry);
    if (pending.length > MAX_PENDING) {
      pending = [];
      isStale = true;
    }
  };

  /** Puts into the keys of a history what the list of keys says of them. */
  const describe = ({ keys }: OpeningHistory) => {
    for (const use of keys.values()) {
      const summary = known.get(use.key);
      if (summary) Object.assign(use, { kind: summary.kind, addedAt: summary.addedAt });
    }
  };

  const noteOfApp = (seen: Seen) => {
    const { connection, opening } = seen.entry;
    if (!hasSeveral || opening === undefined || connection.app === undefined) return;
    // What was pasted has no URL, and was captured at another time: it does not say which key is in use now.
    if (connection.url === undefined) return;
    const kind = known.get(opening.key)?.kind;
    hasStranger ||= kind === undefined;
    if (kind !== 'pusher-master') return;
    let history = apps.get(connection.app);
    if (history === undefined) {
      history = createOpeningHistory();
      apps.set(connection.app, history);
    }
    noteSealed(history, seen.entry);
    note(history, seen, false);
  };

  const opened = (seen: Seen) => {
    const { openings } = seen.channel;
    if (openings === undefined || seen.entry.state !== 'opened') return;
    note(openings, seen, true);
    noteOfApp(seen);
  };

  const learn = (keys: readonly KeySummary[]) => {
    // As the newest: the oldest go first.
    for (const key of keys) known.delete(key.id);
    for (const key of keys) known.set(key.id, key);
    for (const id of known.keys()) {
      if (known.size <= Math.max(MAX_KNOWN, keys.length)) break;
      known.delete(id);
    }
  };

  const rebuildApps = () => {
    apps.clear();
    hasStranger = false;
    isStale = true;
    for (const entry of entries()) {
      const channel = entry.connection.channels.get(entry.channel);
      if (channel && entry.state === 'opened') noteOfApp({ entry, channel, form: 'encrypted' });
    }
  };

  const judge = (entry: Entry, tell: Parameters<Watch['settle']>[0]) => {
    const { opening, connection } = entry;
    if (opening === undefined || entry.state !== 'opened') return;
    const openings = connection.channels.get(entry.channel)?.openings;
    if (openings !== undefined && isStragglerOf(openings.order, entry)) openings.stragglers++;
    const order = apps.get(connection.app ?? '')?.order ?? NO_ORDER;
    tell.entry(entry, 'previous-key', findPreviousKey(entry, order));
  };

  return {
    add(seen) {
      if (seen.form !== 'encrypted') return;
      seen.channel.openings ??= createOpeningHistory();
      noteSealed(seen.channel.openings, seen.entry);
      opened(seen);
    },
    opened,
    setKeys(keys) {
      learn(keys);
      for (const history of apps.values()) describe(history);
      for (const { openings } of rotating.keys()) {
        if (openings === undefined) continue;
        describe(openings);
        touched.add(openings);
      }
      const hadSeveral = hasSeveral;
      hasSeveral = countMasters(known.values()) > 1;
      if (hasStranger || hasSeveral !== hadSeveral) rebuildApps();
    },
    settle(tell, isBusy) {
      if (isBusy) return;
      for (const history of touched) {
        const order = orderKeys(history);
        if (sameOrder(order, history.order)) continue;
        history.order = order;
        isStale = true;
      }
      touched.clear();
      if (isStale) for (const { openings } of rotating.keys()) if (openings) openings.stragglers = 0;
      const toJudge = isStale ? entries() : pending;
      if (isStale || pending.length > 0) for (const entry of toJudge) judge(entry, tell);
      pending = [];
      isStale = false;
      for (const channel of rotating.keys()) {
        const { openings, authExchanges } = channel;
        tell.channel(channel, 'rotation', openings && findRotation(openings, authExchanges));
      }
    },
    clear() {
      apps.clear();
      touched.clear();
      rotating.clear();
      pending = [];
      isStale = false;
    },
    forget(left) {
      for (const [channel, connection] of rotating) if (!left.has(connection)) rotating.delete(channel);
      touched.clear();
      pending = [];
      rebuildApps();
      for (const channel of rotating.keys()) if (channel.openings) touched.add(channel.openings);
    },
  };
}

function countMasters(keys: Iterable<KeySummary>): number {
  let count = 0;
  for (const { kind } of keys) if (kind === 'pusher-master') count++;
  return count;
}
