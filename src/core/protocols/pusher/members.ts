import { isCount, toFields } from '../../untrusted';
import { toMember } from '../member';
import type { Member } from '../protocol';
import { idOf, toJsonText, unwrapData } from './json';

/** A presence channel may have ten thousand members; the list is to be looked at, the count says how many there are. */
const MAX_MEMBERS = 1000;

/** Who is on a presence channel: at most 1,000 members, and how many there are. */
export interface Presence {
  members: Member[];
  count: number;
}

/**
 * Reads the data of `subscription_succeeded`; undefined where it lists no members.
 *   {"presence":{"ids":["1","2"],"hash":{"1":{"name":"Ana"},"2":null},"count":2}}
 */
export function readPresence(data: unknown): Presence | undefined {
  const presence = toFields(toFields(unwrapData(data))?.presence);
  if (!presence) return undefined;
  const hash = toFields(presence.hash) ?? {};
  const ids = Array.isArray(presence.ids) ? presence.ids : Object.keys(hash);
  const members = ids.slice(0, MAX_MEMBERS).flatMap((value) => {
    const id = idOf(value);
    return id === undefined ? [] : [toMember(id, infoOf(Object.hasOwn(hash, id) ? hash[id] : undefined))];
  });
  return { members, count: isCount(presence.count) ? presence.count : ids.length };
}

/**
 * Reads the data of `member_added`, `member_removed` and `presence_update`; undefined where it names no member.
 *   {"user_id":"2","user_info":{"name":"Ben"}}
 */
export function readMember(data: unknown): Member | undefined {
  const fields = toFields(unwrapData(data));
  const id = idOf(fields?.user_id);
  return id === undefined ? undefined : toMember(id, infoOf(fields?.user_info));
}

function infoOf(info: unknown): string | undefined {
  return info === undefined || info === null ? undefined : toJsonText(info);
}
