import type { Channel, Connection, Entry } from '../entry';
import type { KeySummary } from '../key-summary';
import { type Finding, type VerdictId, withFindings } from '../verdicts';
import { wireFormOf } from '../wire-form';
import type { Seen, Tell, Watch } from './watch';
import { createClearWatch } from './watch-clear';
import { createEarlyWatch } from './watch-early';
import { createNearNameWatch } from './watch-near-names';
import { createRotationWatch } from './watch-rotation';

/** The verdicts that need history, and what the chart of a channel shows. */
export interface History {
  /** Takes a new entry into account, after its frame has changed connection and channel. */
  add(entry: Entry): void;
  /** An entry that was added has been opened since. */
  opened(entry: Entry): void;
  setKeys(keys: readonly KeySummary[]): void;
  /**
   * Puts findings where they belong. Runs before something is drawn. `isBusy`: many events are being opened, and this will
   * be asked again when they are.
   */
  settle(isBusy: boolean): void;
  /** Nothing is held any more; what a clear took out may be added again. */
  clear(connections: readonly Connection[]): void;
  /** Only these connections are left. */
  forget(left: readonly Connection[]): void;
}

/** The findings of a channel that live here. */
const OF_CHANNELS: ReadonlySet<VerdictId> = new Set<VerdictId>([
  'rotation',
  'name-near-miss',
  'encryption-not-applied',
  'ably-clear-on-cipher',
]);

/** `entries`: what is held, oldest first. `setFindings` keeps the counts of an entry right; it ignores one that is gone. */
export function createHistory(
  entries: () => Iterable<Entry>,
  setFindings: (entry: Entry, findings: readonly Finding[]) => void,
): History {
  const watches: Watch[] = [
    createRotationWatch(entries),
    createEarlyWatch(),
    createNearNameWatch(),
    createClearWatch(),
  ];
  const ofOpened = watches.filter(({ opened }) => opened !== undefined);
  const tell: Tell = {
    entry(entry, id, finding) {
      const next = replaced(entry.findings, id, finding);
      if (next !== entry.findings) setFindings(entry, next);
    },
    channel(channel, id, finding) {
      channel.findings = replaced(channel.findings, id, finding);
    },
  };

  return {
    add(entry) {
      if (entry.droppedBefore > 0) for (const watch of watches) watch.lost?.(entry.connection.document);
      const seen = look(entry);
      if (seen !== undefined) for (const watch of watches) watch.add(seen);
    },
    opened(entry) {
      const seen = look(entry);
      if (seen !== undefined) for (const watch of ofOpened) watch.opened?.(seen);
    },
    setKeys(keys) {
      for (const watch of watches) watch.setKeys?.(keys);
    },
    settle(isBusy) {
      for (const watch of watches) watch.settle(tell, isBusy);
    },
    clear(connections) {
      for (const { channels } of connections) for (const channel of channels.values()) clearChannel(channel);
      for (const watch of watches) watch.clear();
    },
    forget(connections) {
      const left = new Set(connections);
      for (const watch of watches) watch.forget(left);
    },
  };
}

function look(entry: Entry): Seen | undefined {
  const channel = entry.channel === '' ? undefined : entry.connection.channels.get(entry.channel);
  return channel && { entry, channel, form: wireFormOf(entry) };
}

function clearChannel(channel: Channel): void {
  channel.openings = undefined;
  channel.findings = withFindings(channel.findings, OF_CHANNELS, []);
}

/** The same list where it has this finding already, or none where there shall be none. */
function replaced(
  findings: readonly Finding[],
  id: VerdictId,
  finding: Finding | undefined,
): readonly Finding[] {
  const before = findings.find((known) => known.id === id);
  if (before === undefined && finding === undefined) return findings;
  if (before !== undefined && finding !== undefined && isSame(before, finding)) return findings;
  return withFindings(findings, new Set([id]), finding === undefined ? [] : [finding]);
}

function isSame(one: Finding, other: Finding): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
