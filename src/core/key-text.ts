import { fromBase64, padBase64, toUtf8 } from './bytes';
import { explainMistake, refuse } from './key-mistakes';
import type { KeyKind, Problem } from './key-summary';

/** Lengths in bytes that a key of each kind may have. */
export const KEY_LENGTHS: Readonly<Record<KeyKind, readonly number[] | 'any'>> = {
  'pusher-master': [32],
  'pusher-shared-secret': [32],
  'ably-cipher': [16, 32],
  'app-secret': 'any',
};

/** No secret that people paste is longer, in bytes. */
const MAX_KEY_BYTES = 256;

/**
 * True for a length in bytes that a key may have. `isOfSlip`: it is what a slip has made of a master key, and servers
 * that check no length take that.
 */
export function isKeyLength(kind: KeyKind, bytes: number, isOfSlip = false): boolean {
  const lengths = KEY_LENGTHS[kind];
  if (lengths !== 'any' && !isOfSlip) return lengths.includes(bytes);
  return bytes >= 1 && bytes <= MAX_KEY_BYTES;
}

/** How a key was read from its text. */
export type KeyForm = 'base64' | 'base64url' | 'raw';

/** What a pasted text means as a key. `trimmed`: white space around it was taken off. */
export type KeyText =
  | { ok: true; key: Uint8Array; form: KeyForm; trimmed: boolean }
  | ({ ok: false } & Problem);

/**
 * Reads a pasted key; white space around it is ignored. Problem and remedy never repeat the text.
 * pusher-master: base64 of 32 bytes, or else a text of exactly 32 UTF-8 bytes (the older option of pusher-http-node,
 * -go, -python); no text is both. pusher-shared-secret: base64 of 32 bytes, padding optional (pusher-http-java leaves
 * it off), or the auth reply that holds it. ably-cipher: base64 or base64url of 16 or 32 bytes, padding optional, as ably-js takes it.
 * Throws TypeError for another kind.
 */
export function readKeyText(kind: KeyKind, text: string): KeyText {
  if (!Object.hasOwn(KEY_LENGTHS, kind))
    throw new TypeError(`kind: expected a key kind, got ${String(kind)}`);
  const pasted = text.trim();
  const trimmed = pasted.length !== text.length;
  if (/\p{Surrogate}/u.test(pasted)) {
    return refuse(
      'The text holds half of a surrogate pair, so it has no bytes as UTF-8.',
      'Copy the key again from where it is configured.',
    );
  }
  const read = FORMS[kind](pasted);
  if (read && isKeyLength(kind, read.key.length)) return { ok: true, ...read, trimmed };
  return explainMistake(kind, pasted);
}

type Reading = { key: Uint8Array; form: KeyForm } | undefined;

const FORMS: Record<KeyKind, (text: string) => Reading> = {
  'pusher-master': (text) => {
    const key = fromBase64(text);
    return key?.length === 32 ? { key, form: 'base64' } : { key: toUtf8(text), form: 'raw' };
  },
  'pusher-shared-secret': (text) => asReading(fromBase64(padBase64(secretIn(text))), 'base64'),
  'ably-cipher': (text) => {
    const standard = text.replaceAll('-', '+').replaceAll('_', '/');
    return asReading(fromBase64(padBase64(standard)), standard === text ? 'base64' : 'base64url');
  },
  // Its characters sign, whatever they are; a text with spaces in it is something else.
  'app-secret': (text) => (/^\S+$/.test(text) ? { key: toUtf8(text), form: 'raw' } : undefined),
};

function asReading(key: Uint8Array | undefined, form: KeyForm): Reading {
  return key && { key, form };
}

/** The whole auth reply is what people have at hand: {"auth":"key:5f…","shared_secret":"…"} */
function secretIn(text: string): string {
  return /^\{.*"shared_secret"\s*:\s*"([^"\\]*)"/s.exec(text)?.[1] ?? text;
}
