import type { DocumentId, ToPanel } from '../messages';
import type { Clearing } from './clearing';
import type { Inspection } from './inspection';
import type { LostPlace } from './lost-place';
import type { Signals } from './signals';

/** So long after a navigation documents that go belong to the page that was left. */
const DEPARTURE_MS = 2_000;

/** What goes when the page is left: documents with their entries, and whatever points at one of them. */
export interface Departures {
  /** A document has come; a new top one ends the page before it. */
  handleArrival(document: Extract<ToPanel, { type: 'document' }>): void;
  handleDeparture(id: DocumentId): void;
  /** The browser tells of a navigation. */
  expect(): void;
}

/** `selected` is let go with its entry; `restarts` goes up with every page that begins. */
export function createDepartures(
  inspection: Inspection,
  clearing: Pick<Clearing, 'forget'>,
  lostPlace: Pick<LostPlace, 'leave'>,
  { preserveLog, restarts, selected }: Pick<Signals, 'preserveLog' | 'restarts' | 'selected'>,
): Departures {
  let departuresUntil = 0;

  /** Selection, place and undo do not outlive what they point at. */
  const letGo = () => {
    clearing.forget();
    const current = selected.peek();
    if (current !== undefined && inspection.capture.find(current.entry.id) === undefined)
      selected.value = undefined;
    lostPlace.leave();
  };
  const forgetGone = () => {
    if (preserveLog.peek()) return;
    inspection.forgetGone();
    letGo();
  };
  /** A new top document began at this time: what came before it goes, unless the log is preserved. */
  const leavePage = (startedAt: number) => {
    // A background that was stopped when the old page went has told nobody of it.
    inspection.leaveBefore(startedAt);
    if (preserveLog.peek()) return;
    inspection.forgetBefore(startedAt);
    letGo();
    restarts.value++;
  };

  return {
    handleArrival(document) {
      if (document.top && !inspection.knows(document.document)) leavePage(document.startedAt);
      inspection.introduce(document);
    },
    handleDeparture(id) {
      inspection.leave(id);
      if (Date.now() < departuresUntil) forgetGone();
    },
    expect() {
      // The new page may have no connection, and so no document that is known: then the old ones go as soon as they are
      // told to have gone, which may be a moment before or after the browser tells of the navigation.
      departuresUntil = Date.now() + DEPARTURE_MS;
      forgetGone();
    },
  };
}
