import type { Payload } from '../../frame';
import { hideMembers, hideTexts } from '../../hide-secrets';
import { toFields } from '../../untrusted';
import { type Frame, readFrame } from './formats';
import { ENTRY_MEMBERS } from './frame-entries';
import { actionName } from './names';
import { maskMember, SECRET_NAMES } from './redact';

/** What an entry may have of them, beside the app's own members: a server publishes for a client with its connection key. */
const ENTRY_SECRETS = ['connectionKey', 'access_token', 'accessToken', 'resume', 'recover'];

/**
 * A frame with its credentials hidden, in JSON and in MessagePack: all that the protocol itself says, and of each entry
 * its own members. What is in the data and the extras of an entry is the app's, and is left as it is.
 *   {"action":15,"channel":"chat","messages":[{"data":"…","connectionKey":"e027…"}]}
 */
export function hideSecrets(payload: Payload): Payload {
  const frame = readFrame(payload);
  return frame ? hideTexts(payload, secretTexts(frame), maskMember) : hideInUnreadable(payload);
}

/** A frame that can not be read with all that looks like a credential hidden: whose it is can not be told. */
export function hideInUnreadable(payload: Payload): Payload {
  return hideMembers(payload, SECRET_NAMES, maskMember);
}

/** The texts of a frame that are credentials or hold some, each with the name of its member. */
function secretTexts({ action, fields }: Frame): Map<string, string> {
  const texts = new Map<string, string>();
  const note = (name: string, value: unknown) => {
    if (typeof value === 'string' && maskMember(name, value) !== value) texts.set(value, name);
  };
  const entries = fields[ENTRY_MEMBERS[actionName(action) ?? '']?.[0] ?? ''];
  // No recursion: a frame may nest any number of levels.
  const open: [name: string, value: unknown][] = Object.entries(fields);
  for (let next = open.pop(); next; next = open.pop()) {
    const [name, value] = next;
    const members = toFields(value);
    if (Array.isArray(value)) {
      for (const item of value) {
        const entry = value === entries ? toFields(item) : undefined;
        if (!entry) open.push([name, item]);
        else for (const secret of ENTRY_SECRETS) note(secret, entry[secret]);
      }
    } else if (members) {
      for (const member of Object.entries(members)) open.push(member);
    } else note(name, value);
  }
  return texts;
}
