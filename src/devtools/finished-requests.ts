import { type FinishedRequest, readHarEntry, readText } from '../core/auth/har-entry';
import { contentOf } from './content-of';

/** A request of the inspected tab that is over. `readBody` reads its reply, undefined where that is not kept any more. */
export interface Finished {
  request: FinishedRequest;
  readBody(): Promise<string | undefined>;
}

/** What the browser tells of a finished request; undefined for what can be none to an auth endpoint. */
export function readFinished(entry: unknown): Finished | undefined {
  const request = readHarEntry(entry);
  return request && { request, readBody: () => readBody(entry, request) };
}

async function readBody(entry: unknown, { inline, bodyBytes }: FinishedRequest): Promise<string | undefined> {
  if (inline !== undefined) return inline;
  const text = readText(...(await contentOf(entry)));
  // What the browser has thrown away comes as an empty text.
  return text === '' && (bodyBytes ?? 0) > 0 ? undefined : text;
}
