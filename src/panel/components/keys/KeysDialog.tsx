import { useLayoutEffect, useRef } from 'preact/hooks';
import { focusTable } from '../../keyboard';
import { usePanel } from '../../panel-context';
import { Icon } from '../icons/Icon';
import { KeyForm } from './KeyForm';
import { KeyList } from './KeyList';
import { kindsFor } from './key-kinds';
import { LearningPart } from './LearningPart';

/** Keys that are known, and the form that adds one. Modal: the browser keeps the focus inside and gives it back. */
export function KeysDialog() {
  const { view } = usePanel();
  // Closed, it is not there at all: what was pasted and not added is gone with it.
  return view.keysOpen.value ? <OpenDialog /> : null;
}

function OpenDialog() {
  const { store, view } = usePanel();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    element?.querySelector<HTMLElement>('textarea')?.focus();
    // An open dialog that is just taken away does not give the focus back.
    return () => {
      element?.close();
      // The browser takes the focus out of the closed dialog first; what had opened it may be gone.
      queueMicrotask(focusTable);
    };
  }, []);
  const close = () => {
    view.keysOpen.value = false;
  };
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
        <DialogHeader onClose={close} />
        <KeyList />
        <KeyForm kinds={kindsFor(store.connections.value)} />
        <LearningPart />
      </div>
    </dialog>
  );
}

function DialogHeader({ onClose }: { onClose: () => void }) {
  return (
    <div class="keys-header">
      <h2 id="keys-title">Keys</h2>
      <button
        type="button"
        class="button"
        data-action="close-keys"
        aria-label="Close"
        title="Close (Esc)"
        onClick={onClose}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
