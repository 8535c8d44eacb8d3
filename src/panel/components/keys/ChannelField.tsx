import { useId } from 'preact/hooks';
import type { Connection } from '../../../core/entry';
import type { KeyKind } from '../../../core/key-summary';
import { usePanel } from '../../panel-context';
import { connectionsFor } from './key-kinds';

/** A page may subscribe to thousands of channels, and the browser draws a list of options whole. */
const MAX_OPTIONS = 300;
/** Servers take no longer names; a pattern that is longer fits nothing. */
const MAX_NAME_CHARS = 1_000;

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
  const listId = useId();
  const isNeeded = kind === 'pusher-shared-secret';
  return (
    <label class="key-where">
      <span>Channel</span>
      <input
        name="channel"
        type="text"
        list={listId}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        maxLength={MAX_NAME_CHARS}
        aria-required={isNeeded}
        placeholder={isNeeded ? found || 'Name, needed' : 'Any channel'}
        title="Name of a channel. * stands for any text."
        value={name}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <datalist id={listId}>
        {seenChannels(kind, connectionsFor(kind, store.connections.value)).map((seen) => (
          <option key={seen} value={seen} />
        ))}
      </datalist>
    </label>
  );
}

/** Channels that a key of this kind may open. Of Ably nothing but the payload says whether it is encrypted. */
function seenChannels(kind: KeyKind, connections: readonly Connection[]): string[] {
  const seen = new Set<string>();
  for (const connection of connections) {
    for (const channel of connection.channels.values()) {
      if (seen.size === MAX_OPTIONS) return [...seen];
      if (kind === 'ably-cipher' || channel.kind === 'encrypted') seen.add(channel.name);
    }
  }
  return [...seen];
}
