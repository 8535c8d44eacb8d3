/** More differing letters than this are another name. */
const MAX_EDITS = 2;
/** Less of a name says nothing. */
const MIN_LETTERS = 3;

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
  const edits = long.length - short.length > most ? most + 1 : editsBetween(short, long);
  return edits > most ? undefined : 1 + edits;
}

/** What is left of a name without case and separators. */
function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Letters to put in, take out or replace (Levenshtein), row by row. */
function editsBetween(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[b.length] ?? 0;
}
