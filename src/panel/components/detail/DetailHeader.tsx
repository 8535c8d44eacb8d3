import type { Entry } from '../../../core/entry';
import type { KeySummary } from '../../../core/key-summary';
import { describeReason } from '../../../core/reasons';
import { usePanel } from '../../panel-context';
import { formatBytes, formatDate, formatTime } from '../../view/formats';
import { cutName } from '../../view/names';
import { Icon } from '../icons/Icon';
import { Marked } from '../Marked';
import { Name } from '../Name';
import { CopyMenu } from './CopyMenu';
import { DetailTabs } from './DetailTabs';

/** Names the event and says in one line what Cipherscope made of it. */
export function DetailHeader({ entry }: { entry: Entry }) {
  const { store, view } = usePanel();
  const marker = view.marker.value;
  return (
    <header class="detail-header">
      <div class="detail-title">
        <h2 title={cutName(entry.event)}>
          <Marked text={cutName(entry.event)} marker={marker} />
        </h2>
        {entry.channel !== '' && (
          <span class="detail-channel" title={cutName(entry.channel)}>
            <Name name={entry.channel} marker={marker} />
          </span>
        )}
        <button
          type="button"
          class="button"
          data-action="close-detail"
          aria-label="Close the detail"
          title="Close the detail"
          onClick={() => store.select(undefined)}
        >
          <Icon name="close" />
        </button>
      </div>
      <p class={`detail-state detail-state-${entry.state}`} title={formatDate(entry.at)}>
        {stateLine(entry, store.keys.value)}
      </p>
      <div class="detail-tools">
        <DetailTabs />
        <CopyMenu entry={entry} />
      </div>
    </header>
  );
}

function stateLine(entry: Entry, keys: readonly KeySummary[]): string {
  const how = `${entry.direction} ${formatTime(entry.at)}, ${formatBytes(entry.size)}`;
  const by = entry.userId === undefined ? '' : `, from user ${cutName(entry.userId)}`;
  switch (entry.state) {
    case 'opened':
      return `${openingText(entry, keys)} · ${how}${by}`;
    case 'dark': {
      const problem = entry.reason && describeReason(entry.reason)?.problem;
      return `${problem ? 'Dark' : 'Opening…'} · ${how}${by}`;
    }
    case 'clear':
      return `Not encrypted · ${how}${by}`;
    case 'control':
      return `Control event · ${how}${by}`;
  }
}

function openingText({ opening }: Entry, keys: readonly KeySummary[]): string {
  if (!opening) return 'Opened';
  const key = keys.find(({ id }) => id === opening.key);
  const shown = opening.key.slice(0, 6);
  const name = key ? `“${key.label}” (${shown})` : `a key that was removed (${shown})`;
  return `Opened with ${name}, derivation ${opening.derivation}`;
}
