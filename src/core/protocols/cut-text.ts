/**
 * The first `max` UTF-16 units of a text and a mark, the whole where it is no longer: for what is kept. A copy, because
 * what `slice` returns keeps all of the text in memory.
 */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  return JSON.parse(JSON.stringify(`${text.slice(0, max)}…`)) as string;
}
