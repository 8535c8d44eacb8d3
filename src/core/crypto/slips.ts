import { fromBase64, fromHex, padBase64, toBase64, toHex, toUtf8 } from '../bytes';
import type { Slip } from '../sealed';

/** What a publisher may have taken for the key instead of the key. */
export interface SlipReading {
  slip: Slip;
  bytes: Uint8Array;
}

/** No library takes a longer text for a key, in bytes. */
const MAX_BYTES = 256;

/**
 * Other readings of a key, likely ones first, none of them the key itself and none twice. `text`: as it was pasted,
 * undefined where it is not known; `bytes`: what it was read as. Of any length from 1 to 256 bytes: Ruby and Swift
 * check none, and SHA-256(channel, then key) takes every length (pusher-http-ruby lib/pusher/channel.rb, pusher-http-swift).
 */
export function slipReadings(text: string | undefined, bytes: Uint8Array): SlipReading[] {
  const found = new Map<string, SlipReading>([[toHex(bytes), { slip: 'untrimmed', bytes }]]);
  for (const [slip, reading] of candidates(text?.trim(), text, bytes)) {
    if (reading === undefined || reading.length === 0 || reading.length > MAX_BYTES) continue;
    const name = toHex(reading);
    if (!found.has(name)) found.set(name, { slip, bytes: reading });
  }
  // The first one is the key itself.
  return [...found.values()].slice(1);
}

function* candidates(
  trimmed: string | undefined,
  text: string | undefined,
  bytes: Uint8Array,
): Generator<[Slip, Uint8Array | undefined]> {
  const base64 = toBase64(bytes);
  const hex = toHex(bytes);
  const inner = asciiOf(bytes);
  // Both ways in which one key is configured: its base64, and what the user has pasted.
  const spelled = trimmed === undefined || trimmed === base64 ? [base64] : [trimmed, base64];
  for (const spelling of spelled) yield ['trailing-newline', toUtf8(`${spelling}\n`)];
  yield ['trailing-newline', Uint8Array.of(...bytes, LINE_FEED)];
  if (text !== undefined && text !== trimmed) yield ['untrimmed', toUtf8(text)];
  if (trimmed !== undefined && SETTING.test(trimmed)) yield ['setting-line', toUtf8(trimmed)];
  yield ['base64-text', toUtf8(base64)];
  yield ['hex-text', toUtf8(hex)];
  yield ['hex-text', toUtf8(hex.toUpperCase())];
  // Before the next one, which a text that was read as itself would be called as well.
  if (trimmed !== undefined) yield ['hex-decoded', fromHex(trimmed)];
  if (inner !== undefined) {
    yield ['base64-of-hex', fromHex(inner)];
    yield ['base64-decoded', fromBase64(padBase64(inner))];
  }
  for (const spelling of spelled) {
    yield ['quotes', toUtf8(`"${spelling}"`)];
    yield ['quotes', toUtf8(`'${spelling}'`)];
    yield ['base64-prefix', toUtf8(`base64:${spelling}`)];
  }
  yield ['base64-twice', toUtf8(toBase64(toUtf8(base64)))];
}

const LINE_FEED = 10;
/** `NAME=value`, `NAME: value`. */
const SETTING = /^(?:export\s+)?[A-Za-z_]\w*\s*[=:]/;

/** The bytes as text where they are printable ASCII: a key that is itself the spelling of another. */
function asciiOf(bytes: Uint8Array): string | undefined {
  for (const byte of bytes) if (byte < 0x20 || byte > 0x7e) return undefined;
  return String.fromCharCode(...bytes);
}
