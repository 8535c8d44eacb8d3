import browser, { type Runtime } from 'webextension-polyfill';
import type { DevtoolsNotice } from '../messages';

type Seen = Extract<DevtoolsNotice, { type: 'seen' }>;

/**
 * Listens for what the devtools page of this tab sees, and asks for what it saw before; each exchange comes once, in their
 * order. A panel in a plain tab has no devtools page, and nobody answers. Both are pages of the extension: what comes from
 * elsewhere is left alone.
 */
export function listenForSightings(tab: number, handle: (seen: Seen) => void): void {
  /** What is told while the answer is on its way: that may have it too. */
  let early: Seen[] | undefined = [];
  let next = 0;
  const take = (seen: Seen) => {
    const exchanges = seen.exchanges.slice(Math.max(0, next - seen.from));
    next = Math.max(next, seen.from + seen.exchanges.length);
    handle({ ...seen, exchanges });
  };
  const takeAnswer = (answer: unknown) => {
    const notice = answer as DevtoolsNotice | undefined;
    if (notice?.type === 'seen' && notice.tab === tab) take(notice);
    for (const seen of early ?? []) take(seen);
    early = undefined;
  };
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    const notice = message as DevtoolsNotice;
    const isOwn = (sender.url ?? '').startsWith(browser.runtime.getURL(''));
    if (!isOwn || notice?.type !== 'seen' || notice.tab !== tab) return undefined;
    if (early === undefined) take(notice);
    else early.push(notice);
    return undefined;
  });
  const question: DevtoolsNotice = { type: 'seen?', tab };
  browser.runtime.sendMessage(question).then(takeAnswer, () => takeAnswer(undefined));
}
