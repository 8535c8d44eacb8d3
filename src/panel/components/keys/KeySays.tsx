import type { Problem } from '../../../core/key-summary';
import { usePanel } from '../../panel-context';
import { countOf } from '../../view/formats';

/** What became of the key that was pasted. */
export type Outcome =
  | { kind: 'none' }
  | { kind: 'busy' }
  | { kind: 'added'; text: string }
  | ({ kind: 'refused' } & Problem);

const ACCEPTED = 'Base64 of 32 bytes, 44 characters, or a text of exactly 32 bytes.';

/** The line under the field: what it takes, how it reads what is there, what became of it. */
export function KeySays({ id, outcome, hint }: { id: string; outcome: Outcome; hint: string }) {
  const { store } = usePanel();
  const { dark } = store.counts.value;
  // A key that opens nothing looks like any other until somebody says so.
  const stillDark =
    dark > 0 && store.progress.value === undefined
      ? ` ${countOf(dark, 'event')} ${dark === 1 ? 'is' : 'are'} still dark.`
      : '';
  return (
    <div id={`${id}-says`} class="key-says" role="status">
      {outcome.kind === 'refused' ? (
        <span class="key-refused">
          <strong>{outcome.problem}</strong> {outcome.remedy}
        </span>
      ) : (
        (outcome.kind === 'added' ? `${outcome.text}${stillDark}` : hint) || ACCEPTED
      )}
    </div>
  );
}
