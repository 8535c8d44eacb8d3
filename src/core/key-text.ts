import { fromBase64, toUtf8 } from './bytes';
import type { Problem } from './key-summary';

const MASTER_KEY_BYTES = 32;
const MASTER_KEY_CHARS = 44;

/** What a pasted text means as a key. `form`: how it was read. `trimmed`: white space around it was taken off. */
export type KeyText =
  | { ok: true; key: Uint8Array; form: 'base64' | 'raw'; trimmed: boolean }
  | ({ ok: false } & Problem);

/**
 * Reads a pasted Pusher master key: base64 of 32 bytes, or else a text of exactly 32 UTF-8 bytes (the older option of
 * pusher-http-node, -go, -python). White space around it is ignored. No text is both. Problem and
 * remedy never repeat the text.
 */
export function readMasterKey(text: string): KeyText {
  const pasted = text.trim();
  const trimmed = pasted.length !== text.length;
  if (pasted === '')
    return refuse('The text is empty.', 'Paste the 32-byte master key as base64, 44 characters.');
  if (/\p{Surrogate}/u.test(pasted)) {
    return refuse(
      'The text holds half of a surrogate pair, so it has no bytes as UTF-8.',
      'Copy the key again from where it is configured.',
    );
  }
  const decoded = fromBase64(pasted);
  if (decoded?.length === MASTER_KEY_BYTES) return { ok: true, key: decoded, form: 'base64', trimmed };
  const raw = toUtf8(pasted);
  if (raw.length === MASTER_KEY_BYTES) return { ok: true, key: raw, form: 'raw', trimmed };
  return explain(pasted, raw.length, decoded?.length);
}

/** A key text is refused: the nearest form that it almost has, else its lengths. */
function explain(text: string, utf8Bytes: number, decodedBytes: number | undefined): KeyText {
  if (/^[0-9a-f]{64}$/i.test(text)) {
    return refuse(
      'The text is 64 hexadecimal digits, which stand for 32 bytes.',
      'Paste these 32 bytes as base64, 44 characters.',
    );
  }
  if (/^[A-Za-z0-9_-]{43}=?$/.test(text) && /[_-]/.test(text)) {
    return refuse(
      'The text is 32 bytes in the URL-safe alphabet of base64, with - or _.',
      'Replace each - by + and each _ by /, and end with one =.',
    );
  }
  if (/^[A-Za-z0-9+/]{43}$/.test(text)) {
    return refuse(
      'The text is 43 characters long: base64 of 32 bytes without its padding.',
      'Add one = at the end, so that it has 44 characters.',
    );
  }
  const characters = countCharacters(text);
  const length = `The text is ${characters} ${characters === 1 ? 'character' : 'characters'} long`;
  const expected = `Paste the ${MASTER_KEY_BYTES}-byte master key as base64, ${MASTER_KEY_CHARS} characters, or as a text of exactly 32 bytes.`;
  if (decodedBytes !== undefined) return refuse(`${length} and decodes to ${bytes(decodedBytes)}.`, expected);
  return refuse(`${length}, ${bytes(utf8Bytes)} as UTF-8, and is not base64.`, expected);
}

function refuse(problem: string, remedy: string): KeyText {
  return { ok: false, problem, remedy };
}

function bytes(count: number): string {
  return count === 1 ? '1 byte' : `${count} bytes`;
}

function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
