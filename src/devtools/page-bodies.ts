import { contentText } from '../core/devtools-answers';
import { isCount, isText, toFields } from '../core/untrusted';
import { type Content, contentOf } from './content-of';

/**
 * Something that the page has loaded. `address`: without query, which may hold what a visitor logged in with. `at`: when it
 * was asked for, in epoch milliseconds.
 */
export interface Body {
  address: string;
  at: number;
  text: string;
}

/** Longest body that is searched, in UTF-16 units. */
export const MAX_BODY_CHARS = 5_000_000;
/** What may hold settings: documents, scripts, JSON. */
const READABLE = /html|script|json|text\/plain/i;
const MAX_RESOURCES = 300;
const MAX_ADDRESS_CHARS = 500;
const UNREADABLE = /\.(?:png|jpe?g|gif|webp|avif|svg|ico|woff2?|ttf|otf|css|mp[34]|webm|wasm)$/i;

/**
 * The body of a finished request, as far as it may hold settings; undefined for all others. A POST is a question to the app,
 * such as that for authorisation, whose answer is of no interest here.
 */
export async function readRequest(entry: unknown): Promise<Body | undefined> {
  const { request, response, startedDateTime } = toFields(entry) ?? {};
  const { method, url } = toFields(request) ?? {};
  const content = toFields(toFields(response)?.content);
  const { mimeType, size, text: inline, encoding } = content ?? {};
  if (method !== 'GET' || !isText(url) || !isText(mimeType) || !READABLE.test(mimeType)) return undefined;
  if (isCount(size) && size > MAX_BODY_CHARS) return undefined;
  const address = addressOf(url);
  if (address === undefined) return undefined;
  const at = Date.parse(String(startedDateTime));
  const [body, second] = isText(inline) ? [inline, encoding] : await contentOf(entry).catch(() => NOTHING);
  const text = contentText(body, second);
  return text === undefined ? undefined : { address, at: Number.isFinite(at) ? at : Date.now(), text };
}

/** What Chrome still has of what the page has loaded; Firefox has no such thing. `at`: when that is said to have been. */
export async function readResources(at: number): Promise<Body[]> {
  const { getResources } = (globalThis as WithResources).chrome?.devtools?.inspectedWindow ?? {};
  if (getResources === undefined) return [];
  const resources = await new Promise<Resource[]>((resolve) => getResources(resolve));
  const bodies: Body[] = [];
  for (const resource of resources.slice(0, MAX_RESOURCES)) {
    const address = addressOf(resource.url);
    if (address === undefined || UNREADABLE.test(address)) continue;
    const text = await new Promise<string | undefined>((resolve) =>
      resource.getContent((content, encoding) => resolve(contentText(content, encoding))),
    );
    if (text !== undefined) bodies.push({ address, at, text });
  }
  return bodies;
}

const NOTHING: Content = [undefined, undefined];

/**
 * Where something is, for people; undefined for what has no address of its own: a `data:` URL is its content, and so may
 * hold the key.
 */
export function addressOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, origin, pathname } = new URL(url);
  return /^https?:$/.test(protocol) ? `${origin}${pathname}`.slice(0, MAX_ADDRESS_CHARS) : undefined;
}

/** Not in the types of the polyfill, which leaves it as it is. */
interface Resource {
  url: string;
  getContent(handle: (body: unknown, encoding?: unknown) => void): void;
}

interface WithResources {
  chrome?: { devtools?: { inspectedWindow?: { getResources?(handle: (all: Resource[]) => void): void } } };
}
