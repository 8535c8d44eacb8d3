import { useRef } from 'preact/hooks';
import type { Split } from '../view/splits';

interface SplitterProps {
  split: Split;
  label: string;
  /** Which way the line runs: `vertical` stands between left and right. */
  orientation: 'vertical' | 'horizontal';
  /** Which side of the line grows with the size. */
  grows: 'before' | 'after';
  /** CSS pixels for one unit of the split; left out: it is in pixels. */
  unit?: () => number;
}

const KEY_STEP = 16;

/** The line between two parts of the panel: dragged, moved with the arrow keys, reset with a double click. */
export function Splitter({ split, label, orientation, grows, unit = () => 1 }: SplitterProps) {
  const drag = useRef<{ at: number; size: number } | undefined>(undefined);
  const place = (event: PointerEvent) => (orientation === 'vertical' ? event.clientX : event.clientY);
  const sign = grows === 'before' ? 1 : -1;
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    drag.current = { at: place(event), size: split.size.peek() };
    event.preventDefault();
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!drag.current) return;
    split.set(drag.current.size + (sign * (place(event) - drag.current.at)) / unit());
  };
  const onPointerUp = () => {
    drag.current = undefined;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = stepOf(event.key, orientation);
    if (step === 0) return;
    split.set(split.size.peek() + (sign * step * KEY_STEP) / unit());
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> is no separator that can be moved.
    <div
      class={`splitter splitter-${orientation}`}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={split.size.value}
      aria-valuemin={split.min}
      aria-valuemax={split.max}
      title="Drag to resize, double-click to reset"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onDblClick={split.reset}
      onKeyDown={onKeyDown}
    />
  );
}

function stepOf(key: string, orientation: SplitterProps['orientation']): number {
  const [less, more] = orientation === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  return key === less ? -1 : key === more ? 1 : 0;
}
