import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { DIALOG_FIELDS, focusHome } from '../keyboard';
import { Icon } from './icons/Icon';

interface DialogProps {
  /** Names it for tests and styles: `keys`. */
  name: string;
  title: string;
  onClose(): void;
  children: ComponentChildren;
}

/** A modal dialog whose first field has the focus: the browser keeps the focus inside and gives it back. */
export function Dialog({ name, title, onClose, children }: DialogProps) {
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const pressedBeside = useRef(false);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    element?.querySelector<HTMLElement>(DIALOG_FIELDS)?.focus();
    // An open dialog that is just taken away does not give the focus back.
    return () => {
      element?.close();
      // The browser takes the focus out of the closed dialog first; what had opened it may be gone.
      queueMicrotask(focusHome);
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc does what a click beside the dialog does.
    <dialog
      ref={dialog}
      class="dialog"
      data-dialog={name}
      aria-labelledby={titleId}
      // The event of a dialog that was taken away comes when the next one may be open already.
      onClose={(event) => {
        if (event.currentTarget.isConnected) onClose();
      }}
      onPointerDown={(event) => {
        pressedBeside.current = event.target === event.currentTarget;
      }}
      // A press in a field that is let go beside the dialog is a click on it too: text was being marked.
      onClick={(event) => {
        if (event.target === event.currentTarget && pressedBeside.current) onClose();
      }}
    >
      <div class="dialog-content">
        <div class="dialog-header">
          <h2 id={titleId}>{title}</h2>
          <button
            type="button"
            class="button"
            data-action={`close-${name}`}
            aria-label="Close"
            title="Close (Esc)"
            onClick={onClose}
          >
            <Icon name="close" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
