import { findBoxFault } from '../../box-fault';
import { parseJson } from '../../json';
import type { Fault, SealedBox } from '../../sealed';
import { type Fields, toFields } from '../../untrusted';
import type { Content } from '../protocol';
import { type Normalised, normaliseBase64 } from './base64-forms';
import { toText, unwrapData } from './json';

/** What an envelope holds, ready to be tried with a key. */
type Box = Pick<SealedBox, 'nonce' | 'ciphertext'>;

const MEMBERS = ['nonce', 'ciphertext'] as const;

/**
 * Reads the data of an event on an encrypted channel: `sealed` when it can be tried with a key, else `malformed` with
 * the fault. Sample (pusher-js src/core/channels/encrypted_channel.ts; member order differs per library, extra members are ignored):
 *   "data": "{\"nonce\":\"AAECAwQFBgcICQoLDA0ODxAREhMUFRYX\",\"ciphertext\":\"F5DrhxWg5CB4xzaQnYSE+Q6S6ezXNzc=\"}"
 */
export function decodeEnvelope(data: unknown, app: string | undefined, channel: string): Content {
  const box = readBox(data);
  if ('kind' in box) return { kind: 'malformed', fault: box, text: toText(data) };
  return {
    kind: 'sealed',
    sealed: { cipher: 'secretbox', app, channel, nonce: box.nonce, ciphertext: box.ciphertext },
  };
}

/** True when the data is an object with both members, as an encrypting publisher makes it. */
export function holdsEnvelope(data: unknown): boolean {
  const members = toFields(unwrapData(data));
  return members !== undefined && Boolean(members.nonce) && Boolean(members.ciphertext);
}

/** What is unusual about an envelope that can be opened all the same, and that client libraries stumble over. */
export interface Oddities {
  isDoubleEncoded: boolean;
  /** How its base64 is written, where that is not the standard way. */
  writtenAs: string | undefined;
}

/** The oddities of an envelope; none for data that is no envelope. */
export function findOddities(data: unknown): Oddities {
  const inner = unwrapData(data);
  const once = toFields(inner);
  const members = once ?? unwrapTwice(inner);
  if (!members || 'kind' in readMembers(members)) return { isDoubleEncoded: false, writtenAs: undefined };
  return {
    isDoubleEncoded: once === undefined,
    writtenAs: MEMBERS.map((member) => normalised(members[member])?.form).find((form) => form !== undefined),
  };
}

function readBox(data: unknown): Box | Fault {
  const inner = unwrapData(data);
  if (inner === undefined || inner === null || inner === '') return { kind: 'no-data' };
  const members = toFields(inner);
  if (members && isEnvelope(members)) return readMembers(members);
  // pusher-js removes one level only and drops this; but nothing went out in the clear.
  const twice = unwrapTwice(inner);
  if (!twice || !isEnvelope(twice)) return { kind: 'not-encrypted' };
  const box = readMembers(twice);
  return 'kind' in box ? { kind: 'double-encoded' } : box;
}

function unwrapTwice(inner: unknown): Fields | undefined {
  return typeof inner === 'string' ? toFields(parseJson(inner)) : undefined;
}

function isEnvelope(members: Fields): boolean {
  return members.nonce !== undefined || members.ciphertext !== undefined;
}

function readMembers(members: Fields): Box | Fault {
  const { nonce, ciphertext } = members;
  for (const member of MEMBERS) {
    const value = members[member];
    if (value === undefined || value === null || value === '') return { kind: 'member-missing', member };
  }
  if (typeof nonce !== 'string') return { kind: 'bad-base64', member: 'nonce' };
  if (typeof ciphertext !== 'string') return { kind: 'bad-base64', member: 'ciphertext' };
  const fault = findBoxFault(nonce, ciphertext);
  if (!fault) return { nonce, ciphertext };
  if (fault.kind !== 'bad-base64') return fault;
  const box = {
    nonce: normalised(nonce)?.base64 ?? nonce,
    ciphertext: normalised(ciphertext)?.base64 ?? ciphertext,
  };
  return findBoxFault(box.nonce, box.ciphertext) ?? box;
}

function normalised(value: unknown): Normalised | undefined {
  return typeof value === 'string' ? normaliseBase64(value) : undefined;
}
