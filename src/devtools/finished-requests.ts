import browser from 'webextension-polyfill';
import { type FinishedRequest, readHarEntry, readText } from '../core/auth/har-entry';
import { toFields } from '../core/untrusted';

/** A request of the inspected tab that is over. `readBody` reads its reply, undefined where that is not kept any more. */
export interface Finished {
  request: FinishedRequest;
  readBody(): Promise<string | undefined>;
}

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
    if (!isEarlier) recent?.add(name);
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
  const { getContent } = (entry ?? {}) as { getContent?: unknown };
  if (inline !== undefined || typeof getContent !== 'function') return inline;
  const [first, second] = await callEither(getContent, entry);
  // Chrome's own promise is of one object.
  const whole = toFields(first);
  const text = whole ? readText(whole.content, whole.encoding) : readText(first, second);
  // What the browser has thrown away comes as an empty text.
  return text === '' && (bodyBytes ?? 0) > 0 ? undefined : text;
}

type Either = (take?: (...values: unknown[]) => void) => unknown;

/**
 * Calls what answers by a promise, of one value or a list, in Firefox and where the polyfill has wrapped it, and by a
 * callback elsewhere in Chrome. A promise is asked for first: what gives one takes no callback and throws.
 */
async function callEither(method: unknown, owner: unknown): Promise<unknown[]> {
  const call = (method as Either).bind(owner);
  const promised = call();
  if (promised instanceof Promise) return [await promised].flat();
  return new Promise((resolve) => {
    call((...values) => resolve(values));
  });
}
