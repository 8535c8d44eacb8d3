interface KeyFieldProps {
  id: string;
  isRefused: boolean;
  onInput(text: string): void;
}

/** Where a key is pasted. Browsers and password managers are asked to leave it alone. */
export function KeyField({ id, isRefused, onInput }: KeyFieldProps) {
  return (
    <>
      <label class="key-field-label" for={`${id}-key`}>
        Master key
      </label>
      <textarea
        id={`${id}-key`}
        name="key"
        class="key-field"
        rows={2}
        data-focus
        aria-describedby={`${id}-says`}
        aria-invalid={isRefused}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        data-1p-ignore
        data-lpignore="true"
        placeholder="Paste the 32-byte master key"
        onInput={(event) => onInput(event.currentTarget.value)}
        onKeyDown={(event) => {
          // A key has no line breaks, so Enter can do what it does in a field of one line.
          if (event.key !== 'Enter' || event.isComposing) return;
          event.preventDefault();
          event.currentTarget.form?.requestSubmit();
        }}
      />
    </>
  );
}
