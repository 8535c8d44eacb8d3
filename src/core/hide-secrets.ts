import { base64Bytes, toBase64, toUtf8 } from './bytes';
import type { Payload } from './frame';
import { endOfText } from './json-text';
import { textSpans } from './protocols/messagepack-bounds';

const SHOWN_CHARS = 4;
/** MessagePack string heads: fixstr holds its length, str 8, 16 and 32 have it in the bytes after them. */
const FIXSTR = 0xa0;
const MAX_FIXSTR = 31;
const LENGTH_BYTES: Readonly<Record<number, number>> = { 217: 1, 218: 2, 219: 4 };

/** What is shown of one secret: `mask` in texts, `star` in bytes, which keep their length. */
export type Conceal = (secret: string) => string;

/**
 * The text that stands under a name with its secrets concealed; the same text where there are none. The name is empty
 * where it is not known.
 */
export type HideText = (name: string, text: string, conceal: Conceal) => string;

/** The first four characters of a secret, for telling two apart; of a short one nothing. */
export function mask(secret: string): string {
  return `${shownPart(secret)}…`;
}

/** The same, with an asterisk for each character that is not shown. */
export function star(secret: string): string {
  return shownPart(secret).padEnd(secret.length, '*');
}

function shownPart(secret: string): string {
  return secret.length > 3 * SHOWN_CHARS ? secret.slice(0, SHOWN_CHARS) : '';
}

/**
 * A frame of JSON or MessagePack with some of its texts hidden, the rest as it was spelled. `names`: the texts, each
 * with the name that it stands under. Bytes keep their length. The same object where nothing is hidden.
 */
export function hideTexts(payload: Payload, names: ReadonlyMap<string, string>, hide: HideText): Payload {
  if (names.size === 0) return payload;
  return change(
    payload,
    (json) => changeJsonTexts(json, (text) => hide(names.get(text) ?? '', text, mask), names),
    (bytes) => changePackedTexts(bytes, names, hide),
  );
}

/**
 * A frame that can not be read with what stands under these names hidden: `"name":"value"`, also where the end of it is
 * missing, and a MessagePack text behind a name; and with what `hide` finds in the rest. Bytes keep their length.
 */
export function hideMembers(payload: Payload, names: readonly string[], hide: HideText): Payload {
  const member = new RegExp(`"(${names.join('|')})(\\\\*"\\s*:\\s*\\\\*")([^"]*)`, 'g');
  const hideIn = (text: string, conceal: Conceal) => {
    const changed = text.replace(
      member,
      (_, name: string, between: string, value: string) => `"${name}${between}${hide(name, value, conceal)}`,
    );
    return hide('', changed, conceal);
  };
  return change(
    payload,
    (text) => hideIn(text, mask),
    (bytes) => {
      let changed = bytes;
      for (const name of names) changed = hidePackedMember(changed, name, hide);
      return hideIn(changed, star);
    },
  );
}

/** Bytes are changed as Latin-1, a character for each. */
function change(
  payload: Payload,
  inText: (text: string) => string,
  inBytes: (latin1: string) => string,
): Payload {
  if ('omitted' in payload) return payload;
  if ('text' in payload) {
    const text = inText(payload.text);
    return text === payload.text ? payload : { text };
  }
  if (base64Bytes(payload.base64) === undefined) return payload;
  const bytes = atob(payload.base64);
  const changed = inBytes(bytes);
  return changed === bytes ? payload : { base64: btoa(changed) };
}

/** JSON with these texts changed. No regular expression: a text of megabytes would be too much for its stack. */
function changeJsonTexts(
  json: string,
  changeText: (text: string) => string,
  texts: ReadonlyMap<string, string>,
): string {
  let changed = '';
  let from = 0;
  let end = 0;
  for (let start = json.indexOf('"'); start !== -1; start = json.indexOf('"', end)) {
    end = endOfText(json, start) || json.length;
    const token = json.slice(start, end);
    const text = token.includes('\\') ? (JSON.parse(token) as string) : token.slice(1, -1);
    if (!texts.has(text)) continue;
    changed += json.slice(from, start) + JSON.stringify(changeText(text));
    from = end;
  }
  return changed + json.slice(from);
}

/** MessagePack with these texts changed. */
function changePackedTexts(bytes: string, names: ReadonlyMap<string, string>, hide: HideText): string {
  const latin1Names = new Map([...names].map(([text, name]) => [toLatin1(text), name]));
  let changed = '';
  let from = 0;
  for (const [start, end] of textSpans(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)))) {
    const text = bytes.slice(start, end);
    const name = latin1Names.get(text);
    if (name === undefined) continue;
    changed += bytes.slice(from, start) + hide(name, text, star);
    from = end;
  }
  return changed + bytes.slice(from);
}

function hidePackedMember(bytes: string, name: string, hide: HideText): string {
  const key = String.fromCharCode(FIXSTR | name.length) + name;
  let changed = '';
  let from = 0;
  for (let at = bytes.indexOf(key); at !== -1; at = bytes.indexOf(key, at + key.length)) {
    const [start, end] = packedText(bytes, at + key.length);
    if (start < from) continue;
    changed += bytes.slice(from, start) + hide(name, bytes.slice(start, end), star);
    from = Math.max(start, Math.min(end, bytes.length));
  }
  return changed + bytes.slice(from);
}

/** Where the text that begins with the head at `at` starts and ends; nowhere where there is none. */
function packedText(bytes: string, at: number): [start: number, end: number] {
  const head = bytes.charCodeAt(at);
  const lengthBytes = LENGTH_BYTES[head] ?? 0;
  if (lengthBytes === 0 && (head & 0xe0) !== FIXSTR) return [at, at];
  let length = lengthBytes === 0 ? head & MAX_FIXSTR : 0;
  for (let i = 1; i <= lengthBytes; i++) length = length * 256 + (bytes.charCodeAt(at + i) || 0);
  const start = at + 1 + lengthBytes;
  return [start, start + length];
}

function toLatin1(text: string): string {
  return atob(toBase64(toUtf8(text)));
}
