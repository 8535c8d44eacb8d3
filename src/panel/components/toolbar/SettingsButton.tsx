import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { usePanel } from '../../panel-context';
import { CAPTURE_BYTES } from '../../settings';
import { formatCount } from '../../view/formats';
import { Icon } from '../icons/Icon';
import { Popover } from '../Popover';

const MB = 1_000_000;
const BOUNDS = `${formatCount(CAPTURE_BYTES.min / MB)} to ${formatCount(CAPTURE_BYTES.max / MB)}`;

/** What a user may set. */
export function SettingsButton() {
  return (
    <Popover face={<Icon name="settings" />} label="Settings" action="settings" role="dialog">
      <CaptureSize />
    </Popover>
  );
}

/** How much of the memory events may take, in MB; it holds as soon as the field is left or Enter is pressed. */
function CaptureSize() {
  const { store } = usePanel();
  const id = useId();
  const isRefused = useSignal(false);
  const take = (field: HTMLInputElement) => {
    const bytes = Math.round(field.valueAsNumber * MB);
    isRefused.value = !(bytes >= CAPTURE_BYTES.min && bytes <= CAPTURE_BYTES.max);
    if (!isRefused.peek()) store.setMaxCaptureBytes(bytes);
  };
  return (
    <div class="setting">
      <label for={`${id}-field`}>Memory for events</label>
      <input
        id={`${id}-field`}
        name="max-capture"
        type="number"
        min={CAPTURE_BYTES.min / MB}
        max={CAPTURE_BYTES.max / MB}
        step={10}
        value={store.maxCaptureBytes.value / MB}
        tabIndex={0}
        aria-invalid={isRefused.value}
        aria-describedby={`${id}-says`}
        onChange={(event) => take(event.currentTarget)}
      />
      <span>MB</span>
      <p id={`${id}-says`} class={isRefused.value ? 'setting-says setting-refused' : 'setting-says'}>
        {BOUNDS} MB. When it is full, the oldest events go, and are counted as dropped.
      </p>
    </div>
  );
}
