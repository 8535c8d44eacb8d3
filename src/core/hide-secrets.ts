import { fromBase64, toBase64, toUtf8 } from './bytes';
import type { Payload } from './frame';

const SHOWN_CHARS = 4;
const ASTERISK = 0x2a;
/** MessagePack string headers: fixstr holds its length, str 8, 16 and 32 have it in the bytes after them. */
const FIXSTR = 0xa0;
const LENGTH_BYTES: Record<number, number> = { 217: 1, 218: 2, 219: 4 };

/**
 * The payload of a control frame with the values of these members hidden but for their first four characters: in JSON
 * text, and in MessagePack bytes, which keep their length. Other payloads come back as they are.
 */
export function hideSecrets(payload: Payload, members: readonly string[]): Payload {
  if (members.length === 0 || 'omitted' in payload) return payload;
  return 'text' in payload ? { text: hideInJson(payload.text, members) } : hideInBytes(payload, members);
}

/** The first four characters of a secret, for telling two apart; of a short one nothing. */
export function mask(secret: string): string {
  return `${secret.length > 3 * SHOWN_CHARS ? secret.slice(0, SHOWN_CHARS) : ''}…`;
}

function hideInJson(text: string, members: readonly string[]): string {
  const member = new RegExp(`("(?:${members.join('|')})"\\s*:\\s*")((?:[^"\\\\]|\\\\.)*)`, 'gs');
  return text.replace(member, (_, head: string, value: string) => head + mask(value));
}

function hideInBytes(payload: { base64: string }, members: readonly string[]): Payload {
  const bytes = fromBase64(payload.base64);
  if (bytes === undefined) return payload;
  for (const member of members) hideMember(bytes, toUtf8(member));
  return { base64: toBase64(bytes) };
}

function hideMember(bytes: Uint8Array, name: Uint8Array): void {
  const key = new Uint8Array([FIXSTR | name.length, ...name]);
  for (let at = indexOf(bytes, key, 0); at !== -1; at = indexOf(bytes, key, at)) {
    at += key.length;
    const header = bytes[at] ?? 0;
    const lengthBytes = LENGTH_BYTES[header] ?? 0;
    if (lengthBytes === 0 && (header & 0xe0) !== FIXSTR) continue;
    let length = lengthBytes === 0 ? header & 0x1f : 0;
    for (let i = 1; i <= lengthBytes; i++) length = length * 256 + (bytes[at + i] ?? 0);
    const start = at + 1 + lengthBytes;
    const shown = length > 3 * SHOWN_CHARS ? SHOWN_CHARS : 0;
    bytes.fill(ASTERISK, start + shown, start + length);
  }
}

function indexOf(bytes: Uint8Array, sought: Uint8Array, from: number): number {
  for (
    let at = bytes.indexOf(sought[0] as number, from);
    at !== -1;
    at = bytes.indexOf(sought[0] as number, at + 1)
  ) {
    if (sought.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  return -1;
}
