import browser, { type Runtime } from 'webextension-polyfill';
import type { AuthExchange } from '../core/auth/exchange';
import type { KeyId } from '../core/sealed';
import type { DevtoolsNotice } from '../messages';

/**
 * What the devtools page has seen of the inspected tab's requests, freed of secrets and bounded. A panel that is opened
 * later asks for all of it; one that is open is told of what is new.
 */
export interface Sightings {
  addExchanges(exchanges: readonly AuthExchange[]): void;
  /** A text of the page that may be a key, by the id that it has as a master key. */
  addPageKey(id: KeyId, url: string): void;
  /** The page that is there began then (epoch milliseconds): what is told of page keys from now on is of it. */
  startPage(at: number): void;
  /** The tab was navigated: what was seen belongs to the page that was left. */
  clearPageKeys(): void;
}

type Seen = Extract<DevtoolsNotice, { type: 'seen' }>;

const MAX_EXCHANGES = 500;
const MAX_PAGE_KEYS = 500;

/** `onBusy`: a panel of the tab says that many frames a second come. */
export function createSightings(tab: number, onBusy: () => void): Sightings {
  const since = Date.now();
  let exchanges: AuthExchange[] = [];
  let counted = 0;
  let pageKeys = new Map<KeyId, string>();
  let pageStart: number | undefined;
  const toNotice = (seen: readonly AuthExchange[], keys: Iterable<readonly [KeyId, string]>): Seen => ({
    type: 'seen',
    tab,
    since,
    from: counted - seen.length,
    exchanges: [...seen],
    pageKeys: Array.from(keys, ([id, url]) => ({ id, url })),
    pageStart,
  });
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    const notice = message as DevtoolsNotice;
    const isOwn = (sender.url ?? '').startsWith(browser.runtime.getURL(''));
    if (!isOwn || notice?.tab !== tab) return undefined;
    if (notice.type === 'busy') onBusy();
    return notice.type === 'seen?' ? Promise.resolve(toNotice(exchanges, pageKeys)) : undefined;
  });
  const tell = (notice: DevtoolsNotice) => {
    // No panel is open: it will ask.
    browser.runtime.sendMessage(notice).catch(() => undefined);
  };
  return {
    addExchanges(fresh) {
      exchanges = [...exchanges, ...fresh].slice(-MAX_EXCHANGES);
      counted += fresh.length;
      tell(toNotice(fresh, []));
    },
    addPageKey(id, url) {
      if (pageKeys.has(id) || pageKeys.size >= MAX_PAGE_KEYS) return;
      pageKeys.set(id, url);
      tell(toNotice([], [[id, url]]));
    },
    startPage(at) {
      pageStart = at;
    },
    clearPageKeys() {
      pageKeys = new Map();
      tell({ ...toNotice([], []), isNewPage: true });
    },
  };
}
