import type { ComponentChildren, TargetedToggleEvent } from 'preact';
import { useId, useRef } from 'preact/hooks';

interface PopoverProps {
  /** What the button shows. */
  face: ComponentChildren;
  label: string;
  action: string;
  role: 'menu' | 'dialog';
  children: ComponentChildren;
}

const MARGIN = 4;

/** A button and what it opens, kept inside the panel. Esc and a click beside it close it: the browser does that. */
export function Popover({ face, label, action, role, children }: PopoverProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const onToggle = (event: TargetedToggleEvent<HTMLDivElement>) => {
    const box = event.currentTarget;
    if (event.newState !== 'open') {
      box.style.visibility = '';
      if (box.contains(document.activeElement)) button.current?.focus();
      return;
    }
    if (button.current) placeUnder(box, button.current);
    box.querySelector<HTMLElement>('[role=menuitem], [tabindex]')?.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        class="button"
        data-action={action}
        popovertarget={id}
        aria-haspopup={role}
        aria-label={label}
        title={label}
      >
        {face}
      </button>
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles take a label. */}
      <div
        id={id}
        popover="auto"
        class={`popover popover-${role}`}
        role={role}
        aria-label={label}
        onToggle={onToggle}
      >
        {children}
      </div>
    </>
  );
}

function placeUnder(box: HTMLElement, button: HTMLElement): void {
  const from = button.getBoundingClientRect();
  const left = Math.min(from.left, window.innerWidth - box.offsetWidth - MARGIN);
  const below = Math.min(from.bottom + 1, window.innerHeight - box.offsetHeight - MARGIN);
  box.style.left = `${Math.max(MARGIN, left)}px`;
  box.style.top = `${Math.max(MARGIN, below)}px`;
  // Its first frames can come before this: until now the style sheet hides it.
  box.style.visibility = 'visible';
}
