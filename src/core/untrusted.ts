/** What arrives from another context, before anything about it is known. */
export type Fields = Readonly<Record<string, unknown>>;

type Guard<T> = (value: unknown) => value is T;
type Guarded<G> = { [K in keyof G]: G[K] extends Guard<infer T> ? T : never };

/** The value as an object whose members may be looked at; undefined for arrays, bytes and everything else. */
export function toFields(value: unknown): Fields | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  // Each byte would be a member.
  return ArrayBuffer.isView(value) ? undefined : (value as Fields);
}

/** A new object with exactly the members named in `guards`; undefined when one of them does not hold. */
export function parseFields<G extends Record<string, Guard<unknown>>>(
  fields: Fields,
  guards: G,
): Guarded<G> | undefined {
  const parsed: Record<string, unknown> = {};
  for (const name of Object.keys(guards)) {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!guards[name]?.(value)) return undefined;
    parsed[name] = value;
  }
  return parsed as Guarded<G>;
}

/** A new array of parsed items; undefined when it is no array, is longer than `maxLength` or holds a bad item. */
export function parseArray<T>(
  value: unknown,
  maxLength: number,
  parseItem: (item: unknown) => T | undefined,
): T[] | undefined {
  if (!Array.isArray(value) || value.length > maxLength) return undefined;
  const items: T[] = [];
  for (const item of value) {
    const parsed = parseItem(item);
    if (parsed === undefined) return undefined;
    items.push(parsed);
  }
  return items;
}

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

export function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

/** A whole number from 0: a count, a length, a sequence number, a close code. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Epoch milliseconds, fractions allowed. */
export function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
