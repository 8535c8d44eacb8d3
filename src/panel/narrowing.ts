import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Entry } from '../core/entry';
import { type Filter, matchesFilter, parseFilter, SEVERITIES } from '../core/filter';
import type { Place } from './store';

/** What narrows the table: the query, the place chosen in the sidebar, and whether control events are shown. */
export interface Narrowing {
  place: ReadonlySignal<Place | undefined>;
  query: ReadonlySignal<string>;
  /** The last query that could be read. */
  filter: ReadonlySignal<Filter>;
  queryProblem: ReadonlySignal<string | undefined>;
  showControl: Signal<boolean>;
  /** True while the filter asks for what was found, or that it was not: rows come and go with that. */
  asksForReasons(): boolean;
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
    const withFound = wanted.terms.some(asksForReason);
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
    asksForReasons: () => filter.peek().terms.some(({ kind }) => kind === 'reason'),
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

/** True for `reason:close-code` and `is:fault`: a control event that is at fault is not folded away from them. */
function asksForReason(term: Filter['terms'][number]): boolean {
  if (term.negated) return false;
  return (
    term.kind === 'reason' || (term.kind === 'is' && SEVERITIES.some((severity) => severity === term.value))
  );
}
