import browser from 'webextension-polyfill';
import { isText, toFields } from '../core/untrusted';
import { callEither } from './content-of';
import { createReplays } from './replays';
import { createRequestListening, type RequestListening } from './request-listening';

/** Takes each finished request of the inspected tab, as the browser tells it: an entry of the HAR format, and its body. */
export type TakeRequest = (entry: unknown) => void;

/** The inspected tab's requests. */
export interface RequestLog {
  /** Begins to tell every finished request once: those that DevTools had seen before, and those that end from now on. */
  tell(takers: readonly TakeRequest[]): void;
  /** A panel asks for what was seen: Firefox is only listened to from now on, and tells then what it has kept. */
  panelOpened(): void;
  /** Many frames a second come: in Firefox, listening has to wait. */
  busy(): void;
}

const MAX_NAME_CHARS = 500;
const CONNECTED_MS = 150;

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
    if (toFields(toFields(entry)?.response)?.status === 101) listening?.socketOpened();
    if (replays.isNew(nameOf(entry))) tell(entry);
  };
  const takeEarlier = async () => {
    const [log] = await callEither(network.getHAR, network);
    const entries = toFields(log)?.entries;
    const isNew = replays.beside();
    for (const entry of Array.isArray(entries) ? entries : [])
      if (isOver(entry) && isNew(nameOf(entry))) tell(entry);
  };
  /** Firefox connects for the first question that it is asked, knows what there was a moment later, and tells none of that by itself. */
  const start = async () => {
    replays.begin();
    const connected = callEither(network.getHAR, network);
    network.onRequestFinished.addListener(takeLive);
    await connected;
    await new Promise((resolve) => setTimeout(resolve, CONNECTED_MS));
    await takeEarlier();
  };
  const stop = () => network.onRequestFinished.removeListener(takeLive);
  return {
    tell(all) {
      takers = all;
      if (isFirefox) return;
      network.onRequestFinished.addListener(takeLive);
      // A browser that has no log has seen nothing before.
      takeEarlier().catch(() => undefined);
    },
    panelOpened() {
      if (isFirefox) listening ??= createRequestListening(start, stop, replays.size);
    },
    busy: () => listening?.busy(),
  };
}

/** Firefox lists those that are under way, too: their size is not known, or nothing was answered yet. */
function isOver(entry: unknown): boolean {
  const { status, bodySize } = toFields(toFields(entry)?.response) ?? {};
  return status !== 0 && bodySize !== -1;
}

/** What tells requests apart, as far as the browser says. */
function nameOf(entry: unknown): string {
  const { startedDateTime, request } = toFields(entry) ?? {};
  const { method, url, postData } = toFields(request) ?? {};
  const parts = [startedDateTime, method, url, toFields(postData)?.text];
  return parts.map((part) => (isText(part) ? part.slice(0, MAX_NAME_CHARS) : '')).join(' ');
}
