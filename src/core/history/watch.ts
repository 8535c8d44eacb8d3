import type { Channel, Connection, Entry } from '../entry';
import type { KeySummary } from '../key-summary';
import type { Finding, VerdictId } from '../verdicts';
import type { WireForm } from '../wire-form';

/** An entry with what every watch asks of it, looked up once. */
export interface Seen {
  entry: Entry;
  channel: Channel;
  /** Undefined for control events. */
  form: WireForm | undefined;
}

/** Where a watch puts what it has found; what is as it was before costs next to nothing. */
export interface Tell {
  /** The finding of one id on an entry; undefined for none. An entry that is not held any more is left alone. */
  entry(entry: Entry, id: VerdictId, finding: Finding | undefined): void;
  /** The finding of one id on a channel; undefined for none. */
  channel(channel: Channel, id: VerdictId, finding: Finding | undefined): void;
}

/**
 * Watches over one or two verdicts that need history. `add` and `opened` are on the way of live events and cost the same
 * for every event; `settle` puts the findings where they belong and runs before something is drawn. `isBusy`: many more
 * events are being opened just now, and what is dear can wait until they are.
 */
export interface Watch {
  /** An event or a control event with a channel, in the order of ids but for those that a clear had taken out. */
  add(seen: Seen): void;
  /** An event that was added before has been opened; answers come in any order. */
  opened?(seen: Seen): void;
  /** Frames of a document were lost before what comes next. */
  lost?(document: string): void;
  setKeys?(keys: readonly KeySummary[]): void;
  settle(tell: Tell, isBusy: boolean): void;
  clear(): void;
  /** Only these connections are left. */
  forget(left: ReadonlySet<Connection>): void;
}
