import browser from 'webextension-polyfill';
import { type FinishedRequest, readHarEntry, readText } from '../core/auth/har-entry';
import { toFields } from '../core/untrusted';
import { callEither, contentOf } from './content-of';

/** A request of the inspected tab that is over. `readBody` reads its reply, undefined where that is not kept any more. */
export interface Finished {
  request: FinishedRequest;
  readBody(): Promise<string | undefined>;
}

/** While the earlier ones are on their way; should they never come, they can not come twice either. */
const MAX_RECENT = 1_000;

/**
 * Calls back with every request of the inspected tab that ends from now on, and once with each that DevTools had seen
 * before.
 */
export function onFinishedRequest(handle: (finished: Finished) => void): void {
  const { network } = browser.devtools;
  // Until the earlier ones have come: one that ends meanwhile is among both.
  let recent: Set<string> | undefined = new Set();
  const take = (entry: unknown, isEarlier: boolean) => {
    const request = readHarEntry(entry);
    if (request === undefined) return;
    const name = `${request.at} ${request.method} ${request.url} ${request.body}`;
    if (isEarlier && recent?.has(name)) return;
    if (!isEarlier && recent !== undefined && recent.size < MAX_RECENT) recent.add(name);
    handle({ request, readBody: () => readBody(entry, request) });
  };
  network.onRequestFinished.addListener((entry: unknown) => take(entry, false));
  // A browser that has no log has seen nothing before.
  callEither(network.getHAR, network)
    .then(
      ([log]) => {
        const entries = toFields(log)?.entries;
        for (const entry of Array.isArray(entries) ? entries : []) take(entry, true);
      },
      () => undefined,
    )
    .finally(() => {
      recent = undefined;
    });
}

async function readBody(entry: unknown, { inline, bodyBytes }: FinishedRequest): Promise<string | undefined> {
  if (inline !== undefined) return inline;
  const text = readText(...(await contentOf(entry)));
  // What the browser has thrown away comes as an empty text.
  return text === '' && (bodyBytes ?? 0) > 0 ? undefined : text;
}
