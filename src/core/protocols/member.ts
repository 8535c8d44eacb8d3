import { cutText } from './cut-text';
import type { Member } from './protocol';

const MAX_ID_CHARS = 200;
const MAX_INFO_CHARS = 1000;

/** A member for the list of its channel, its texts cut: a thousand are kept per channel. `name` is the id where it has none. */
export function toMember(id: string, info: string | undefined, name = id): Member {
  return {
    id: cutText(id, MAX_ID_CHARS),
    name: cutText(name, MAX_ID_CHARS),
    info: info === undefined ? undefined : cutText(info, MAX_INFO_CHARS),
  };
}
