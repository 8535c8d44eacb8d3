import type { KeySummary } from '../../../core/key-summary';
import { usePanel } from '../../panel-context';
import { useKeptFocus } from '../use-kept-focus';
import { KeyFacts } from './KeyFacts';

/** The known keys by label and id; never a byte of one. */
export function KeyList() {
  const { store } = usePanel();
  // What was learned is counted below: a page may have hundreds of channels.
  const keys = store.keys.value.filter(({ learned }) => !learned);
  // What is locked is listed with its passphrase.
  if (keys.length === 0 && store.atRest.value.locked.length > 0) return null;
  if (keys.length === 0) return <p class="keys-none">No key is known yet.</p>;
  return (
    <ul class="keys-list" aria-label="Known keys">
      {keys.map((key) => (
        <KeyLine key={key.id} summary={key} onRemove={() => store.removeKey(key.id)} />
      ))}
    </ul>
  );
}

function KeyLine({ summary, onRemove }: { summary: KeySummary; onRemove: () => void }) {
  const { id, label, remembered } = summary;
  const element = useKeptFocus<HTMLLIElement>();
  return (
    <li ref={element} class="key-line" data-key={id}>
      <KeyFacts summary={summary} state={remembered ? 'On this device' : 'Until the browser closes'} />
      <button
        type="button"
        class="text-button"
        data-action="remove-key"
        aria-label={`Remove ${label}`}
        onClick={onRemove}
      >
        Remove
      </button>
    </li>
  );
}
