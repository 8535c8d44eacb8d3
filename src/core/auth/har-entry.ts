import { fromBase64, fromUtf8 } from '../bytes';
import { type Fields, isText, isTime, toFields } from '../untrusted';
import type { SentRequest } from './request';

/** A finished request as `devtools.network` has it, without the reply's body. */
export interface FinishedRequest extends SentRequest {
  /** When it was sent, epoch milliseconds, and how long it took. */
  at: number;
  durationMs: number;
  /** 0 where no answer came. */
  status: number;
  contentType: string;
  /** Bytes of the reply's body, undefined where that is not said. */
  bodyBytes: number | undefined;
  /** The reply's body where the entry has it in itself, as an entry of Firefox's `getHAR()` does. */
  inline: string | undefined;
}

/** An auth request is small; what is larger is none. In UTF-16 units. */
const MAX_BODY_CHARS = 64_000;
const MAX_URL_CHARS = 16_000;
/** Room for a batch of hundreds of channels; what is longer is no auth reply and is cut. */
export const MAX_REPLY_CHARS = 256_000;

/**
 * Reads an entry of the HAR format (1.2); undefined for what is none, is too large for an auth request, or was given up
 * because its page was left: that says nothing of the endpoint.
 */
export function readHarEntry(value: unknown): FinishedRequest | undefined {
  const entry = toFields(value);
  const request = toFields(entry?.request);
  const response = toFields(entry?.response);
  if (entry === undefined || request === undefined || response === undefined) return undefined;
  const { url, method } = request;
  if (!isText(url) || url.length > MAX_URL_CHARS || !isText(method)) return undefined;
  const error = isText(response._error) ? response._error : '';
  if (/ABORTED/.test(error)) return undefined;
  const { body, contentType } = readPostData(request.postData);
  if (body.length > MAX_BODY_CHARS) return undefined;
  const at = isText(entry.startedDateTime) ? Date.parse(entry.startedDateTime) : Number.NaN;
  const content = toFields(response.content);
  return {
    url,
    method: method.toUpperCase().slice(0, 20),
    body,
    contentType,
    at: isTime(at) ? at : 0,
    durationMs: isTime(entry.time) ? entry.time : 0,
    status:
      isStatus(response.status) && error === '' && !isWithheld(url, request, response) ? response.status : 0,
    bodyBytes: isTime(content?.size) ? content.size : undefined,
    inline: isText(content?.text) ? readText(content.text, content.encoding) : undefined,
  };
}

/**
 * A reply's body as `getContent` gives it. `second`: its encoding in Chrome, its media type in Firefox, which also has
 * base64 for everything that it takes for no text. Undefined where the body is not there any more.
 */
export function readText(body: unknown, second: unknown): string | undefined {
  if (!isText(body)) return undefined;
  const isEncoded =
    second === 'base64' || (isText(second) && second.includes('/') && !TEXT_TYPE.test(second));
  const bytes = isEncoded ? fromBase64(body) : undefined;
  return ((bytes && fromUtf8(bytes)) ?? body).slice(0, MAX_REPLY_CHARS);
}

const TEXT_TYPE = /^text\/|json|javascript|ecmascript|xml|html|urlencoded/i;

/** True for an answer to another origin that the browser did not give to the page: Firefox does not say so itself. */
function isWithheld(url: string, request: Fields, response: Fields): boolean {
  const origin = headerOf(request, 'origin');
  if (origin === undefined || !URL.canParse(url) || new URL(url).origin === origin) return false;
  const allowed = headerOf(response, 'access-control-allow-origin');
  return allowed !== '*' && allowed !== origin;
}

// {"headers":[{"name":"Origin","value":"https://app.example"}]}
function headerOf({ headers }: Fields, wanted: string): string | undefined {
  for (const header of Array.isArray(headers) ? headers.slice(0, 200) : []) {
    const { name, value } = toFields(header) ?? {};
    if (isText(name) && isText(value) && name.toLowerCase() === wanted) return value.trim();
  }
  return undefined;
}

// {"mimeType":"application/x-www-form-urlencoded","text":"socket_id=…","params":[{"name":"socket_id","value":"…"}]}
function readPostData(value: unknown): { body: string; contentType: string } {
  const data = toFields(value);
  const contentType = isText(data?.mimeType) ? data.mimeType.slice(0, 200) : '';
  if (isText(data?.text) && data.text !== '') return { body: data.text, contentType };
  const params = Array.isArray(data?.params) ? data.params.slice(0, 2_000) : [];
  const pairs = params.flatMap((item): [string, string][] => {
    const { name, value: text } = toFields(item) ?? {};
    return isText(name) && isText(text) ? [[name, text]] : [];
  });
  return { body: new URLSearchParams(pairs).toString(), contentType };
}

function isStatus(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < 1_000;
}
