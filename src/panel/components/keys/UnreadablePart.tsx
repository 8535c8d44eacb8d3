import { useState } from 'preact/hooks';
import { usePanel } from '../../panel-context';
import { unreadableText } from '../../view/at-rest-words';
import { countOf } from '../../view/formats';
import { Icon } from '../icons/Icon';

/** The stored keys that can not be read, and the way to be rid of them. */
export function UnreadablePart() {
  const { store } = usePanel();
  const { unreadable } = store.atRest.value;
  /** How many were there when it was asked whether to remove them: more are asked for anew. */
  const [asked, setAsked] = useState(0);
  if (unreadable.length === 0) return null;
  const { problem, remedy } = unreadableText(unreadable);
  const isAsked = asked === unreadable.length;
  return (
    <section class="at-rest" aria-label="Keys that can not be read" data-unreadable={unreadable.length}>
      <p class="at-rest-says">
        <Icon name="warning" />
        <span>
          <strong>{problem}</strong> {remedy}
        </span>
      </p>
      <p class="at-rest-acts" role="status">
        {isAsked && <span>They are gone for good then.</span>}
        {isAsked && (
          <button
            type="button"
            class="text-button"
            data-action="remove-unreadable"
            onClick={() => store.removeUnreadable(unreadable.map(({ name }) => name))}
          >
            Remove {countOf(unreadable.length, 'record')}
          </button>
        )}
        <button
          type="button"
          class="text-button"
          data-action={isAsked ? 'keep-unreadable' : 'ask-remove-unreadable'}
          onClick={() => setAsked(isAsked ? 0 : unreadable.length)}
        >
          {isAsked ? 'Keep' : 'Remove…'}
        </button>
      </p>
    </section>
  );
}
