import { toUtf8 } from './bytes';

/** So many texts of one body are worth a look: a page must not flood the background. */
export const MAX_CANDIDATES = 200;

/**
 * 32 bytes as base64 or base64url, with or without padding, and no part of a longer text of these letters (a hash for
 * `integrity` has `sha256-` before it). Whoever encodes 32 bytes ends in one of 16 letters: two bits are left over.
 */
const BASE64 = /(?<![\w+/-])[\w+/-]{42}[AEIMQUYcgkosw048]=?(?![\w+/=-])/g;
/** What 32 random bytes have at the least: long names and paths have fewer different letters. */
const MIN_LETTERS = 18;

/** 32 characters in a place that says that they are a master key: `"encryptionMasterKey": "…"`, `PUSHER_MASTER_KEY=…` */
const RAW = /master[-_ ]?key[^\n]{0,60}?(?:(["'`])([^\n"'`\\]{32})\1|=([^\s"'`<>\\]{32})(?=\s|$))/gi;

/** How templates and URLs write `+`, `/` and `=`: `\/` of PHP's json_encode, `\u002B`, `&#x3D;`, `%2F`. */
const ESCAPED = /\\\/|\\(?:u00|x)(2b|2f|3d)|&#(?:x0*(2b|2f|3d)|0*(43|47|61));|%(2b|2f|3d)/gi;

/**
 * The texts of something that a page has loaded that may be a Pusher master key, in the form that `readKeyText` takes; each
 * once, at most 200. Most are none: only a comparison can tell.
 */
export function findKeyCandidates(source: string): string[] {
  const text = source.replace(ESCAPED, readEscape);
  const found = new Set<string>();
  for (const [match] of text.matchAll(BASE64)) {
    if (found.size >= MAX_CANDIDATES) break;
    if (new Set(match).size >= MIN_LETTERS) found.add(toStandard(match));
  }
  for (const [, , quoted, bare] of text.matchAll(RAW)) {
    if (found.size >= MAX_CANDIDATES) break;
    const raw = quoted ?? bare ?? '';
    if (toUtf8(raw).length === 32) found.add(raw);
  }
  return [...found];
}

function readEscape(written: string, ...[js, hex, decimal, url]: (string | undefined)[]): string {
  if (written === '\\/') return '/';
  const code = decimal === undefined ? Number.parseInt(js ?? hex ?? url ?? '', 16) : Number(decimal);
  return String.fromCharCode(code);
}

function toStandard(base64: string): string {
  return base64.replaceAll('-', '+').replaceAll('_', '/').padEnd(44, '=');
}
