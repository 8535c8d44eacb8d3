import { parseJson } from './json';
import { isSpelledOut } from './key-forms';

/** One text out of a paste that may be a key. */
export interface PastedValue {
  /** What it is set as; empty where nothing says so. */
  name: string;
  /** Without the notation around it: `NAME=`, quotes of a string, the comma behind it. */
  value: string;
  /** The piece of the paste that it came from, as it was. */
  source: string;
}

const MAX_VALUES = 200;
const MAX_DEPTH = 6;
const MAX_BYTES_LISTED = 64;

/**
 * The texts of a paste that may be keys, in their order: members of JSON, the values of configuration lines (`.env`,
 * shell, PHP, JavaScript, YAML, XML …), and lines without a name as they are. At most 200.
 */
export function findValues(text: string): PastedValue[] {
  const json = /^\s*[[{]/.test(text) ? parseJson(text) : undefined;
  const members = json === undefined ? [] : walkJson(json, text, '', 0);
  const found = members.length > 0 ? members : valuesOfLines(text);
  return found.slice(0, MAX_VALUES);
}

/** Strings of JSON with the names they stand under; lists of bytes, as a Buffer becomes, are texts too. */
function walkJson(value: unknown, source: string, name: string, depth: number): PastedValue[] {
  if (typeof value === 'string') return [{ name, value, source: value }];
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return [];
  if (Array.isArray(value) && isListOfBytes(value)) {
    const list = value.join(', ');
    return [{ name, value: list, source: list }];
  }
  return Object.entries(value)
    .slice(0, MAX_VALUES)
    .flatMap(([member, inner]) =>
      walkJson(inner, source, Array.isArray(value) || member === 'data' ? name : member, depth + 1),
    );
}

function isListOfBytes(list: readonly unknown[]): boolean {
  return list.length > 0 && list.length <= MAX_BYTES_LISTED && list.every((item) => typeof item === 'number');
}

function valuesOfLines(text: string): PastedValue[] {
  const lines = text.split(/\r\n|\r|\n/);
  const values: PastedValue[] = [];
  let isCarried = false;
  let isNamed = false;
  for (const line of lines) {
    const set = settingsIn(line);
    isNamed ||= set.length > 0;
    const unnamed = set.length === 0 && line.trim() !== '';
    const before = values.at(-1);
    // A terminal that wraps a long line breaks the value of its last setting.
    if (unnamed && isCarried && before && /^[\w+/=-]+$/.test(line.trim())) {
      const value = `${before.value}\n${line.trim()}`;
      values.push({ name: before.name, value, source: `${before.source}\n${line}` });
    }
    if (unnamed) values.push({ name: '', value: line, source: line });
    else values.push(...set);
    isCarried = set.length > 0;
    if (values.length >= MAX_VALUES) break;
  }
  if (isNamed) return values;
  // Without a name anywhere the whole may be one key that has line breaks.
  const whole = { name: '', value: text, source: text };
  return values.length < 2 ? [whole] : [whole, ...values];
}

const NAME = /["'`]?([A-Za-z_][\w.-]{0,59})["'`]?\]?/.source;
const STRING = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`([^`]*)`/.source;
const BARE = /[^\s,;"'`()#[\]{}<>][^\s,;"'`()]*/.source;
/** `NAME=…`, `'name' => '…'`, `name: "…"`, `name := call("…"`, and `setName("…"`. */
const SETTING = new RegExp(
  `${NAME}(?:\\s{0,40}(?:=>|:=|=(?!=)|:)\\s{0,40}(?:[A-Za-z_][\\w.:]{0,60}\\(\\s?)?|\\(\\s*(?=["'\`]))(?:${STRING}|(${BARE}))`,
  'g',
);

/** What code has in place of a value that its environment may set: `env('NAME', '…')`, `process.env.NAME || '…'`. */
const ENVIRONMENT =
  /\b[\w.]{0,20}env[\w.]{0,20}\(["']\w{1,60}["']\s?,\s?|\b[\w.]{1,60}\s?(?:\|\||\?\?)\s?(?=["'`])/gi;

/** What a line sets, by name. */
function settingsIn(line: string): PastedValue[] {
  // The padding of base64 would be the equals sign of a setting.
  if (isSpelledOut(line)) return [];
  const values: PastedValue[] = [];
  for (const [source, name = '', double, single, back, bare] of line
    .replace(ENVIRONMENT, '')
    .matchAll(SETTING)) {
    const value = (double ?? single ?? back ?? bare ?? '').replaceAll('\\/', '/');
    if (name.toLowerCase() === 'base64') continue;
    // An auth string is `app key:signature`, an Ably API key `app.key:secret`, an address `https://…`: no settings.
    if (bare !== undefined && source.replace(/^["'`]/, '') === `${name}:${bare}`) continue;
    if (value !== '') values.push({ name, value, source });
  }
  return values;
}
