import { PASTE_ACCEPTS } from '../../view/paste-words';

interface PasteTextProps {
  /** Id of the line that says what the text was understood to be. */
  saysId: string;
  isRefused: boolean;
  onInput(text: string): void;
}

/** Where the text is pasted. It holds it alone: a text of megabytes is not drawn again with every letter. */
export function PasteText({ saysId, isRefused, onInput }: PasteTextProps) {
  return (
    <textarea
      name="pasted"
      class="key-field paste-field"
      rows={6}
      data-focus
      aria-label="What was captured"
      aria-describedby={saysId}
      aria-invalid={isRefused}
      title={PASTE_ACCEPTS}
      autocomplete="off"
      autocapitalize="off"
      spellcheck={false}
      placeholder={'{"nonce":"…","ciphertext":"…"}'}
      onInput={(event) => onInput(event.currentTarget.value)}
      onKeyDown={(event) => {
        // Enter alone is a line break: frames stand one on a line.
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
        event.preventDefault();
        event.currentTarget.form?.requestSubmit();
      }}
    />
  );
}
