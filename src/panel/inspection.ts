import type { Capture } from '../core/capture';
import type { Connection, Entry } from '../core/entry';
import type { KeyScope, KeySummary } from '../core/key-summary';
import type { Pasted } from '../core/pasted/pasted';
import type { Batch, DocumentId, ToPanel } from '../messages';
import type { Listening } from './listening';
import type { Opener } from './opener';
import type { Rows } from './rows';
import type { Searcher } from './searcher';
import type { Tally } from './tally';

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
