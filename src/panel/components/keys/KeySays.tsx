import type { KeyKind, Problem } from '../../../core/key-summary';
import { usePanel } from '../../panel-context';
import { countOf } from '../../view/formats';
import { KIND_WORDS } from './key-kinds';

/** What became of the key that was pasted. */
export type Outcome =
  | { kind: 'none' }
  | { kind: 'busy' }
  | { kind: 'added'; text: string }
  | ({ kind: 'refused' } & Problem);

interface KeySaysProps {
  id: string;
  kind: KeyKind;
  outcome: Outcome;
  hint: string;
}

/** The line under the field: what it takes, how it reads what is there, what became of it. */
export function KeySays({ id, kind, outcome, hint }: KeySaysProps) {
  const { store } = usePanel();
  const { dark } = store.counts.value;
  // A key that opens nothing looks like any other until somebody says so.
  const stillDark =
    dark > 0 && store.progress.value === undefined
      ? ` ${countOf(dark, 'event')} ${dark === 1 ? 'is' : 'are'} still dark.`
      : '';
  return (
    <div id={id} class="key-says" role="status">
      {outcome.kind === 'refused' ? (
        <span class="key-refused">
          <strong>{outcome.problem}</strong> {outcome.remedy}
        </span>
      ) : (
        (outcome.kind === 'added' ? `${outcome.text}${stillDark}` : hint) || KIND_WORDS[kind].accepted
      )}
    </div>
  );
}
