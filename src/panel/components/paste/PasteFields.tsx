import type { Pasted } from '../../../core/pasted/pasted';
import { usePanel } from '../../panel-context';
import { shortId } from '../../view/formats';
import { knownApps, seenChannelNames } from '../../view/seen-names';
import { ChannelInput } from '../ChannelInput';

/** What the user says beside the text. */
export interface PasteFieldValues {
  channel: string;
  /** Whose keys may be tried; empty for any app. A webhook has its X-Pusher-Key for that. */
  app: string;
  appKey: string;
  signature: string;
}

interface PasteFieldsProps {
  pasted: Pasted | undefined;
  values: PasteFieldValues;
  /** The channel is asked for once more. */
  isRefused: boolean;
  onChange(values: PasteFieldValues): void;
}

/** What the text does not say itself, and only that. */
export function PasteFields({ pasted, values, isRefused, onChange }: PasteFieldsProps) {
  const { store } = usePanel();
  if (!pasted) return <div class="key-options paste-options" />;
  const isOfAbly = pasted.protocol === 'ably';
  return (
    <div class="key-options paste-options">
      {pasted.needsChannel && (
        <ChannelInput
          value={values.channel}
          seen={seenChannelNames(store.connections.value, isOfAbly)}
          placeholder={isOfAbly ? 'Name' : 'private-encrypted-…'}
          isNeeded
          isRefused={isRefused}
          onInput={(channel) => onChange({ ...values, channel })}
        />
      )}
      {pasted.webhook ? (
        <>
          <HeaderInput name="appKey" label="X-Pusher-Key" values={values} onChange={onChange} />
          <HeaderInput name="signature" label="X-Pusher-Signature" values={values} onChange={onChange} />
        </>
      ) : (
        <AppSelect pasted={pasted} values={values} onChange={onChange} />
      )}
    </div>
  );
}

interface HeaderInputProps extends Pick<PasteFieldsProps, 'values' | 'onChange'> {
  name: 'appKey' | 'signature';
  label: string;
}

function HeaderInput({ name, label, values, onChange }: HeaderInputProps) {
  return (
    <label class={`paste-header paste-header-${name}`}>
      <span>{label}</span>
      <input
        name={name}
        type="text"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        maxLength={300}
        placeholder={name === 'appKey' ? 'Any app' : 'Not checked'}
        value={values[name]}
        onInput={(event) => onChange({ ...values, [name]: event.currentTarget.value })}
      />
    </label>
  );
}

/** Which keys may be tried: those of one app, or all. */
function AppSelect({
  pasted,
  values,
  onChange,
}: Required<Omit<PasteFieldsProps, 'isRefused'>> & { pasted: Pasted }) {
  const { store } = usePanel();
  const apps = knownApps(store.connections.value, store.keys.value, pasted.protocol);
  if (apps.length === 0) return null;
  return (
    <label>
      <span>{pasted.protocol === 'ably' ? 'Ably app' : 'App'}</span>
      <select
        name="app"
        value={apps.includes(values.app) ? values.app : ''}
        onChange={(event) => onChange({ ...values, app: event.currentTarget.value })}
      >
        <option value="">Any app</option>
        {apps.map((app) => (
          <option key={app} value={app} title={app}>
            {shortId(app)}
          </option>
        ))}
      </select>
    </label>
  );
}
