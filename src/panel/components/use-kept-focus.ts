import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { focusHome } from '../keyboard';

/** For what goes away while it may have the focus: that goes home, not to the body, where no key does anything. */
export function useKeptFocus<E extends HTMLElement>(): RefObject<E | null> {
  const element = useRef<E>(null);
  useLayoutEffect(() => {
    const kept = element.current;
    return () => {
      // The browser takes the focus out of it first.
      if (kept?.contains(document.activeElement)) queueMicrotask(focusHome);
    };
  }, []);
  return element;
}
