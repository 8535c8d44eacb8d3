import type { Connection } from '../../../core/entry';
import { usePanel } from '../../panel-context';
import { isPasted } from '../../pasted';
import type { Place, Store } from '../../store';
import { ALLOW_TEXT, type EmptyKind, emptyStateOf, type Situation } from '../../view/empty-state';
import { useKeptFocus } from '../use-kept-focus';

/** What is said where there are no rows: one sentence and one action. */
export function EmptyTable() {
  const { store } = usePanel();
  const empty = emptyStateOf(situationOf(store));
  if (!empty) return null;
  return (
    <div class="empty" data-empty={empty.kind} role="status">
      <p>{empty.text}</p>
      {empty.kind === 'no-access' && <p>{ALLOW_TEXT[browserName()]}</p>}
      <EmptyAction key={empty.kind} kind={empty.kind} />
    </div>
  );
}

function EmptyAction({ kind }: { kind: EmptyKind }) {
  const { store } = usePanel();
  const element = useKeptFocus<HTMLButtonElement>();
  const offered = actionOf(kind, store);
  if (!offered) return null;
  const { action, label, act } = offered;
  return (
    <button ref={element} type="button" class="text-button" data-action={action} onClick={act}>
      {label}
    </button>
  );
}

function actionOf(kind: EmptyKind, store: Store): { action: string; label: string; act(): void } | undefined {
  switch (kind) {
    case 'no-access':
    case 'no-socket':
      return store.reloadPage && { action: 'reload', label: 'Reload page', act: store.reloadPage };
    case 'filtered':
      return {
        action: 'clear-filter',
        label: 'Clear filter',
        act() {
          store.setQuery('');
          store.setPlace(undefined);
        },
      };
    case 'elsewhere':
      return { action: 'show-all', label: 'Show all channels', act: () => store.setPlace(undefined) };
    case 'paused':
      return { action: 'resume', label: 'Resume', act: store.togglePause };
    case 'no-protocol':
    case 'no-events':
      return undefined;
  }
}

function situationOf(store: Store): Situation {
  const known = store.connections.value.filter(
    (connection) => connection.protocol !== undefined && !isPasted(connection),
  );
  const open = known.filter((connection) => connection.state !== 'closed');
  return {
    counts: store.counts.value,
    link: store.link.value,
    runsEverywhere: store.runsEverywhere.value,
    connections: known.length,
    openConnections: open.length,
    channels: open.reduce((count, connection) => count + liveChannels(connection), 0),
    place: store.query.value.trim() === '' ? placeKind(store.place.value) : undefined,
  };
}

/** As the panel was mounted: whose DevTools it is in. */
function browserName(): keyof typeof ALLOW_TEXT {
  return document.documentElement.dataset.browser === 'firefox' ? 'firefox' : 'chromium';
}

function placeKind(place: Place | undefined): Situation['place'] {
  if (place === undefined) return undefined;
  return place.channel === undefined ? 'connection' : 'channel';
}

function liveChannels(connection: Connection): number {
  let count = 0;
  for (const channel of connection.channels.values()) {
    if (channel.subscription !== 'unsubscribed' && channel.subscription !== 'failed') count += 1;
  }
  return count;
}
