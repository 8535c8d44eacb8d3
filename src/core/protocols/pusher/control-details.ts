import type { Direction } from '../../frame';
import type { Problem } from '../../key-summary';
import { type Fields, toFields } from '../../untrusted';
import type { Detail } from '../protocol';
import { toDetail } from '../sockudo/details';
import { idOf, unwrapData } from './json';
import { explainErrorFrame, refusal } from './lifecycle';
import { readPresence } from './members';

/** Members of what a client sends with a subscription beside channel and signature (Sockudo), by their names for people. */
const WISHES = [
  ['tags_filter', 'tag filter'],
  ['filter', 'filter'],
  ['rewind', 'rewind'],
  ['modes', 'modes'],
  ['delta', 'delta'],
] as const;

/** What a control event says, for people; `name` is without prefix. Its data is shown beside this. */
export function controlDetails(name: string, frame: Fields, direction: Direction): Detail[] {
  const data = toFields(unwrapData(frame.data)) ?? {};
  switch (`${direction} ${name}`) {
    case 'received connection_established':
      return presentDetails(data, [['activity_timeout', 'activity timeout in s']]);
    case 'sent subscribe':
      return presentDetails(data, WISHES);
    case 'received subscription_succeeded': {
      const presence = readPresence(frame.data);
      return presence ? [toDetail('members', presence.count)] : [];
    }
    case 'received cache_miss':
      return [{ name: 'cache', value: 'holds no event to replay' }];
    case 'received watchlist_events':
      return watchlist(data);
    case 'received delta':
      return presentDetails(data, [
        ['event', 'delta of'],
        ['seq', 'delta sequence'],
        ['base_index', 'builds on'],
        ['conflation_key', 'conflation key'],
        ['algorithm', 'delta algorithm'],
      ]);
    case 'received delta_compression_enabled':
      return presentDetails(data, [['algorithm', 'delta algorithm']]);
    case 'received resume_failed':
      return presentDetails(data, [
        ['channel', 'not resumed'],
        ['code', 'code'],
        ['reason', 'reason'],
      ]);
  }
  return [];
}

/** What went wrong and what the client does, for the control events that say so; `name` is without prefix. */
export function controlNotice(name: string, frame: Fields): Problem | undefined {
  switch (name) {
    case 'error': {
      const { problem, remedy } = explainErrorFrame(frame);
      return { problem, remedy };
    }
    case 'subscription_error':
      return {
        problem: `The subscription was refused: ${refusal(frame)}`,
        remedy:
          'Look at the reply of the auth endpoint: the channel, the socket id and the app secret it was signed with.',
      };
    case 'resume_failed':
      return {
        problem: 'The server can not replay what was missed. The client subscribes again.',
        remedy: 'Load what happened in between from the channel’s history.',
      };
    case 'token_expired':
      return tokenNotice(toFields(unwrapData(frame.data))?.code);
  }
  return undefined;
}

// crates/sockudo-adapter/src/handler/auth_tokens.rs: 30 seconds of grace after an expiry
function tokenNotice(code: unknown): Problem {
  return code === 40160
    ? { problem: 'The token was revoked. The client does not ask for another.', remedy: 'Sign in again.' }
    : {
        problem:
          'The token has expired. The client asks for another; without one the server closes after 30 seconds.',
        remedy: 'Look at the reply of the endpoint that gives out tokens.',
      };
}

// {"events":[{"name":"online","user_ids":["1","2"]},{"name":"offline","user_ids":["3"]}]}
function watchlist(data: Fields): Detail[] {
  const events: unknown[] = Array.isArray(data.events) ? data.events.slice(0, 50) : [];
  return events.flatMap((event) => {
    const { name, user_ids: ids } = toFields(event) ?? {};
    if (typeof name !== 'string' || !Array.isArray(ids)) return [];
    const users = ids.slice(0, 1000).flatMap((value) => idOf(value) ?? []);
    return [toDetail(name, users.join(', '))];
  });
}

function presentDetails(
  data: Fields,
  members: readonly (readonly [member: string, name: string])[],
): Detail[] {
  return members.flatMap(([member, name]) => {
    const value = data[member];
    return value === undefined || value === null ? [] : [toDetail(name, value)];
  });
}
