import { DERIVATION_MAKERS } from '../../../core/derivations';
import type { Entry } from '../../../core/entry';
import type { KeySummary } from '../../../core/key-summary';
import { SLIP_WORDS } from '../../../core/slips';
import { usePanel } from '../../panel-context';
import { hasFrame } from '../../view/content';
import { formatBytes, formatDate, formatTime } from '../../view/formats';
import { cutName, shortEvent } from '../../view/names';
import { nameKeys } from '../../view/verdicts';
import { Marked } from '../Marked';
import { Name } from '../Name';
import { CloseButton } from './CloseButton';
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
          <Marked text={shortEvent(entry.event)} marker={marker} />
        </h2>
        {entry.channel !== '' && (
          <span class="detail-channel" title={cutName(entry.channel)}>
            <Name name={entry.channel} marker={marker} isWhole />
          </span>
        )}
        <CloseButton onClose={() => store.select(undefined)} />
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
  const how = hasFrame(entry)
    ? `${entry.direction} ${formatTime(entry.at)}, ${formatBytes(entry.size)}`
    : formatTime(entry.at);
  const note = `${entry.cached ? ', cached event' : ''}${entry.restored ? ', restored from a delta' : ''}`;
  const isEncrypted = entry.connection.channels.get(entry.channel)?.kind === 'encrypted';
  const by = entry.userId === undefined ? '' : `, from user ${cutName(entry.userId)}`;
  switch (entry.state) {
    case 'opened':
      return `${openingText(entry, keys)}${note} · ${how}${by}`;
    case 'unverified':
      return `${openingText(entry, keys).replace('Opened', 'Unverified')}${note} · ${how}${by}`;
    case 'dark': {
      return `${entry.awaited ? 'Opening…' : 'Dark'}${note} · ${how}${by}`;
    }
    case 'clear':
      return `${isEncrypted ? 'Sent in the clear' : 'Not encrypted'}${note} · ${how}${by}`;
    case 'control':
      return `Control event${isEncrypted ? ', never encrypted' : ''} · ${how}${by}`;
  }
}

function openingText({ opening }: Entry, keys: readonly KeySummary[]): string {
  if (!opening) return 'Opened';
  const name = nameKeys(keys)(opening.key);
  const { derivation, detour } = opening;
  if (detour?.kind === 'other-channel')
    return `Opened with the secret of ${cutName(detour.channel)}, from ${name}`;
  if (detour?.kind === 'direct') return `Opened with ${name} itself, no derivation`;
  if (detour?.kind === 'slip') return `Opened with ${name}, ${SLIP_WORDS[detour.slip].reading}`;
  // The usual derivation goes without saying.
  if (derivation === undefined || derivation === 'A') return `Opened with ${name}`;
  return `Opened with ${name}, derivation ${derivation}, ${DERIVATION_MAKERS[derivation]}`;
}
