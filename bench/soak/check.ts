import type { ReadRow } from './read-rows';

/** What one document of the page has received: the numbers from `first` on, one after the other. */
export interface DocumentLog {
  first: number;
  received: number;
  /** All its frames, control frames and sent ones too. */
  frames: number;
}

/** One life of a panel, from its opening to the end of its last reading. */
export interface Life {
  rows: readonly ReadRow[];
  /** Documents of the page in their order; the last is the one that was live when the reading ended. */
  documents: readonly DocumentLog[];
  /** Numbers that the first document had received when the panel was about to be opened, and when its first row stood. */
  opened: { before: number; after: number };
  /** What the status bar counts as dropped. */
  dropped: number;
}

/** What is wrong in a life; all zero where nothing is. */
export interface Faults {
  /** Numbers after the first one held, up to the last one read, that have no row. */
  missing: number;
  doubled: number;
  disordered: number;
  /** Numbers that no document has received. */
  invented: number;
  /** Numbers that were in the backlog when the panel came and have no row. */
  lostBacklog: number;
  /** Events that were not opened. */
  dark: number;
  /** Difference of frames received on one side, rows and frames counted as dropped on the other. */
  uncounted: number;
}

/** What a life shows: what it held, what it lacks, and of how many documents that went it has the very last number. */
export interface LifeReport extends Faults {
  read: number;
  droppedBefore: number;
  left: number;
  lastsHeld: number;
  /** Runs of missing numbers, first and last, to look for what was lost. */
  gaps: [number, number][];
}

/** The hook's backlog of 4 MB, in events of 500 bytes with 64 bytes each beside them. */
const BACKLOG_EVENTS = Math.floor(4_000_000 / 564);
/** Greeting, subscription, and the answer to it. */
const CONTROL_FRAMES = 3;

/** Compares what the panel shows with what the page has received. */
export function checkLife({ rows, documents, opened, dropped }: Life): LifeReport {
  const numbers = rows.flatMap(({ number }) => number ?? []);
  const held = new Set(numbers);
  const firstHeld = numbers[0] ?? Number.POSITIVE_INFINITY;
  const lastRead = numbers.at(-1) ?? 0;
  const received = documents.flatMap(({ first, received }) => span(first, received));
  const left = documents.slice(0, -1).filter(({ received }) => received > 0);
  // The live document may have received more since the table was read.
  const lastDue = Math.max(lastRead, ...left.map(lastOf));
  const receivedNumbers = new Set(received);
  const missing = received.filter((number) => number >= firstHeld && number <= lastDue && !held.has(number));
  return {
    read: numbers.length,
    droppedBefore: dropped,
    missing: missing.length,
    gaps: runsOf(missing),
    doubled: numbers.length - held.size,
    disordered: numbers.filter((number, i) => i > 0 && number < (numbers[i - 1] as number)).length,
    invented: numbers.filter((number) => !receivedNumbers.has(number)).length,
    lostBacklog: lostOfBacklog(documents[0], firstHeld, opened.after),
    dark: rows.filter(({ state, number }) => number === undefined && state !== 'control').length,
    uncounted: Math.abs(framesThrough(documents, lastRead) - frameRowsThrough(rows, lastRead) - dropped),
    left: left.length,
    lastsHeld: left.filter((document) => held.has(lastOf(document))).length,
  };
}

/** The oldest row must be as old as the backlog was long, at the latest when the first row stood. */
function lostOfBacklog(
  document: DocumentLog | undefined,
  firstHeld: number,
  receivedAtOpening: number,
): number {
  if (document === undefined || receivedAtOpening === 0) return 0;
  const oldest = document.first + Math.max(0, receivedAtOpening - BACKLOG_EVENTS);
  return Math.max(0, Math.min(firstHeld, document.first + receivedAtOpening) - oldest);
}

/** Frames of the documents up to the event of that number. */
function framesThrough(documents: readonly DocumentLog[], last: number): number {
  let all = 0;
  for (const { first, received, frames } of documents) {
    if (received > 0 && last < first + received) return all + CONTROL_FRAMES + last - first + 1;
    all += frames;
  }
  return all;
}

/** Rows that stand for a frame, up to the event of that number; opens and closes of connections do not. */
function frameRowsThrough(rows: readonly ReadRow[], last: number): number {
  const end = rows.findLastIndex(({ number }) => number === last);
  return rows.slice(0, end + 1).filter(({ event }) => !event.startsWith('(')).length;
}

function runsOf(numbers: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run?.[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}

function lastOf({ first, received }: DocumentLog): number {
  return first + received - 1;
}

function span(first: number, length: number): number[] {
  return Array.from({ length }, (_, i) => first + i);
}
