import { type Capture, createCapture } from '../core/capture';
import type { Connection, Entry } from '../core/entry';
import { readContent } from '../core/read-content';
import type { Fact, Sealed } from '../core/sealed';
import { mayOpenLater } from '../core/verdicts';
import { findingsOfFact, withFactFindings } from '../core/verdicts/of-fact';
import type { Batch, DocumentId, FromPanel, ToPanel } from '../messages';
import { type DocumentState, prepareBatch, takeBatch } from './documents';
import { createIntake, type OnLifecycle } from './intake';
import { createKnownDocuments } from './known-documents';
import { createOpener, type Opener } from './opener';
import { createRows, type Rows } from './rows';
import { countInChannel, createTally, recountChannels, type Tally } from './tally';

/** Everything the panel knows of the tab it inspects: documents, capture, rows. No signals, no DOM. */
export interface Inspection {
  capture: Capture;
  rows: Rows;
  tally: Tally;
  opener: Opener;
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
  /** Opens what is dark and may open now. */
  retryDark(): void;
  /** Tells whether any key is known: while there is none, nothing is asked. */
  setHasKeys(hasKeys: boolean): void;
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
  let lost = 0;
  let evictedBefore = 0;
  let hasKeys = true;

  function applyFact(entry: Entry, fact: Fact, sealed: Sealed): void {
    // Asked for twice, as a live event and for a late key: the answer that opened it holds.
    if (entry.state !== 'dark' && (entry.state !== 'unverified' || !('plaintext' in fact))) return;
    const held = capture.find(entry.id) === entry;
    if (held) {
      tally.remove(entry);
      countInChannel(entry, -1);
    }
    const before = entry.text.length;
    applyToEntry(entry, fact, sealed);
    if (!held) return;
    tally.add(entry);
    countInChannel(entry, 1);
    capture.grow(entry.text.length - before);
    rows.refresh(entry);
    onEntryChange(entry);
    onChange();
  }

  const add = (entry: Entry, sealed: Sealed | undefined) => {
    if (sealed !== undefined && !hasKeys) applyToEntry(entry, { outcome: 'no-key' }, sealed);
    capture.append(entry);
    tally.add(entry);
    countInChannel(entry, 1);
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
    recount();
  };

  return {
    capture,
    rows,
    tally,
    opener,
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
    retryDark() {
      const dark = Array.from(entriesOf(capture)).filter(isRetryable).reverse();
      opener.openPast(dark);
      onChange();
    },
    setHasKeys(known) {
      hasKeys = known;
    },
    clear() {
      const removed = capture.remove(() => true);
      lost = 0;
      evictedBefore = capture.evicted;
      recount();
      return removed;
    },
    restore(entries, dropped) {
      capture.restore(entries);
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

function applyToEntry(entry: Entry, fact: Fact, sealed: Sealed): void {
  entry.awaited = false;
  entry.findings = withFactFindings(entry.findings, findingsOfFact(fact, sealed, entry.size));
  if (!('plaintext' in fact)) return;
  entry.state = fact.outcome;
  entry.opening = {
    key: fact.key,
    derivation: fact.outcome === 'opened' ? fact.derivation : undefined,
    detour: fact.outcome === 'opened' ? fact.detour : undefined,
  };
  entry.remaining = fact.remaining;
  entry.binary = 'base64' in fact.plaintext;
  entry.text = 'text' in fact.plaintext ? fact.plaintext.text : fact.plaintext.base64;
}

/**
 * An unverified plaintext may have come of another key by luck: a new key may do better. What is awaited may have been
 * asked before the key was there.
 */
function isRetryable({ awaited, findings, state }: Entry): boolean {
  return state === 'unverified' || awaited || (state === 'dark' && mayOpenLater(findings));
}

/** The encrypted payload of an entry, read again from its frame: it is not kept twice. */
function sealedOf(entry: Entry): Sealed | undefined {
  const content = readContent(entry);
  return content?.kind === 'sealed' ? content.sealed : undefined;
}
