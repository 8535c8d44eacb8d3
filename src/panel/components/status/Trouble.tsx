import { usePanel } from '../../panel-context';
import { Icon } from '../icons/Icon';

/** What went wrong around Cipherscope, with what to do: a line of its own, because it must not be cut. */
export function Trouble() {
  const trouble = usePanel().store.trouble.value;
  if (!trouble) return null;
  return (
    <p class="notice" role="alert" data-trouble>
      <Icon name="warning" />
      <span>
        <strong>{trouble.problem}</strong> {trouble.remedy}
      </span>
    </p>
  );
}
