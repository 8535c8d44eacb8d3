import type { Marker } from './marks';

const PREVIEW_CHARS = 200;
/** So much of a row is in sight in a narrow table. */
const SEEN_CHARS = 50;
/** What stays in sight before a match that lies further in. */
const CHARS_BEFORE_MATCH = 30;
/** A match is looked for this far: the preview is made at every draw. */
const MAX_SEARCHED_CHARS = 100_000;

/**
 * One line from the start of a text; where a text is marked further in, from just before it, so that it is seen why
 * the row matches.
 */
export function previewOf(text: string, marker: Marker): string {
  const from = startOf(text, marker);
  const cut = text.slice(from, from + PREVIEW_CHARS).replace(/\s+/g, ' ');
  return `${from > 0 ? '…' : ''}${cut}${from + PREVIEW_CHARS < text.length ? '…' : ''}`;
}

function startOf(text: string, marker: Marker): number {
  if (!marker || text.length <= SEEN_CHARS) return 0;
  marker.lastIndex = 0;
  const match = marker.exec(text.length > MAX_SEARCHED_CHARS ? text.slice(0, MAX_SEARCHED_CHARS) : text);
  if (!match || match.index + match[0].length <= SEEN_CHARS) return 0;
  return match.index - CHARS_BEFORE_MATCH;
}
