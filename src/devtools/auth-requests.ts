import type { AuthExchange } from '../core/auth/exchange';
import { readAuthRequest } from '../core/auth/request';
import type { RawAuth } from '../messages';
import { askBackground } from './ask-background';
import { type Finished, readFinished } from './finished-requests';
import type { TakeRequest } from './request-log';

/** So many replies wait for the background at most: each holds up to half a megabyte of the page's. */
const MAX_WAITING = 100;

/**
 * Takes the requests of the inspected tab, and tells what the background says of each that went to an auth endpoint. A reply
 * is here only on its way there: it may hold a secret.
 */
export function takeAuthRequests(
  tab: number,
  tell: (exchanges: readonly AuthExchange[]) => void,
): TakeRequest {
  let waiting = 0;
  // One after the other, in the order in which they ended.
  let last: Promise<void> = Promise.resolve();
  const take = async ({ request, readBody }: Finished) => {
    const { at, durationMs, url, method, status, body, contentType } = request;
    const reply = status === 0 ? '' : await readBody();
    if (reply === undefined) return;
    const raw: RawAuth = { at, durationMs, url, method, status, body, contentType, reply };
    const answer = await askBackground({ type: 'auth', tab, request: raw });
    if (Array.isArray(answer) && answer.length > 0) tell(answer as AuthExchange[]);
  };
  return (entry) => {
    const finished = readFinished(entry);
    if (finished === undefined || readAuthRequest(finished.request) === undefined || waiting >= MAX_WAITING)
      return;
    waiting++;
    last = last
      .then(() => take(finished))
      .catch(() => undefined)
      .finally(() => {
        waiting--;
      });
  };
}
