import type { KeyKind } from '../../../core/key-summary';
import type { Store } from '../../store';
import { ChannelField } from './ChannelField';
import { ScopeSelect } from './ScopeSelect';

interface KeyOptionsProps {
  kind: KeyKind;
  app: string | undefined;
  channel: string;
  /** The channel that the key is for as long as none is named. */
  foundChannel: string;
  /** Its label as long as none is typed. */
  label: string;
  onChannel(name: string): void;
  onScope(): void;
}

/** What is said about a key that is added: its label, its scope, how long it is kept. */
export function KeyOptions(props: KeyOptionsProps) {
  const { kind, app, channel, foundChannel, label, onChannel, onScope } = props;
  return (
    <div class="key-options">
      <label>
        <span>Label</span>
        <input
          name="label"
          type="text"
          autocomplete="off"
          spellcheck={false}
          maxLength={60}
          placeholder={label}
        />
      </label>
      <ScopeSelect kind={kind} app={app} onChange={onScope} />
      {kind !== 'app-secret' && (
        <ChannelField kind={kind} name={channel} found={foundChannel} onInput={onChannel} />
      )}
      <label>
        <input name="remember" type="checkbox" />
        <span>Remember on this device</span>
      </label>
    </div>
  );
}

/** Label of a key that is given none; `place`: its place among several that are added at once. */
export function labelFor(store: Store, place = 0): string {
  return `Key ${store.keys.value.filter(({ learned }) => !learned).length + 1 + place}`;
}
