import { toFields } from '../core/untrusted';

/** A body that has not come by then does not come any more, and what waits behind it must not wait. */
const PATIENCE_MS = 10_000;

/** What `getContent` has answered: the content, and its encoding in Chrome, its media type in Firefox. */
export type Content = [content: unknown, second: unknown];

/**
 * The body of a request of the inspected tab, in whatever way the browser gives it; of an owner without one, and where none
 * comes, both are undefined. Rejects where the browser does.
 */
export async function contentOf(owner: unknown): Promise<Content> {
  const { getContent } = (owner ?? {}) as { getContent?: unknown };
  if (typeof getContent !== 'function') return [undefined, undefined];
  const [first, second] = await inTime(callEither(getContent, owner));
  // Chrome's own promise is of one object.
  const whole = toFields(first);
  return whole ? [whole.content, whole.encoding] : [first, second];
}

type Either = (take?: (...values: unknown[]) => void) => unknown;

/**
 * Calls what answers by a promise, of one value or a list, in Firefox and where the polyfill has wrapped it, and by a
 * callback elsewhere in Chrome. A promise is asked for first: what gives one takes no callback and throws.
 */
export async function callEither(method: unknown, owner: unknown): Promise<unknown[]> {
  const call = (method as Either).bind(owner);
  const promised = call();
  if (promised instanceof Promise) return [await promised].flat();
  return new Promise((resolve) => {
    call((...values) => resolve(values));
  });
}

function inTime(answer: Promise<unknown[]>): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve([]), PATIENCE_MS);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
