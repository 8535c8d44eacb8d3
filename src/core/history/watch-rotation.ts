import type { Channel, Connection, Entry } from '../entry';
import type { KeySummary } from '../key-summary';
import type { KeyId } from '../sealed';
import { NO_ORDER, orderKeys, sameOrder } from './key-order';
import { createOpeningHistory, noteOpened, noteSealed, type OpeningHistory } from './opening-history';
import { findPreviousKey, findRotation, isStragglerOf } from './rotation';
import type { Seen, Watch } from './watch';

/** More that were opened since the last look, and all of them are looked at. */
const MAX_PENDING = 5_000;

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
  let pending: Entry[] = [];
  let isStale = false;
  let hasStranger = false;

  const note = (history: OpeningHistory, { entry, channel }: Seen, isOfChannel: boolean) => {
    if (entry.opening === undefined) return;
    noteOpened(history, entry, entry.opening);
    const use = history.keys.get(entry.opening.key);
    const summary = known.get(entry.opening.key);
    if (use !== undefined && summary !== undefined)
      Object.assign(use, { kind: summary.kind, addedAt: summary.addedAt });
    if (history.keys.size < 2) return;
    touched.add(history);
    if (isOfChannel) rotating.set(channel, entry.connection);
    if (pending.at(-1) !== entry) pending.push(entry);
    if (pending.length > MAX_PENDING) {
      pending = [];
      isStale = true;
    }
  };

  const noteOfApp = (seen: Seen) => {
    const { connection, opening } = seen.entry;
    if (opening === undefined || connection.app === undefined) return;
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
      for (const key of keys) known.set(key.id, key);
      for (const { openings } of rotating.keys()) {
        for (const use of openings?.keys.values() ?? []) {
          const summary = known.get(use.key);
          if (summary) Object.assign(use, { kind: summary.kind, addedAt: summary.addedAt });
        }
      }
      for (const channel of rotating.keys()) if (channel.openings) touched.add(channel.openings);
      if (hasStranger) rebuildApps();
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
