import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import type { Split } from '../view/splits';

interface SplitterProps {
  split: Split;
  label: string;
  /** Which way the line runs: `vertical` stands between left and right. */
  orientation: 'vertical' | 'horizontal';
  /** Which side of the line grows with the size. */
  grows: 'before' | 'after';
  /** What the size is given to, where the layout may leave it less. */
  sized?: RefObject<HTMLElement | null>;
  /** CSS pixels for one unit of the split; left out: it is in pixels. */
  unit?: () => number;
}

const KEY_STEP = 16;

/** The line between two parts of the panel: dragged, moved with the arrow keys, reset with a double click. */
export function Splitter(props: SplitterProps) {
  const { split, label, orientation } = props;
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
      onDblClick={split.reset}
      {...useHandlers(props)}
    />
  );
}

function useHandlers({ split, orientation, grows, sized, unit = () => 1 }: SplitterProps) {
  const drag = useRef<{ at: number; size: number } | undefined>(undefined);
  const place = (event: PointerEvent) => (orientation === 'vertical' ? event.clientX : event.clientY);
  const move = (from: number, pixels: number) =>
    split.set(from + ((grows === 'before' ? 1 : -1) * pixels) / unit());
  // A move begins where the line stands, which may be short of the size that is remembered.
  const start = () => {
    const box = sized?.current?.getBoundingClientRect();
    return box === undefined ? split.size.peek() : orientation === 'vertical' ? box.width : box.height;
  };
  const stop = () => {
    drag.current = undefined;
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
      drag.current = { at: place(event), size: start() };
      event.preventDefault();
    },
    onPointerMove: (event: PointerEvent) => {
      if (drag.current) move(drag.current.size, place(event) - drag.current.at);
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    onKeyDown: (event: KeyboardEvent) => {
      const step = stepOf(event.key, orientation);
      if (step === 0) return;
      move(start(), step * KEY_STEP);
      event.preventDefault();
    },
  };
}

function stepOf(key: string, orientation: SplitterProps['orientation']): number {
  const [less, more] = orientation === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  return key === less ? -1 : key === more ? 1 : 0;
}
