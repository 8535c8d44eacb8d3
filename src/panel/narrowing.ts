import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Entry } from '../core/entry';
import { type Filter, matchesFilter, parseFilter } from '../core/filter';
import type { Severity } from '../core/verdicts/verdict';
import type { Place } from './store';

/** What narrows the table: the query, the place chosen in the sidebar, and whether control events are shown. */
export interface Narrowing {
  place: ReadonlySignal<Place | undefined>;
  query: ReadonlySignal<string>;
  /** The last query that could be read. */
  filter: ReadonlySignal<Filter>;
  queryProblem: ReadonlySignal<string | undefined>;
  showControl: Signal<boolean>;
  setQuery(query: string): void;
  setPlace(place: Place | undefined): void;
}

/** `setTest` is given the test for a row whenever the question has changed, and at once. */
export function createNarrowing(setTest: (isShown: (entry: Entry) => boolean) => void): Narrowing {
  const place = signal<Place | undefined>(undefined);
  const query = signal('');
  const filter = signal<Filter>({ terms: [] });
  const queryProblem = signal<string | undefined>(undefined);
  const showControl = signal(false);

  const apply = () => {
    const wanted = filter.peek();
    const at = place.peek();
    // Asked for by name they are shown, folded away or not.
    const withControl = showControl.peek() || wanted.terms.some(asksForControl);
    const withFound = wanted.terms.some(asksForFindings);
    setTest((entry) => {
      if (entry.state === 'control' && !withControl && !(withFound && entry.findings.length > 0))
        return false;
      if (at !== undefined && entry.connection !== at.connection) return false;
      if (at?.channel !== undefined && entry.channel !== at.channel) return false;
      return wanted.terms.length === 0 || matchesFilter(wanted, entry);
    });
  };
  showControl.subscribe(apply);

  return {
    place,
    query,
    filter,
    queryProblem,
    showControl,
    setQuery(text) {
      const parsed = parseFilter(text);
      batch(() => {
        query.value = text;
        queryProblem.value = parsed.ok ? undefined : parsed.problem;
        if (parsed.ok) filter.value = parsed.filter;
      });
      if (parsed.ok) apply();
    },
    setPlace(next) {
      place.value = next;
      apply();
    },
  };
}

/** True for `is:control`. */
function asksForControl(term: Filter['terms'][number]): boolean {
  return term.kind === 'is' && term.value === 'control' && !term.negated;
}

/** True for `is:fault`, `reason:close-code` and their like: control events may carry a verdict, too. */
function asksForFindings(term: Filter['terms'][number]): boolean {
  if (term.negated) return false;
  return term.kind === 'reason' || (term.kind === 'is' && SEVERITIES.has(term.value));
}

const SEVERITIES: ReadonlySet<string> = new Set<Severity>(['fault', 'warning', 'info']);
