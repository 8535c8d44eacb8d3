import { fromBase64, toUtf8 } from './bytes';
import type { KeyKind, Problem } from './key-summary';

/** A text that was refused as a key. */
export type Refusal = { ok: false } & Problem;

/** A refusal in its two parts: a statement and an instruction. */
export function refuse(problem: string, remedy: string): Refusal {
  return { ok: false, problem, remedy };
}

const EXPECTED: Record<KeyKind, string> = {
  'pusher-master':
    'Paste the 32-byte master key as base64, 44 characters. A text of exactly 32 bytes is taken as it is.',
  'pusher-shared-secret':
    'Paste the shared_secret of the auth reply: base64 of 32 bytes, 43 or 44 characters.',
  'ably-cipher': 'Paste the cipher key of the channel: base64 of 16 or 32 bytes, 22 to 44 characters.',
  'app-secret': 'Paste the app secret as the server has it: letters and digits, no spaces.',
};

/** Says of a text that is no key of this kind what it seems to be, else how long it is. Never repeats the text. */
export function explainMistake(kind: KeyKind, text: string): Refusal {
  if (text === '') return refuse('The text is empty.', EXPECTED[kind]);
  return otherCredential(kind, text) ?? hexDigits(kind, text) ?? ofKind[kind](text) ?? lengths(kind, text);
}

/** The auth string of a subscription, "app-key:hmac in hex". */
const AUTH_STRING = /^[^\s:]+:[0-9a-f]{64}$/i;
/** "appId.keyId:secret" signs in to Ably and encrypts nothing. */
const ABLY_API_KEY = /^[\w-]+\.[\w-]+:\S+$/;

/** True for a text that signs in or authorises, and is no key of any kind. */
export function isOtherCredential(text: string): boolean {
  return AUTH_STRING.test(text) || ABLY_API_KEY.test(text);
}

/** The two secrets that are pasted by mistake because they are called keys, too. */
function otherCredential(kind: KeyKind, text: string): Refusal | undefined {
  if (AUTH_STRING.test(text)) {
    return refuse(
      'The text is the auth string of a subscription, an app key and a signature, and no key.',
      EXPECTED[kind],
    );
  }
  if (ABLY_API_KEY.test(text)) {
    const called = kind === 'ably-cipher' ? 'a cipher key' : 'a key that opens channels';
    return refuse(`The text is an Ably API key, not ${called}.`, EXPECTED[kind]);
  }
  return undefined;
}

function hexDigits(kind: KeyKind, text: string): Refusal | undefined {
  if (!/^[0-9a-f]+$/i.test(text)) return undefined;
  const isShort = kind === 'ably-cipher' && text.length === 32;
  if (text.length !== 64 && !isShort) return undefined;
  const [size, characters] = isShort ? [16, 24] : [32, 44];
  return refuse(
    `The text is ${text.length} hexadecimal digits, which stand for ${size} bytes.`,
    `Paste these ${size} bytes as base64, ${characters} characters.`,
  );
}

const ofKind: Record<KeyKind, (text: string) => Refusal | undefined> = {
  'pusher-master': (text) => urlSafe(text) ?? unpadded(text) ?? cipherKey('pusher-master', text),
  'pusher-shared-secret': (text) => urlSafe(text) ?? cipherKey('pusher-shared-secret', text),
  'ably-cipher': passphrase,
  'app-secret': () => undefined,
};

function urlSafe(text: string): Refusal | undefined {
  if (!/^[\w-]{43}=?$/.test(text) || !/[_-]/.test(text)) return undefined;
  return refuse(
    'The text is 32 bytes in the URL-safe alphabet of base64, with - or _.',
    'Replace each - by + and each _ by /, and end with one =.',
  );
}

function unpadded(text: string): Refusal | undefined {
  if (!/^[A-Za-z0-9+/]{43}$/.test(text)) return undefined;
  return refuse(
    'The text is 43 characters long: base64 of 32 bytes without its padding.',
    'Add one = at the end, so that it has 44 characters.',
  );
}

function cipherKey(kind: KeyKind, text: string): Refusal | undefined {
  if (!/^[\w+/-]{22}(==)?$/.test(text)) return undefined;
  return refuse(
    'The text decodes to 16 bytes: it looks like an Ably cipher key of 128 bits.',
    EXPECTED[kind],
  );
}

function passphrase(text: string): Refusal | undefined {
  if (!/^[\w+/-]{32}$/.test(text)) return undefined;
  return refuse(
    'The text is 32 characters long, which is 24 bytes as base64: perhaps a passphrase, and ably-js refuses it.',
    'Paste base64 of 16 or 32 bytes. If these characters are the key, paste the base64 of their bytes.',
  );
}

function lengths(kind: KeyKind, text: string): Refusal {
  const characters = Array.from(text).length;
  const length = `The text is ${characters} ${characters === 1 ? 'character' : 'characters'} long`;
  const decoded = fromBase64(text);
  if (decoded) return refuse(`${length} and decodes to ${bytes(decoded.length)}.`, EXPECTED[kind]);
  const size = toUtf8(text).length;
  const inBytes = size === characters ? '' : `, ${bytes(size)} as UTF-8,`;
  return refuse(`${length}${inBytes} and is not base64.`, EXPECTED[kind]);
}

function bytes(count: number): string {
  return count === 1 ? '1 byte' : `${count} bytes`;
}
