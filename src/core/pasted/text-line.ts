import { parseJson } from '../json';

/** What Network tools show beside a frame: an arrow before it, its length and time behind it, set apart by tabs. */
const ARROW = /^[\s↑↓⬆⬇▲▼←→]+/;
const COLUMNS = /\t[\d.,]+\s?(?:[kM]?B)?(?:\t[\d:.,]+)?\s*$/;

/** A line that was copied with the columns of a Network tool, or out of a list, as the frame alone. */
export function withoutColumns(line: string): string {
  return line.replace(ARROW, '').replace(COLUMNS, '').trim().replace(/,$/, '');
}

/**
 * A text as JSON, also where it was copied out of a JSON string with its backslashes and without its quotes; undefined
 * for other texts. A number alone is none: bytes in hex may look like one.
 *   {\"nonce\":\"AAEC…\",\"ciphertext\":\"F5Dr…\"}
 */
export function parseLoosely(text: string): { value: unknown; text: string } | undefined {
  const trimmed = withoutColumns(text);
  const value = parseJson(trimmed) ?? (/^[{[]+\s*\\"/.test(trimmed) ? parseJson(`"${trimmed}"`) : undefined);
  return value === undefined || typeof value === 'number' ? undefined : { value, text: trimmed };
}
