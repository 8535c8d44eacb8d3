import { usePanel } from '../../panel-context';
import { countOf } from '../../view/formats';
import { withModifier } from '../../view/shortcuts';
import { Icon } from '../icons/Icon';
import { ChannelPicker } from './ChannelPicker';
import { FilterBox } from './FilterBox';
import { SettingsButton } from './SettingsButton';
import { Shortcuts } from './Shortcuts';
import { ToggleBox } from './ToggleBox';

/** The row of controls at the top. */
export function Toolbar() {
  const { store, view } = usePanel();
  return (
    <div class="toolbar" data-region="toolbar">
      <PauseButton />
      <ClearButton />
      <span class="toolbar-line" />
      {view.narrow.value && <ChannelPicker />}
      <FilterBox />
      <ToggleBox
        action="control"
        label="Control"
        title="Show control events: subscriptions, pings, errors"
        on={store.showControl}
      />
      <ToggleBox
        action="preserve-log"
        label="Preserve log"
        title="Keep the events when the page is left"
        on={store.preserveLog}
      />
      <span class="toolbar-room" />
      <PasteButton />
      <KeysButton />
      <SettingsButton />
      <Shortcuts />
    </div>
  );
}

function PauseButton() {
  const { store, view } = usePanel();
  const isPaused = store.paused.value;
  const label = `${isPaused ? 'Resume' : 'Pause'} the table (${withModifier('E', view.isMac)})`;
  return (
    <button
      type="button"
      class="button"
      data-action="pause"
      aria-label={label}
      title={label}
      aria-pressed={isPaused}
      onClick={store.togglePause}
    >
      <Icon name={isPaused ? 'resume' : 'pause'} />
    </button>
  );
}

function ClearButton() {
  const { store, view } = usePanel();
  const label = `Clear (${withModifier('L', view.isMac)})`;
  return (
    <button
      type="button"
      class="button"
      data-action="clear"
      aria-label={label}
      title={label}
      onClick={store.clear}
    >
      <Icon name="clear" />
    </button>
  );
}

function PasteButton() {
  const { view } = usePanel();
  const label = `Open what was captured elsewhere (${withModifier('O', view.isMac)})`;
  return (
    <button
      type="button"
      class="button"
      data-action="paste"
      aria-haspopup="dialog"
      aria-label={label}
      title={label}
      onClick={() => {
        view.pasteOpen.value = true;
      }}
    >
      <Icon name="paste" />
    </button>
  );
}

function KeysButton() {
  const { store, view } = usePanel();
  const { locked, unreadable } = store.atRest.value;
  const { learned } = store.learning.value;
  const pasted = store.keys.value.filter((key) => !key.learned).length;
  const counts = [
    ...(pasted > 0 ? [countOf(pasted, 'key')] : []),
    ...(locked.length > 0 ? [`${locked.length} locked`] : []),
    ...(unreadable.length > 0 ? [`${unreadable.length} unreadable`] : []),
    ...(learned > 0 ? [`${learned} learned`] : []),
  ];
  return (
    <button
      type="button"
      class="button button-wide"
      data-action="keys"
      aria-haspopup="dialog"
      title={`Keys (${withModifier('K', view.isMac)})`}
      onClick={() => {
        view.keysOpen.value = true;
      }}
    >
      <Icon name="key" />
      <span class="keys-count">{counts.join(', ') || 'No key'}</span>
    </button>
  );
}
