import { findBoxFault } from '../../box-fault';
import { parseJson } from '../../json';
import type { Fault, SealedBox } from '../../sealed';
import { type Fields, toFields } from '../../untrusted';
import { type EnvelopeFinding, NEAR_LIMIT_BYTES } from '../../verdicts/envelope';
import type { Content } from '../protocol';
import { type Normalised, normaliseBase64 } from './base64-forms';
import { toText, unwrapData } from './json';

/** What an envelope holds, ready to be tried with a key, and what client libraries stumble over all the same. */
interface Box extends Pick<SealedBox, 'nonce' | 'ciphertext'> {
  oddities: readonly EnvelopeFinding[];
}

/** An envelope read: its content, and what is odd about it. */
export interface ReadEnvelope {
  content: Content;
  findings: readonly EnvelopeFinding[];
}

const MEMBERS = ['nonce', 'ciphertext'] as const;
/** `{"nonce":"…","ciphertext":"…"}` without the two values. */
const FRAME_BYTES = 28;
const NONE: readonly EnvelopeFinding[] = [];

/**
 * Reads the data of an event on an encrypted channel: `sealed` when it can be tried with a key, else `malformed` with
 * the fault. Sample (pusher-js src/core/channels/encrypted_channel.ts; member order differs per library, extra members are ignored):
 *   "data": "{\"nonce\":\"AAECAwQFBgcICQoLDA0ODxAREhMUFRYX\",\"ciphertext\":\"F5DrhxWg5CB4xzaQnYSE+Q6S6ezXNzc=\"}"
 */
export function decodeEnvelope(data: unknown, app: string | undefined, channel: string): ReadEnvelope {
  const box = readBox(data);
  if ('kind' in box)
    return { content: { kind: 'malformed', fault: box, text: toText(data) }, findings: NONE };
  const { nonce, ciphertext, oddities } = box;
  // As it was published: PHP writes each `/` of base64 as `\/`, which counts.
  const bytes = typeof data === 'string' ? data.length : nonce.length + ciphertext.length + FRAME_BYTES;
  return {
    content: { kind: 'sealed', sealed: { cipher: 'secretbox', app, channel, nonce, ciphertext } },
    findings: bytes < NEAR_LIMIT_BYTES ? oddities : [...oddities, { id: 'size-budget', bytes }],
  };
}

/** True when the data is an object with both members, as an encrypting publisher makes it. */
export function holdsEnvelope(data: unknown): boolean {
  const members = toFields(unwrapData(data));
  return members !== undefined && Boolean(members.nonce) && Boolean(members.ciphertext);
}

function readBox(data: unknown): Box | Fault {
  const inner = unwrapData(data);
  if (inner === undefined || inner === null || inner === '') return { kind: 'no-data' };
  const members = toFields(inner);
  if (members && isEnvelope(members)) return readMembers(members);
  // pusher-js removes one level only and drops this; but nothing went out in the clear.
  const twice = unwrapTwice(inner);
  if (!twice || !isEnvelope(twice)) return { kind: isCutOff(inner) ? 'cut-off' : 'not-encrypted' };
  const box = readMembers(twice);
  if ('kind' in box) return { kind: 'double-encoded' };
  return { ...box, oddities: [{ id: 'double-encoded-envelope' }, ...box.oddities] };
}

function unwrapTwice(inner: unknown): Fields | undefined {
  return typeof inner === 'string' ? toFields(parseJson(inner)) : undefined;
}

function isEnvelope(members: Fields): boolean {
  return members.nonce !== undefined || members.ciphertext !== undefined;
}

/** Data that is no JSON and begins as an envelope: `{"nonce":"AAEC`. */
function isCutOff(inner: unknown): boolean {
  return typeof inner === 'string' && /^\s*\{\s*"(?:nonce|ciphertext)"\s*:/.test(inner);
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
  if (!fault) return { nonce, ciphertext, oddities: NONE };
  return fault.kind === 'bad-base64' ? readLeniently(nonce, ciphertext) : fault;
}

/** Base64 that pusher-js throws at and that can be read all the same. */
function readLeniently(nonce: string, ciphertext: string): Box | Fault {
  const lenient = { nonce: normaliseBase64(nonce), ciphertext: normaliseBase64(ciphertext) };
  const box = {
    nonce: lenient.nonce?.base64 ?? nonce,
    ciphertext: lenient.ciphertext?.base64 ?? ciphertext,
  };
  const oddities = MEMBERS.flatMap((member) => oddityOf(member, lenient[member]));
  return findBoxFault(box.nonce, box.ciphertext) ?? { ...box, oddities };
}

function oddityOf(
  member: (typeof MEMBERS)[number],
  normalised: Normalised | undefined,
): EnvelopeFinding | readonly [] {
  return normalised ? { id: 'bad-base64', member, form: normalised.form } : [];
}
