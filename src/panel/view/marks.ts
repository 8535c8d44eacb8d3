/** Finds the texts of a filter in what is shown. Undefined where there is nothing to mark. */
export type Marker = RegExp | undefined;

/** A stretch of text, marked or not. */
export interface Stretch {
  text: string;
  marked: boolean;
}

/** A hostile text could hold a match in every character; past this many the rest stays unmarked. */
const MAX_MARKS = 500;

/** Makes one marker from the texts to mark; the longest wins where several start at the same place. */
export function createMarker(terms: readonly string[]): Marker {
  const texts = terms.filter((term) => term !== '').sort((a, b) => b.length - a.length);
  if (texts.length === 0) return undefined;
  return new RegExp(texts.map((text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|'), 'giu');
}

/** Cuts a text at its matches; the stretches joined are the text. */
export function splitAtMarks(text: string, marker: Marker): Stretch[] {
  if (!marker) return [{ text, marked: false }];
  const stretches: Stretch[] = [];
  let from = 0;
  marker.lastIndex = 0;
  for (let marks = 0; marks < MAX_MARKS; marks += 1) {
    const match = marker.exec(text);
    if (!match) break;
    if (match.index > from) stretches.push({ text: text.slice(from, match.index), marked: false });
    stretches.push({ text: match[0], marked: true });
    from = match.index + match[0].length;
  }
  if (from < text.length || stretches.length === 0) stretches.push({ text: text.slice(from), marked: false });
  return stretches;
}
