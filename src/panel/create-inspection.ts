import { type Capture, createCapture } from '../core/capture';
import type { Entry } from '../core/entry';
import { createHistory } from '../core/history/history';
import type { Fact, Sealed } from '../core/sealed';
import type { FromPanel } from '../messages';
import { applyToEntry, isRetryable, sealedOf } from './apply-fact';
import { type DocumentState, prepareBatch, takeBatch } from './documents';
import type { Inspection } from './inspection';
import { createIntake, type OnLifecycle } from './intake';
import { createKnownDocuments } from './known-documents';
import { createListening } from './listening';
import { createOpener } from './opener';
import { createReopening } from './reopening';
import { createRows } from './rows';
import type { Question } from './search-questions';
import { createSearcher } from './searcher';
import { countInChannel, createTally, recountChannels } from './tally';

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
    // Before the capture grows: that may push this very entry out.
    rows.refresh(entry);
    capture.grow(entry.text.length - before);
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
