import type { Session } from './cdp';
import type { InputDocument } from './documents';

/** Real input for a document of Chromium. */
export function withInput({ evaluate, send }: Session): InputDocument {
  return {
    evaluate,
    async press(key) {
      const text = key.length === 1 ? { text: key } : {};
      const names = key === 'Backspace' ? { code: key, windowsVirtualKeyCode: 8 } : {};
      await send('Input.dispatchKeyEvent', { type: 'keyDown', key, ...text, ...names });
      await send('Input.dispatchKeyEvent', { type: 'keyUp', key, ...names });
    },
    turnWheel: async (x, y, deltaY) =>
      void (await send('Input.dispatchMouseEvent', { type: 'mouseWheel', x, y, deltaX: 0, deltaY })),
  };
}
