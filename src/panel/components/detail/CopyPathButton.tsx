import { usePanel } from '../../panel-context';
import { copyAndSay } from '../../view/acts';
import { Icon } from '../icons/Icon';

/** Copies where a value stands: items[0].name. */
export function CopyPathButton({ path }: { path: string }) {
  const { view } = usePanel();
  return (
    <button
      type="button"
      class="small-button"
      aria-label={`Copy path ${path}`}
      title={`Copy path ${path}`}
      onClick={() => void copyAndSay(view, path, 'Path')}
    >
      <Icon name="path" />
    </button>
  );
}
