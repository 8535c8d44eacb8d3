import { useLayoutEffect, useRef } from 'preact/hooks';
import { usePanel } from '../../panel-context';
import { Icon } from '../icons/Icon';
import { KeyForm } from './KeyForm';
import { KeyList } from './KeyList';

/** Keys that are known, and the form that adds one. Modal: the browser keeps the focus inside and gives it back. */
export function KeysDialog() {
  const { view } = usePanel();
  const dialog = useRef<HTMLDialogElement>(null);
  const isOpen = view.keysOpen.value;
  useLayoutEffect(() => {
    if (!isOpen) return;
    dialog.current?.showModal();
    dialog.current?.querySelector<HTMLElement>('textarea')?.focus();
  }, [isOpen]);
  const close = () => {
    view.keysOpen.value = false;
  };
  // Closed, it is not there at all: what was pasted and not added is gone with it.
  if (!isOpen) return null;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc does what a click beside the dialog does.
    <dialog
      ref={dialog}
      class="keys-dialog"
      aria-labelledby="keys-title"
      onClose={close}
      onClick={(event) => {
        if (event.target === event.currentTarget) close();
      }}
    >
      <div class="keys-content">
        <div class="keys-header">
          <h2 id="keys-title">Keys</h2>
          <button
            type="button"
            class="button"
            data-action="close-keys"
            aria-label="Close"
            title="Close (Esc)"
            onClick={close}
          >
            <Icon name="close" />
          </button>
        </div>
        <KeyList />
        <KeyForm app={undefined} />
      </div>
    </dialog>
  );
}
