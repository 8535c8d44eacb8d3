import browser from 'webextension-polyfill';
import type { DevtoolsNotice } from '../messages';

/** Tells the devtools page while many frames come: in Firefox, listening to requests must not go on then. */
export interface Traffic {
  addFrames(count: number): void;
}

const SPAN_MS = 1_000;
/** In a second. At so many, what Firefox's network monitor does for each is a fiftieth of a processor. */
const MANY_FRAMES = 200;

export function createTraffic(tab: number): Traffic {
  let began = 0;
  let frames = 0;
  return {
    addFrames(count) {
      const now = Date.now();
      if (now - began >= SPAN_MS) {
        began = now;
        frames = 0;
      }
      const before = frames;
      frames += count;
      if (before >= MANY_FRAMES || frames < MANY_FRAMES) return;
      const notice: DevtoolsNotice = { type: 'busy', tab };
      // A panel in a plain tab has no devtools page.
      browser.runtime.sendMessage(notice).catch(() => undefined);
    },
  };
}
