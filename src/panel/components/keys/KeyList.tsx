import type { KeySummary } from '../../../core/key-summary';
import { usePanel } from '../../panel-context';
import { shortId } from '../../view/formats';
import { cutName } from '../../view/names';
import { KIND_WORDS } from './key-kinds';

/** The known keys by label and id; never a byte of one. */
export function KeyList() {
  const { store } = usePanel();
  // What was learned is counted below: a page may have hundreds of channels.
  const keys = store.keys.value.filter(({ learned }) => !learned);
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
  const { id, kind, label, scope, remembered } = summary;
  return (
    <li class="key-line" data-key={id}>
      <span class="key-name">
        <span class="key-label" title={label}>
          {label}
        </span>
        <code class="key-id" title={`Key id ${id}`}>
          {id.slice(0, 6)}
        </code>
      </span>
      <span class="key-facts">
        <span>{KIND_WORDS[kind].name}</span>
        <span title={scope.app}>
          {scope.app === undefined ? 'All apps' : `${KIND_WORDS[kind].app} ${shortId(scope.app)}`}
        </span>
        {scope.channel !== undefined && (
          <span class="key-channel" title={cutName(scope.channel)}>
            {cutName(scope.channel)}
          </span>
        )}
        <span>{remembered ? 'On this device' : 'Until the browser closes'}</span>
      </span>
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
