import type { KeyKind } from '../../../core/key-summary';
import { usePanel } from '../../panel-context';
import type { Store } from '../../store';
import { ChannelField } from './ChannelField';
import { ScopeSelect } from './ScopeSelect';

interface KeyOptionsProps {
  kind: KeyKind;
  app: string | undefined;
  channel: string;
  onChannel(name: string): void;
}

/** What is said about a key that is added: its label, its scope, how long it is kept. */
export function KeyOptions({ kind, app, channel, onChannel }: KeyOptionsProps) {
  const { store } = usePanel();
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
          placeholder={labelFor(store)}
        />
      </label>
      <ScopeSelect kind={kind} app={app} />
      {kind !== 'app-secret' && <ChannelField kind={kind} name={channel} onInput={onChannel} />}
      <label>
        <input name="remember" type="checkbox" />
        <span>Remember on this device</span>
      </label>
    </div>
  );
}

/** Label of a key that is given none. */
export function labelFor(store: Store): string {
  return `Key ${store.keys.value.filter(({ learned }) => !learned).length + 1}`;
}
