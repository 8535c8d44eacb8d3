/** A number as its text was, where a double would change it. Made by `JSON.rawJSON`, so `JSON.stringify` keeps it. */
interface RawNumber {
  rawJSON: string;
}

// Proposal "JSON.parse source text access": Chrome 114, Firefox 135. Without it (Node 20) numbers are doubles.
interface JsonWithSource {
  rawJSON?: (text: string) => RawNumber;
  isRawJSON?: (value: unknown) => value is RawNumber;
}
const json = JSON as unknown as JsonWithSource;

/** Long numbers, trailing zeros, exponents: rare, and looking for them takes a tenth of the time of a reviver. */
const MAY_LOSE_DIGITS = /(?:\d\.?){16}|\d\.\d*0(?!\d)|\d[eE]/;

/** How a value is drawn: its type picks the colour. */
export type JsonType = 'string' | 'number' | 'boolean' | 'null' | 'object' | 'array';

/** Parses a payload for the tree; undefined for what is no JSON object or array. Numbers keep every digit. */
export function parseTree(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return asObject(parseExactly(text));
  } catch {
    // No JSON, or nested deeper than a reviver goes.
  }
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Type of a value as `parseTree` makes it. */
export function typeOfJson(value: unknown): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (isRaw(value)) return 'number';
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'boolean';
    case 'object':
      return 'object';
    default:
      return 'number';
  }
}

/** What goes to the clipboard for a value: a string as it is, anything else as indented JSON. */
export function copyOfJson(value: unknown): string {
  if (typeof value === 'string') return value;
  if (isRaw(value)) return value.rawJSON;
  try {
    return JSON.stringify(value, null, 2);
  } catch {
    // JSON.parse reads any depth, JSON.stringify runs out of stack.
    return '(nested too deep to copy; copy the whole text instead)';
  }
}

/** A string, number, boolean or null in one line, cut after so many characters. */
export function scalarText(value: unknown, maxChars: number): string {
  if (isRaw(value)) return value.rawJSON;
  if (typeof value !== 'string') return String(value);
  if (value.length <= maxChars) return JSON.stringify(value);
  return `${JSON.stringify(value.slice(0, maxChars)).slice(0, -1)}…"`;
}

function isRaw(value: unknown): value is RawNumber {
  return json.isRawJSON?.(value) ?? false;
}

function parseExactly(text: string): unknown {
  const { rawJSON } = json;
  if (!rawJSON || !MAY_LOSE_DIGITS.test(text)) return JSON.parse(text);
  const keepDigits = (_key: string, value: unknown, context?: { source?: string }): unknown =>
    typeof value === 'number' && context?.source !== undefined && String(value) !== context.source
      ? rawJSON(context.source)
      : value;
  return JSON.parse(text, keepDigits);
}

function asObject(value: unknown): object | undefined {
  return typeof value === 'object' && value !== null ? value : undefined;
}
