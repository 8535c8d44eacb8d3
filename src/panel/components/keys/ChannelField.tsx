import type { KeyKind } from '../../../core/key-summary';
import { usePanel } from '../../panel-context';
import { seenChannelNames } from '../../view/seen-names';
import { ChannelInput } from '../ChannelInput';
import { connectionsFor } from './key-kinds';

interface ChannelFieldProps {
  kind: KeyKind;
  name: string;
  /** The channel that is taken where none is named; empty for none. */
  found: string;
  onInput(name: string): void;
}

/** Which channel a key is for: its name, a pattern with `*`, or any. */
export function ChannelField({ kind, name, found, onInput }: ChannelFieldProps) {
  const { store } = usePanel();
  const isNeeded = kind === 'pusher-shared-secret';
  const isOfAbly = kind === 'ably-cipher';
  return (
    <ChannelInput
      value={name}
      seen={seenChannelNames(connectionsFor(kind, store.connections.value), isOfAbly)}
      placeholder={isNeeded ? found || 'Name, needed' : 'Any channel'}
      title="Name of a channel. * stands for any text."
      isNeeded={isNeeded}
      onInput={onInput}
    />
  );
}
