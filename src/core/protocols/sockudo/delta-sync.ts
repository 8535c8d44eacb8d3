import { type Fields, toFields } from '../../untrusted';
import { textOf, unwrapData } from '../pusher/json';
import { readText } from '../pusher/wire';
import type { Base } from './delta-bases';

/** A base that the server hands to a new subscriber, with the event and conflation key whose deltas build on it. */
export interface SyncedBase {
  event: string;
  key: string;
  base: Base;
}

/**
 * Reads the data of `delta_cache_sync`: the frames that the server will build on. What is not in order is left out.
 *   {"conflation_key":"asset","max_messages_per_key":10,"states":{"BTC":[{"content":"{\"event\":\"tick\",…}","seq":4}]}}
 */
export function readCacheSync(data: unknown): SyncedBase[] {
  const states = toFields(toFields(unwrapData(data))?.states) ?? {};
  return Object.entries(states).flatMap(([state, messages]) =>
    (Array.isArray(messages) ? messages : []).flatMap((message: unknown) => {
      const synced = toSynced(state, toFields(message));
      return synced ? [synced] : [];
    }),
  );
}

function toSynced(state: string, message: Fields | undefined): SyncedBase | undefined {
  if (typeof message?.content !== 'string' || typeof message.seq !== 'number') return undefined;
  const event = textOf(readText(message.content)?.event);
  return { event, key: keyOf(state, event), base: { seq: message.seq, text: message.content } };
}

/**
 * The conflation key of a state, empty for none. The server names the state by what follows the first colon of its
 * cache key, which is `<event>` or `<event>:<key>` (crates/sockudo-delta/src/messages.rs): for `order:created` the
 * states are `created` and `created:BTC`, for `tick` they are `tick` and `BTC`.
 */
function keyOf(state: string, event: string): string {
  const rest = event.slice(event.indexOf(':') + 1);
  if (state === rest) return '';
  return state.startsWith(`${rest}:`) ? state.slice(rest.length + 1) : state;
}
