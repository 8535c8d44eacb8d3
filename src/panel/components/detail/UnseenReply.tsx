import type { Channel, Connection } from '../../../core/entry';
import { usePanel } from '../../panel-context';
import type { Store } from '../../store';
import { UNSEEN_TEXTS, type Unseen, unseenReply } from '../../view/auth-facts';

/** Why the auth reply of a channel is not known, as it stands now. */
export function unseenOf(store: Store, connection: Connection, channel: Channel): Unseen | undefined {
  const isLearning = store.learning.value.isOn;
  return unseenReply(connection, channel, {
    since: store.sightingsSince.value,
    isLearning,
    known: new Set(store.keys.value.map(({ id }) => id)),
    now: Date.now(),
  });
}

/** Says that the auth reply of a channel was missed, and offers the way to see it. */
export function UnseenReply({ unseen }: { unseen: Unseen }) {
  const { store } = usePanel();
  return (
    <p class="unseen-reply" data-unseen={unseen}>
      <span>{UNSEEN_TEXTS[unseen]}</span>
      {unseen !== 'unrecognised' && store.reloadPage && (
        <button type="button" class="text-button" data-action="reload-page" onClick={store.reloadPage}>
          Reload page
        </button>
      )}
    </p>
  );
}
