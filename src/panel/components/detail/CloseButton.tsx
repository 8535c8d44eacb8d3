import { Icon } from '../icons/Icon';

/** Closes what the detail shows. */
export function CloseButton({ onClose }: { onClose: () => void }) {
  return (
    <button
      type="button"
      class="button"
      data-action="close-detail"
      aria-label="Close the detail"
      title="Close the detail"
      onClick={onClose}
    >
      <Icon name="close" />
    </button>
  );
}
