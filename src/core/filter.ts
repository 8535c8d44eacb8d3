import type { Direction } from './frame';
import { type Finding, severityOf, VERDICT_IDS, type VerdictId } from './verdicts';
import type { Severity } from './verdicts/verdict';

const STATES = ['opened', 'unverified', 'dark', 'clear', 'control'] as const;
const DIRECTIONS = ['sent', 'received'] as const satisfies readonly Direction[];
/** What `is:` takes of them. */
export const SEVERITIES = ['fault', 'warning', 'info'] as const satisfies readonly Severity[];
const MAX_NAMES = 4_000;

/** Whether Cipherscope opened an event: `is:` knows these and the directions. */
export type RowState = (typeof STATES)[number];

/** What a filter looks at. `text` is what the row shows: plaintext or clear text, empty while it is dark. */
export interface FilterRow {
  channel: string;
  event: string;
  text: string;
  state: RowState;
  direction: Direction;
  findings: readonly Finding[];
  /** Where its channel is found, with what was found about either. */
  connection?: Found & { channels: ReadonlyMap<string, Found> };
}

interface Found {
  findings: readonly Finding[];
}

/** A query made ready for many rows. Build it with `parseFilter`. */
export interface Filter {
  readonly terms: readonly Term[];
}

type Term = { negated: boolean } & Condition;
type Condition =
  | { kind: 'text'; phrase: string; holds: (text: string) => boolean; holdsName: (name: string) => boolean }
  | { kind: 'channel' | 'event'; parts: RegExp[] }
  | { kind: 'is'; value: RowState | Direction | Severity }
  | { kind: 'reason'; ids: ReadonlySet<VerdictId> };

type Reading = { ok: true; condition: Condition | undefined } | { ok: false; problem: string };

/**
 * Reads what stands in the filter box; every term must hold. Upper and lower case are the same.
 *   refund "two words" -draft channel:orders event:order-* is:dark -is:sent channel:"a b" reason:other-channel is:fault
 * A bare text is looked for in channel, event and text; `*` stands for anything after `channel:` and `event:`, but not
 * in quotes, where \" is a quote. Another prefix (`http://x`) is text. The problem is one statement for users.
 */
export function parseFilter(query: string): { ok: true; filter: Filter } | { ok: false; problem: string } {
  const terms: Term[] = [];
  const head = /\s*(-(?=\S))?(?:(channel|event|is|reason):)?/iy;
  const value = /"((?:[^"\\]|\\.)*)"|([^"\s]\S*)?/sy;
  let at = 0;
  while (query.slice(at).trim() !== '') {
    head.lastIndex = at;
    const [, minus, prefix] = head.exec(query) ?? [];
    value.lastIndex = head.lastIndex;
    const [, quoted, bare] = value.exec(query) ?? [];
    if (quoted === undefined && query[head.lastIndex] === '"')
      return { ok: false, problem: 'A quote is not closed.' };
    at = value.lastIndex;
    const reading = readTerm(
      prefix?.toLowerCase(),
      quoted?.replace(/\\(["\\])/g, '$1') ?? bare ?? '',
      quoted === undefined,
    );
    if (!reading.ok) return reading;
    if (reading.condition) terms.push({ negated: minus !== undefined, ...reading.condition });
  }
  return { ok: true, filter: { terms } };
}

/** True when every term of the filter holds for the row; so for every row when there is no term. */
export function matchesFilter(filter: Filter, row: FilterRow): boolean {
  for (const term of filter.terms) if (holds(term, row) === term.negated) return false;
  return true;
}

/** The texts to mark in a matching row, as typed: free text that is not negated. */
export function termsToMark(filter: Filter): string[] {
  return filter.terms.flatMap((term) => (term.kind === 'text' && !term.negated ? [term.phrase] : []));
}

function readTerm(prefix: string | undefined, value: string, wildcards: boolean): Reading {
  if (prefix === 'is') return readIs(value);
  if (prefix === 'reason') return readReason(value);
  if (prefix === 'channel' || prefix === 'event') {
    if (value === '') return { ok: false, problem: `${prefix}: has no text after it.` };
    return { ok: true, condition: { kind: prefix, parts: toParts(value, wildcards) } };
  }
  // An empty pair of quotes asks for nothing.
  if (value === '') return { ok: true, condition: undefined };
  const holds = toSearch(value);
  return { ok: true, condition: { kind: 'text', phrase: value, holds, holdsName: createMemory(holds) } };
}

/** Looks for a phrase, upper and lower case the same. */
function toSearch(phrase: string): (text: string) => boolean {
  // Measured over 400,000 rows: where no letter has two cases `includes` takes half the time of a RegExp, and that half
  // the time of lower-casing, a fifth where text is not Latin-1.
  if (/^[ -@[-`{-~]*$/.test(phrase)) return (text) => text.includes(phrase);
  const pattern = new RegExp(escapePattern(phrase), 'iu');
  return (text) => pattern.test(text);
}

/** Names come again and again: each is looked at once. A page may invent any number, so the memory is emptied when it is full. */
function createMemory(holds: (name: string) => boolean): (name: string) => boolean {
  const known = new Map<string, boolean>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    if (known.size >= MAX_NAMES) known.clear();
    const now = holds(name);
    known.set(name, now);
    return now;
  };
}

function readIs(text: string): Reading {
  const value = [...STATES, ...DIRECTIONS, ...SEVERITIES].find((known) => known === text.toLowerCase());
  if (value) return { ok: true, condition: { kind: 'is', value } };
  return {
    ok: false,
    problem: `is: takes ${[...STATES, ...DIRECTIONS, 'fault', 'warning'].join(', ')} or info.`,
  };
}

/** `reason:other-channel` or `reason:auth`: what the ids of verdicts hold. */
function readReason(text: string): Reading {
  const parts = toParts(text, true);
  const ids = text === '' ? [] : VERDICT_IDS.filter((id) => holdsParts(parts, id));
  if (ids.length > 0) return { ok: true, condition: { kind: 'reason', ids: new Set(ids) } };
  return { ok: false, problem: 'reason: takes the id of a verdict, such as wrong-key or other-channel.' };
}

function holds(term: Term, row: FilterRow): boolean {
  switch (term.kind) {
    case 'text':
      return term.holds(row.text) || term.holdsName(row.event) || term.holdsName(row.channel);
    case 'channel':
      return holdsParts(term.parts, row.channel);
    case 'event':
      return holdsParts(term.parts, row.event);
    case 'is':
      return row.state === term.value || row.direction === term.value || hasSeverity(row, term.value);
    case 'reason':
      return hasReason(row, term.ids);
  }
}

function hasSeverity({ findings }: FilterRow, value: string): boolean {
  return findings.length > 0 && findings.some(({ id }) => severityOf(id) === value);
}

/** What was found about its channel or connection as a whole holds for every event on it. */
function hasReason(row: FilterRow, ids: ReadonlySet<VerdictId>): boolean {
  const { channel, connection } = row;
  return isMeant(row, ids) || isMeant(connection?.channels.get(channel), ids) || isMeant(connection, ids);
}

function isMeant(found: Found | undefined, ids: ReadonlySet<VerdictId>): boolean {
  return found !== undefined && found.findings.length > 0 && found.findings.some(({ id }) => ids.has(id));
}

// One RegExp with `.*` would take polynomial time on a hostile event name; part after part is linear.
function toParts(value: string, wildcards: boolean): RegExp[] {
  const texts = wildcards ? value.split('*').filter((text) => text !== '') : [value];
  return texts.map((text) => new RegExp(escapePattern(text), 'giu'));
}

function holdsParts(parts: readonly RegExp[], text: string): boolean {
  let from = 0;
  for (const part of parts) {
    part.lastIndex = from;
    if (!part.test(text)) return false;
    from = part.lastIndex;
  }
  return true;
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
