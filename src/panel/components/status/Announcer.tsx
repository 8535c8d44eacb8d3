import { useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { usePanel } from '../../panel-context';
import { countOf } from '../../view/formats';

/** A flood of dark events is said once in so many milliseconds, with their number. */
const MILLISECONDS_BETWEEN = 5000;

/** Tells screen readers politely of new dark events; not of every row. */
export function Announcer() {
  const { store } = usePanel();
  const text = useSignal('');
  const said = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useSignalEffect(() => {
    const { dark } = store.counts.value;
    if (dark < said.current) said.current = dark;
    if (dark === said.current || timer.current !== undefined) return;
    // The same words again would be no change, and not be said.
    text.value = '';
    timer.current = setTimeout(() => {
      timer.current = undefined;
      const now = store.counts.peek().dark;
      if (now > said.current) text.value = `${countOf(now - said.current, 'new dark event')}.`;
      said.current = now;
    }, MILLISECONDS_BETWEEN);
  });
  return (
    <div class="sr-only" aria-live="polite">
      {text.value}
    </div>
  );
}
