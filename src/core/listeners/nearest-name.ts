/** More differing letters than this are another name. */
const MAX_EDITS = 2;
/** Less of a name says nothing. */
const MIN_LETTERS = 3;
/** Longer names are no names that people mistype. */
const MAX_LETTERS = 100;

/**
 * The names that come near to this one, the nearest first. Near is what people mix up: upper and lower case and separators,
 * the namespace of Laravel Echo (`App\Events\OrderShipped` for `OrderShipped` and `.order.shipped`), a typing mistake.
 */
export function nearNames(name: string, names: readonly string[]): string[] {
  const letters = lettersOf(name);
  return names
    .map((other) => ({ other, distance: distanceOf(letters, lettersOf(other)) }))
    .filter(({ distance }) => distance !== undefined)
    .sort((a, b) => (a.distance ?? 0) - (b.distance ?? 0))
    .map(({ other }) => other);
}

/** 0 for the same letters, up to 1 for a namespace before one of them, then the number of typing mistakes. */
function distanceOf(a: string, b: string): number | undefined {
  if (a === b) return 0;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length < MIN_LETTERS) return undefined;
  if (long.endsWith(short)) return 1 - short.length / long.length;
  const most = Math.min(MAX_EDITS, Math.floor(short.length / MIN_LETTERS));
  if (long.length > MAX_LETTERS) return undefined;
  const edits = long.length - short.length > most ? most + 1 : editsBetween(short, long, most);
  return edits > most ? undefined : 1 + edits;
}

/** What is left of a name without case and separators. */
function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * Letters to put in, take out or replace (Levenshtein), row by row; `most + 1` where there are more. Only what is near the
 * diagonal is looked at: names come from the page, and there may be thousands.
 */
function editsBetween(a: string, b: string, most: number): number {
  const far = most + 1;
  // What lies too far from the diagonal is not there.
  let above = Array.from({ length: far }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current: number[] = [row];
    let least = far;
    for (let column = Math.max(1, row - most); column <= Math.min(b.length, row + most); column++) {
      const replaced = (above[column - 1] ?? far) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const edits = Math.min(replaced, (above[column] ?? far) + 1, (current[column - 1] ?? far) + 1);
      current[column] = edits;
      least = Math.min(least, edits);
    }
    if (least > most) return far;
    above = current;
  }
  return above[b.length] ?? far;
}
