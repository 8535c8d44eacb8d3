import browser, { type Runtime } from 'webextension-polyfill';
import type { DevtoolsNotice } from '../messages';

type Seen = Extract<DevtoolsNotice, { type: 'seen' }>;

/**
 * Listens for what the devtools page of this tab sees, and asks for what it saw before. A panel in a plain tab has no
 * devtools page, and nobody answers. Both are pages of the extension: what comes from elsewhere is left alone.
 */
export function listenForSightings(tab: number, handle: (seen: Seen) => void): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    const notice = message as DevtoolsNotice;
    const isOwn = (sender.url ?? '').startsWith(browser.runtime.getURL(''));
    if (isOwn && notice?.type === 'seen' && notice.tab === tab) handle(notice);
    return undefined;
  });
  const question: DevtoolsNotice = { type: 'seen?', tab };
  browser.runtime.sendMessage(question).then(
    (answer) => {
      const notice = answer as DevtoolsNotice | undefined;
      if (notice?.type === 'seen' && notice.tab === tab) handle(notice);
    },
    () => undefined,
  );
}
