import { type Capture, createCapture } from '../core/capture';
import type { Connection, Entry } from '../core/entry';
import { createHistory } from '../core/history/history';
import type { KeyScope, KeySummary } from '../core/key-summary';
import type { Pasted } from '../core/pasted/pasted';
import type { Fact, Sealed } from '../core/sealed';
import type { Batch, DocumentId, FromPanel, ToPanel } from '../messages';
import { applyToEntry, isRetryable, sealedOf } from './apply-fact';
import { type DocumentState, prepareBatch, takeBatch } from './documents';
import { createIntake, type OnLifecycle } from './intake';
import { createKnownDocuments } from './known-documents';
import { createListening, type Listening } from './listening';
import { createOpener, type Opener } from './opener';
import { createReopening } from './reopening';
import { createRows, type Rows } from './rows';
import type { Question } from './search-questions';
import { createSearcher, type Searcher } from './searcher';
import { countInChannel, createTally, recountChannels, type Tally } from './tally';

/** Everything the panel knows of the tab it inspects: documents, capture, rows. No signals, no DOM. */
export interface Inspection {
  capture: Capture;
  rows: Rows;
  tally: Tally;
  opener: Opener;
  searcher: Searcher;
  listening: Listening;
  connections(): Connection[];
  /** Frames that were lost on the way, and entries that the full capture pushed out, since the last clear. */
  dropped(): number;
  unknownFrames(): number;
  /** First occurrence that is lacking, per document. */
  next(): [DocumentId, number][];
  knows(document: DocumentId): boolean;
  introduce(document: Extract<ToPanel, { type: 'document' }>): void;
  /** The document of this id has gone; its entries stay. */
  leave(document: DocumentId): void;
  /** The documents that began before this time have gone, whether or not that was told. */
  leaveBefore(startedAt: number): void;
  /** What has to be loaded before a batch can be taken in; undefined for nothing. */
  prepare(batch: Batch): Promise<void> | undefined;
  /** Takes a batch in and answers up to which occurrence it now has everything; undefined for a document it left. */
  takeIn(batch: Batch): number | undefined;
  /**
   * Takes in what was pasted, which has to be prepared, and answers its entries. It stays when the page is left, and goes
   * when everything is cleared. `app`: undefined for any, so that every key may be tried.
   */
  takePasted(pasted: Pasted, app: string | undefined): Entry[];
  /** What was found about the name of an entry has changed. */
  restamp(entry: Entry): void;
  /** Opens what is dark and may open now. */
  retryDark(): void;
  /** The same where keys have come that are for one channel each: what is dark on others stays so. */
  retryChannels(scopes: readonly KeyScope[]): void;
  /** Tells whether any key is known: while there is none, nothing is asked. */
  setHasKeys(hasKeys: boolean): void;
  /** The keys that are known, for the verdicts that ask which one is older, or in scope. */
  setKeys(keys: readonly KeySummary[]): void;
  /** Brings the verdicts that need history up to date, before a draw. */
  settle(): void;
  /** Takes everything out and answers it, for `restore`. */
  clear(): Entry[];
  /** `dropped` is how many frames were counted as dropped beside them. */
  restore(entries: readonly Entry[], dropped: number): void;
  /** Forgets the documents that began before this time, with their entries. */
  forgetBefore(startedAt: number): void;
  /** Forgets the documents that have gone, with their entries. */
  forgetGone(): void;
}

/**
 * `onChange` runs after every change; draw later, not in it. `onEntryChange` runs for an entry that has changed,
 * `onLifecycle` for what a frame has done to a connection or channel.
 */
export function createInspection(
  maxCaptureBytes: number,
  send: (message: FromPanel) => void,
  onChange: () => void,
  onEntryChange: (entry: Entry) => void,
  search: (question: Question) => Promise<readonly Fact[]>,
  onLifecycle?: OnLifecycle,
): Inspection {
  const documents = createKnownDocuments();
  const tally = createTally();
  const capture = createCapture(maxCaptureBytes, (evicted) => {
    tally.remove(evicted);
    countInChannel(evicted, -1);
    rows.evictThrough(evicted.id);
  });
  const rows = createRows(capture);
  const toEntries = createIntake(onLifecycle);
  const opener = createOpener(send, sealedOf, applyFact);
  const searcher = createSearcher({
    ask: search,
    apply: applyFact,
    reopen: (connection, channel) => reopenChannels.add(connection, channel),
    connections: documents.connections,
  });
  const reopenChannels = createReopening((isAffected) => {
    opener.openAlso(
      Array.from(entriesOf(capture))
        .filter((entry) => isAffected(entry) && isRetryable(entry))
        .reverse(),
    );
  });
  const history = createHistory(
    () => entriesOf(capture),
    (entry, findings) =>
      amend(entry, () => {
        entry.findings = findings;
      }),
  );
  const listening = createListening();
  let lost = 0;
  let evictedBefore = 0;
  let hasKeys = true;

  function applyFact(entry: Entry, fact: Fact, sealed: Sealed): void {
    // Asked for twice, as a live event and for a late key: the answer that opened it holds.
    if (entry.state !== 'dark' && (entry.state !== 'unverified' || !('plaintext' in fact))) return;
    const held = amend(entry, () => {
      applyToEntry(entry, fact, sealed);
      lookCloser(entry, fact, sealed);
      listening.stamp(entry);
    });
    if (!held) return;
    if (fact.outcome === 'opened') history.opened(entry);
    onChange();
  }

  /** Changes an entry, and what is counted of it; false for one that is not held, which nothing counts. */
  function amend(entry: Entry, change: () => void): boolean {
    const held = capture.find(entry.id) === entry;
    if (held) {
      tally.remove(entry);
      countInChannel(entry, -1);
    }
    const before = entry.text.length;
    change();
    if (!held) return false;
    tally.add(entry);
    countInChannel(entry, 1);
    capture.grow(entry.text.length - before);
    rows.refresh(entry);
    onEntryChange(entry);
    return true;
  }

  /** What stayed dark is searched, or the others of its channel are. */
  function lookCloser(entry: Entry, fact: Fact, sealed: Sealed): void {
    if (fact.outcome === 'opened' && entry.opening) searcher.noteOpened(entry, entry.opening);
    const isDark = fact.outcome === 'wrong-key' || fact.outcome === 'key-size';
    if (!isDark || ('searched' in fact && fact.searched) || searcher.noteDark(entry, sealed)) return;
    entry.findings = entry.findings.map((finding) =>
      finding.id === 'wrong-key' ? { ...finding, readings: 'sampled' } : finding,
    );
  }

  const add = (entry: Entry, sealed: Sealed | undefined) => {
    if (sealed !== undefined) searcher.noteSealed(entry, sealed);
    if (sealed !== undefined && !hasKeys) applyToEntry(entry, { outcome: 'no-key' }, sealed);
    listening.stamp(entry);
    capture.append(entry);
    tally.add(entry);
    countInChannel(entry, 1);
    history.add(entry);
    rows.append(entry);
    if (sealed !== undefined && hasKeys) opener.openLive(entry, sealed);
  };

  const recount = () => {
    tally.clear();
    for (const entry of entriesOf(capture)) tally.add(entry);
    recountChannels(documents.connections(), entriesOf(capture));
    rows.reset();
    onChange();
  };

  const forget = (doomed: (document: DocumentState) => boolean) => {
    const left = documents.forget(doomed);
    if (left.size === 0) return;
    capture.remove((entry) => left.has(entry.connection.document));
    lost = 0;
    evictedBefore = capture.evicted;
    history.forget(documents.connections());
    recount();
  };

  return {
    capture,
    rows,
    tally,
    opener,
    searcher,
    listening,
    connections: documents.connections,
    dropped: () => lost + capture.evicted - evictedBefore,
    unknownFrames: documents.unknownFrames,
    next: documents.next,
    knows: (document) => documents.get(document) !== undefined,
    introduce({ document, startedAt, top }) {
      documents.introduce(document, startedAt, top);
      onChange();
    },
    leave(document) {
      documents.leave(document);
      onChange();
    },
    leaveBefore(startedAt) {
      documents.leaveBefore(startedAt);
      onChange();
    },
    prepare(batch) {
      const document = documents.get(batch.document);
      return document && prepareBatch(document, batch);
    },
    takeIn(batch) {
      const document = documents.get(batch.document);
      if (document === undefined) return undefined;
      const { fresh, lost: justLost } = takeBatch(document, batch);
      lost += justLost;
      for (const occurrence of fresh) {
        for (const { entry, sealed } of toEntries(document, occurrence)) add(entry, sealed);
      }
      onChange();
      return document.next - 1;
    },
    takePasted(pasted, app) {
      const occurrences = documents.pasted.toOccurrences(pasted, app, Date.now());
      const taken = occurrences.flatMap((occurrence) => toEntries(documents.pasted.state, occurrence));
      for (const { entry, sealed } of taken) add(entry, sealed);
      onChange();
      return taken.map(({ entry }) => entry);
    },
    restamp(entry) {
      if (amend(entry, () => listening.stamp(entry))) onChange();
    },
    retryDark() {
      searcher.restart();
      const dark = Array.from(entriesOf(capture)).filter(isRetryable).reverse();
      opener.openPast(dark);
      onChange();
    },
    retryChannels(scopes) {
      for (const { app, channel = '' } of scopes) {
        reopenChannels.add({ app }, channel);
        // What was pasted for any app.
        reopenChannels.add({ app: undefined }, channel);
      }
    },
    setHasKeys(known) {
      hasKeys = known;
    },
    setKeys(keys) {
      history.setKeys(keys);
      onChange();
    },
    settle: () => history.settle(opener.progress() !== undefined),
    clear() {
      const removed = capture.remove(() => true);
      documents.pasted.clear();
      lost = 0;
      evictedBefore = capture.evicted;
      history.clear(documents.connections());
      recount();
      return removed;
    },
    restore(entries, dropped) {
      documents.pasted.restore(entries);
      capture.restore(entries);
      for (const entry of entries) history.add(entry);
      lost += dropped;
      recount();
    },
    forgetBefore: (startedAt) => forget((document) => document.startedAt < startedAt),
    forgetGone: () => forget(({ gone }) => gone),
  };
}

function* entriesOf(capture: Capture): Generator<Entry> {
  for (let i = 0; i < capture.length; i++) yield capture.at(i) as Entry;
}
