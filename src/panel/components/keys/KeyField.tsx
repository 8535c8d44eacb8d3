import type { KeyKind } from '../../../core/key-summary';
import { KIND_WORDS } from './key-kinds';

interface KeyFieldProps {
  id: string;
  /** Id of the line that says what the field takes and what became of it. */
  saysId: string;
  kind: KeyKind;
  isRefused: boolean;
  onInput(text: string): void;
}

/** Where a key is pasted. Browsers and password managers are asked to leave it alone. */
export function KeyField({ id, saysId, kind, isRefused, onInput }: KeyFieldProps) {
  return (
    <textarea
      id={id}
      name="key"
      class="key-field"
      rows={2}
      data-focus
      aria-label={KIND_WORDS[kind].name}
      aria-describedby={saysId}
      aria-invalid={isRefused}
      autocomplete="off"
      autocapitalize="off"
      spellcheck={false}
      data-1p-ignore
      data-lpignore="true"
      placeholder={KIND_WORDS[kind].placeholder}
      onInput={(event) => onInput(event.currentTarget.value)}
      onKeyDown={(event) => {
        // Nobody types a line break into a key, so Enter can do what it does in a field of one line.
        if (event.key !== 'Enter' || event.isComposing) return;
        event.preventDefault();
        event.currentTarget.form?.requestSubmit();
      }}
    />
  );
}
