import { findBoxFault } from '../../box-fault';
import type { SealedBox } from '../../sealed';
import { type Fields, toFields } from '../../untrusted';
import type { Content } from '../protocol';
import { parseJson, toText, unwrapData } from './json';

/**
 * Reads the data of an event on an encrypted channel: `sealed` when it can be tried with a key, else `malformed` with
 * the fault. Sample (pusher-js src/core/channels/encrypted_channel.ts; member order differs per library, extra members are ignored):
 *   "data": "{\"nonce\":\"AAECAwQFBgcICQoLDA0ODxAREhMUFRYX\",\"ciphertext\":\"F5DrhxWg5CB4xzaQnYSE+Q6S6ezXNzc=\"}"
 */
export function decodeEnvelope(data: unknown, app: string | undefined, channel: string): Content {
  const inner = unwrapData(data);
  if (inner === undefined || inner === null || inner === '') {
    return { kind: 'malformed', fault: { kind: 'no-data' }, text: toText(data) };
  }
  const members = toFields(inner);
  if (members && isEnvelope(members)) return toSealed(members, data, app, channel);
  // pusher-js removes one level only and drops this; but nothing went out in the clear.
  const twice = typeof inner === 'string' ? toFields(parseJson(inner)) : undefined;
  const kind = twice && isEnvelope(twice) ? 'double-encoded' : 'not-encrypted';
  return { kind: 'malformed', fault: { kind }, text: toText(data) };
}

/** True when the data is an object with both members, as an encrypting publisher makes it. */
export function holdsEnvelope(data: unknown): boolean {
  const members = toFields(unwrapData(data));
  return members !== undefined && Boolean(members.nonce) && Boolean(members.ciphertext);
}

function isEnvelope(members: Fields): boolean {
  return members.nonce !== undefined || members.ciphertext !== undefined;
}

function toSealed(members: Fields, data: unknown, app: string | undefined, channel: string): Content {
  const box: Pick<SealedBox, 'nonce' | 'ciphertext'> = { nonce: '', ciphertext: '' };
  for (const member of ['nonce', 'ciphertext'] as const) {
    const value = members[member];
    if (value === undefined || value === null || value === '') {
      return { kind: 'malformed', fault: { kind: 'member-missing', member }, text: toText(data) };
    }
    if (typeof value !== 'string') {
      return { kind: 'malformed', fault: { kind: 'bad-base64', member }, text: toText(data) };
    }
    box[member] = value;
  }
  const fault = findBoxFault(box.nonce, box.ciphertext);
  if (fault) return { kind: 'malformed', fault, text: toText(data) };
  return { kind: 'sealed', sealed: { cipher: 'secretbox', app, channel, ...box } };
}
