import { usePanel } from '../../panel-context';
import { LOST_TEXT, noKeyText } from '../../view/empty-state';
import { Icon } from '../icons/Icon';
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

function NoKeyNotice() {
  const { store, view } = usePanel();
  const { lackingKey } = store.counts.value;
  if (lackingKey === 0 || store.keys.value.length > 0) return null;
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
        Paste master key
      </button>
    </p>
  );
}
