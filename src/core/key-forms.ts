import { fromBase64, fromHex, fromUtf8, padBase64, toUtf8 } from './bytes';
import { bare } from './key-wrapping';

/** How bytes were read from a text, for people: "32 bytes from …". */
export const FORM_WORDS = {
  base64: 'base64',
  base64url: 'URL-safe base64',
  hex: 'hexadecimal digits',
  list: 'a list of bytes',
  raw: 'the text itself',
  'base64-of-hex': 'base64 of hexadecimal digits',
  'base64-twice': 'base64 applied twice',
} as const;

export type Form = keyof typeof FORM_WORDS;

/** One way to read a text as bytes. */
export interface Reading {
  /** 16, 24 or 32 bytes. */
  bytes: Uint8Array;
  form: Form;
  /** What was taken off or mended, as statements: "there was a line break at its end". */
  notes: readonly string[];
}

const KEY_SIZES = [16, 32];

/**
 * Every way to read a text as the bytes of a key: 16 or 32 bytes that are spelled out, or the text itself where that has
 * 32. A text of 32 characters that is base64 as well, of 24 bytes, is read both ways.
 */
export function readForms(text: string): Reading[] {
  const { value, notes } = bare(text);
  const spelled = spelledOut(value).map((reading) => ({ ...reading, notes: [...notes, ...reading.notes] }));
  const raw = rawOf(value, notes);
  const wrapped = text.trim();
  const rawWrapped = raw.length > 0 || wrapped === value ? [] : rawOf(wrapped, []);
  return [...raw, ...rawWrapped, ...spelled];
}

/** True for a text that spells bytes out, in a way that is no accident. */
export function isSpelledOut(text: string): boolean {
  return spelledOut(bare(text).value).some(({ bytes }) => KEY_SIZES.includes(bytes.length));
}

function rawOf(text: string, notes: readonly string[]): Reading[] {
  if (/\p{Surrogate}/u.test(text)) return [];
  const bytes = toUtf8(text);
  return bytes.length === 32 ? [{ bytes, form: 'raw', notes }] : [];
}

function spelledOut(value: string): Reading[] {
  const squeezed = value.replace(/\s+/g, '');
  const notes = squeezed === value ? [] : [breakNote(value)];
  const listed = bytesOfList(value);
  if (listed) return [{ bytes: listed, form: 'list', notes: [] }];
  const hex = bytesOfHex(squeezed);
  // Spaces and line breaks between pairs of digits are how hex is often written.
  const readings: Reading[] = hex ? [{ bytes: hex, form: 'hex', notes: [] }] : [];
  return [...readings, ...base64Readings(squeezed, notes)];
}

function breakNote(value: string): string {
  return /[\r\n]/.test(value) ? 'there was a line break in it' : 'there was white space in it';
}

function base64Readings(text: string, before: readonly string[]): Reading[] {
  const isUrlSafe = /[-_]/.test(text);
  const standard = text.replaceAll('-', '+').replaceAll('_', '/');
  const bytes = fromBase64(padBase64(standard));
  if (!bytes) return [];
  const form: Form = isUrlSafe ? 'base64url' : 'base64';
  const notes = standard.length % 4 === 0 ? before : [...before, 'its padding was missing'];
  const nested = nestedReading(bytes, notes);
  if (KEY_SIZES.includes(bytes.length)) return [{ bytes, form, notes }, ...nested];
  // What `echo key | base64` makes.
  if (KEY_SIZES.includes(bytes.length - 1) && bytes.at(-1) === LINE_FEED) {
    const note = 'a line break was encoded with it';
    return [{ bytes: bytes.slice(0, -1), form, notes: [...notes, note] }];
  }
  if (nested.length > 0) return nested;
  // Not a size of any key: only because the same 32 characters may be one.
  return text.length === 32 && bytes.length === 24 ? [{ bytes, form, notes }] : [];
}

const LINE_FEED = 10;

/** Bytes that are themselves a text which spells bytes out. */
function nestedReading(bytes: Uint8Array, notes: readonly string[]): Reading[] {
  const inner = fromUtf8(bytes)?.trim();
  if (inner === undefined || !/^[\w+/=-]{22,}$/.test(inner)) return [];
  const hex = bytesOfHex(inner);
  if (hex) return [{ bytes: hex, form: 'base64-of-hex', notes }];
  const twice = fromBase64(padBase64(inner));
  return twice && KEY_SIZES.includes(twice.length) ? [{ bytes: twice, form: 'base64-twice', notes }] : [];
}

/** 32 or 64 digits, also with `0x` before them and colons between. */
function bytesOfHex(text: string): Uint8Array | undefined {
  const digits = /^<Buffer(.*)>$/.exec(text)?.[1] ?? text.replace(/^0x|:/gi, '');
  if (!/^(?:[0-9a-f]{32}|[0-9a-f]{64})$/i.test(digits)) return undefined;
  return fromHex(digits);
}

/** `[171, 205, …]`, as a Uint8Array or a Buffer is printed. */
function bytesOfList(text: string): Uint8Array | undefined {
  if (text.length > 400) return undefined;
  const list = /^(?:[A-Za-z0-9 ]*\(\d*\)?\s*)?\[?\s*((?:\d{1,3}\s*,\s*){15,31}\d{1,3})\s*,?\s*\]?\)?$/.exec(
    text,
  )?.[1];
  const numbers = list?.split(',').map(Number) ?? [];
  if (!KEY_SIZES.includes(numbers.length) || numbers.some((number) => number > 255)) return undefined;
  return Uint8Array.from(numbers);
}
