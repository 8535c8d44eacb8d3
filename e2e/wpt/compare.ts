import type { Report } from './site';

/** What came of a page in one browser; undefined when it told nothing in time. */
export type Outcome = Report | undefined;

/** One line of what can be compared: a test by its name, or the page as a whole. */
export interface Difference {
  page: string;
  name: string;
  bare: string;
  hooked: string;
}

/** How many tests passed and how many did not. */
export interface Tally {
  passed: number;
  failed: number;
}

const STATUSES = ['PASS', 'FAIL', 'TIMEOUT', 'NOTRUN', 'PRECONDITION_FAILED'];
const PAGE_STATUSES = ['OK', 'ERROR', 'TIMEOUT', 'PRECONDITION_FAILED'];
const PAGE = '(the page)';
const ABSENT = 'absent';

function linesOf(outcome: Outcome): Map<string, string> {
  if (outcome === undefined) return new Map([[PAGE, 'told nothing']]);
  const lines = new Map([[PAGE, `${PAGE_STATUSES[outcome.status]} ${outcome.message ?? ''}`]]);
  for (const { name, status, message } of outcome.results) {
    // Two tests may bear one name: each is kept.
    let key = name;
    for (let i = 2; lines.has(key); i++) key = `${name} (${i})`;
    lines.set(key, `${STATUSES[status]} ${message ?? ''}`);
  }
  return lines;
}

/** Everything in which a page came out differently: name, status or message of any test. */
export function differencesOf(page: string, bare: Outcome, hooked: Outcome): Difference[] {
  const [without, withIt] = [linesOf(bare), linesOf(hooked)];
  const names = new Set([...without.keys(), ...withIt.keys()]);
  return Array.from(names, (name) => ({
    page,
    name,
    bare: without.get(name) ?? ABSENT,
    hooked: withIt.get(name) ?? ABSENT,
  })).filter((line) => line.bare !== line.hooked);
}

/** Counts the tests of pages; one that told nothing counts as one that failed. */
export function tallyOf(outcomes: Iterable<Outcome>): Tally {
  const tally: Tally = { passed: 0, failed: 0 };
  for (const outcome of outcomes) {
    const passed = outcome?.results.filter(({ status }) => status === 0).length ?? 0;
    tally.passed += passed;
    tally.failed += outcome?.results.length ? outcome.results.length - passed : 1;
  }
  return tally;
}
