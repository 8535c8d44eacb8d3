import { fromBase64, fromUtf8, toUtf8 } from '../bytes';
import { parseJson } from '../json';
import type { Plaintext } from '../sealed';

const BLOCK_BYTES = 16;
/** So much clean text does not come of a wrong key. */
const MIN_CLEAN_BYTES = 8;

/**
 * What happened to the IV of an AES-CBC plaintext that is not what its encoding says. In CBC the IV touches the first
 * block alone: an altered one garbles 16 bytes, a lost one (the first block is taken for it) leaves them out.
 * `remaining`: the chain that does not hold, read from the right.
 */
export function ivFault(
  plaintext: Plaintext,
  remaining: string,
): 'ably-iv-altered' | 'ably-iv-lost' | undefined {
  const bytes = 'text' in plaintext ? toUtf8(plaintext.text) : fromBase64(plaintext.base64);
  if (!bytes) return undefined;
  // A text that starts in the middle reads as UTF-8 and fails as JSON; so does one whose first block is garbled to ASCII.
  if ('text' in plaintext && remaining.endsWith('json') && isCleanText(plaintext.text)) {
    return endsAsJson(plaintext.text) ? 'ably-iv-lost' : undefined;
  }
  const isJson = remaining.startsWith('json');
  // It starts in the middle of a character.
  const whole = cleanText(bytes);
  if (whole !== undefined) return isJson && !endsAsJson(whole) ? undefined : 'ably-iv-lost';
  const rest = cleanText(bytes.subarray(BLOCK_BYTES));
  if (rest === undefined) return undefined;
  return isJson && !endsAsJson(rest) ? undefined : 'ably-iv-altered';
}

/** The bytes as clean text; up to three bytes at the start may belong to a character that began before. */
function cleanText(bytes: Uint8Array): string | undefined {
  if (bytes.length < MIN_CLEAN_BYTES) return undefined;
  for (let skipped = 0; skipped < 4; skipped++) {
    const text = fromUtf8(bytes.subarray(skipped));
    if (text !== undefined) return isCleanText(text) ? text : undefined;
    if (((bytes[skipped] ?? 0) & 0xc0) !== 0x80) return undefined;
  }
  return undefined;
}

function isCleanText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: garbled bytes are full of them, texts have none.
  return text.length >= MIN_CLEAN_BYTES && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/.test(text);
}

/** The end of an object, an array or a string, and no whole one. */
function endsAsJson(text: string): boolean {
  return /[}\]"]\s*$/.test(text) && parseJson(text) === undefined;
}
