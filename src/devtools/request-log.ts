import browser from 'webextension-polyfill';
import { isCount, isText, toFields } from '../core/untrusted';
import { callEither } from './content-of';
import { createReplays } from './replays';
import { createRequestListening, type RequestListening } from './request-listening';

/** Takes each finished request of the inspected tab, as the browser tells it: an entry of the HAR format, and its body. */
export type TakeRequest = (entry: unknown) => void;

/** The inspected tab's requests. */
export interface RequestLog {
  /** Begins to tell every finished request once: those that DevTools had seen before, and those that end from now on. */
  tell(takers: readonly TakeRequest[]): void;
  /** Many frames a second come: in Firefox, listening has to wait. */
  busy(): void;
}

const MAX_NAME_CHARS = 500;
const READ_AFTER_MS = [250, 1_000];

/** One listener for all that take requests: for each that there is the browser builds and sends every entry. */
export function createRequestLog(): RequestLog {
  const { network } = browser.devtools;
  const replays = createReplays();
  const isFirefox = 'getBrowserInfo' in browser.runtime;
  let takers: readonly TakeRequest[] = [];
  let listening: RequestListening | undefined;
  const tell = (entry: unknown) => {
    for (const take of takers) take(entry);
  };
  const takeLive = (entry: unknown) => {
    if (replays.isNew(nameOf(entry))) tell(entry);
  };
  const takeEarlier = async () => {
    const [log] = await callEither(network.getHAR, network);
    const entries = toFields(log)?.entries;
    const isNew = replays.beside();
    for (const entry of Array.isArray(entries) ? entries : [])
      if ((!isFirefox || isOver(entry)) && isNew(nameOf(entry))) tell(entry);
  };
  /** Firefox knows a moment later what there was, and tells none of that by itself; nor of what ended in that moment. */
  const goOn = async () => {
    replays.begin();
    network.onRequestFinished.addListener(takeLive);
    for (const ms of READ_AFTER_MS) {
      await new Promise((resolve) => setTimeout(resolve, ms));
      await takeEarlier();
    }
  };
  return {
    tell(all) {
      takers = all;
      network.onRequestFinished.addListener(takeLive);
      // A browser that has no log has seen nothing before.
      takeEarlier().catch(() => undefined);
      if (!isFirefox) return;
      const stop = () => network.onRequestFinished.removeListener(takeLive);
      listening = createRequestListening(goOn, stop, replays.size);
    },
    busy: () => listening?.busy(),
  };
}

/** Firefox lists those that are under way, too: nothing was answered yet, or the size of it is not known. */
function isOver(entry: unknown): boolean {
  const { status, bodySize } = toFields(toFields(entry)?.response) ?? {};
  return isCount(status) && status > 0 && bodySize !== -1;
}

/** What tells requests apart, as far as the browser says. */
function nameOf(entry: unknown): string {
  const { startedDateTime, request } = toFields(entry) ?? {};
  const { method, url, postData } = toFields(request) ?? {};
  const parts = [startedDateTime, method, url, toFields(postData)?.text];
  return parts.map((part) => (isText(part) ? part.slice(0, MAX_NAME_CHARS) : '')).join(' ');
}
