import { usePanel } from '../../panel-context';
import type { Store } from '../../store';
import { LOST_TEXT, noKeyText } from '../../view/empty-state';
import { Icon } from '../icons/Icon';
import { KIND_WORDS } from '../keys/key-kinds';
import { EmptyTable } from './EmptyTable';
import { EventTable } from './EventTable';

/** The table with what has to be said above it or in its place. */
export function EventArea() {
  const { store } = usePanel();
  return (
    <section class="table-area" data-region="table" aria-label="Events">
      {store.link.value === 'lost' && (
        <p class="notice" data-empty="lost" role="alert">
          <Icon name="warning" />
          <span>{LOST_TEXT}</span>
        </p>
      )}
      <NoKeyNotice />
      <EventTable />
      <EmptyTable />
    </section>
  );
}

/** The kind of key that is asked for is named where all that is captured takes the same. */
function pasteText(store: Store): string {
  const kinds = new Set(store.connections.value.map(({ protocol }) => protocol?.keyKinds[0]));
  const [kind] = kinds;
  return kinds.size === 1 && kind ? `Paste ${KIND_WORDS[kind].name.toLowerCase()}` : 'Paste key';
}

function NoKeyNotice() {
  const { store, view } = usePanel();
  const { lackingKey } = store.counts.value;
  if (lackingKey === 0 || store.keys.value.some(({ kind }) => kind !== 'app-secret')) return null;
  // They may be all that is lacking, and the status line asks for their passphrase.
  if (store.atRest.value.locked.length > 0) return null;
  return (
    <p class="notice" data-empty="no-key">
      <Icon name="key" />
      <span>{noKeyText(lackingKey)}</span>
      <button
        type="button"
        class="text-button"
        data-action="paste-key"
        onClick={() => {
          view.keysOpen.value = true;
        }}
      >
        {pasteText(store)}
      </button>
    </p>
  );
}
