import { usePanel } from '../panel-context';
import { copyAndSay } from '../view/acts';
import { Icon } from './icons/Icon';
import type { IconName } from './icons/shapes';

interface CopyButtonProps {
  /** Made when it is asked for: a payload may be large. */
  text: () => string;
  /** Names what is copied, in the note that says so. */
  what: string;
  title?: string;
  icon?: IconName;
}

/** A small button that copies one thing. */
export function CopyButton({
  text,
  what,
  title = `Copy ${what.toLowerCase()}`,
  icon = 'copy',
}: CopyButtonProps) {
  const { view } = usePanel();
  return (
    <button
      type="button"
      class="small-button"
      aria-label={title}
      title={title}
      onClick={(event) => {
        // On a line of the tree the click would fold the line too.
        event.stopPropagation();
        void copyAndSay(view, text(), what);
      }}
    >
      <Icon name={icon} />
    </button>
  );
}
