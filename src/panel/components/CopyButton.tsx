import { usePanel } from '../panel-context';
import { copyAndSay } from '../view/acts';
import { Icon } from './icons/Icon';

/** A small button that copies one thing. */
export function CopyButton({ text, what }: { text: () => string; what: string }) {
  const { view } = usePanel();
  const label = `Copy ${what.toLowerCase()}`;
  return (
    <button
      type="button"
      class="small-button"
      aria-label={label}
      title={label}
      onClick={() => void copyAndSay(view, text(), what)}
    >
      <Icon name="copy" />
    </button>
  );
}
