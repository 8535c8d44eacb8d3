import type { Problem } from '../../../core/key-summary';

/** What became of the key that was pasted. */
export type Outcome =
  | { kind: 'none' }
  | { kind: 'busy' }
  | { kind: 'added'; text: string }
  | ({ kind: 'refused' } & Problem);

const ACCEPTED = 'Base64 of 32 bytes, 44 characters, or a text of exactly 32 bytes.';

/** The line under the field: what it takes, how it reads what is there, what became of it. */
export function KeySays({ id, outcome, hint }: { id: string; outcome: Outcome; hint: string }) {
  return (
    <div id={`${id}-says`} class="key-says" role="status">
      {outcome.kind === 'refused' ? (
        <span class="key-refused">
          <strong>{outcome.problem}</strong> {outcome.remedy}
        </span>
      ) : (
        (outcome.kind === 'added' ? outcome.text : hint) || ACCEPTED
      )}
    </div>
  );
}
