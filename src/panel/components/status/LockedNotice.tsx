import { usePanel } from '../../panel-context';
import { lockedNotice } from '../../view/at-rest-words';
import { Icon } from '../icons/Icon';

/** Said while remembered keys wait for their passphrase: events may be dark for no other reason. */
export function LockedNotice() {
  const { store, view } = usePanel();
  const { locked } = store.atRest.value;
  if (locked.length === 0) return null;
  return (
    <p class="notice" data-locked={locked.length} role="status">
      <Icon name="key" />
      <span>{lockedNotice(locked.length)}</span>
      <button
        type="button"
        class="text-button"
        data-action="unlock-keys"
        onClick={() => {
          view.keysOpen.value = true;
        }}
      >
        Unlock…
      </button>
    </p>
  );
}
