import { useId } from 'preact/hooks';

/** Servers take no longer names; a pattern that is longer fits nothing. */
const MAX_NAME_CHARS = 1_000;

interface ChannelInputProps {
  value: string;
  /** Names that are offered. */
  seen: readonly string[];
  placeholder: string;
  title?: string;
  isNeeded: boolean;
  isRefused?: boolean;
  onInput(name: string): void;
}

/** The field for the name of a channel, which offers those that were seen. */
export function ChannelInput(props: ChannelInputProps) {
  const { value, seen, placeholder, title, isNeeded, isRefused, onInput } = props;
  const listId = useId();
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
        aria-invalid={isRefused}
        placeholder={placeholder}
        title={title}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <datalist id={listId}>
        {seen.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </label>
  );
}
