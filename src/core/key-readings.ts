import { toHex, toUtf8 } from './bytes';
import { FORM_WORDS, isSpelledOut, type Reading, readForms } from './key-forms';
import { explainMistake, isOtherCredential } from './key-mistakes';
import { readKeyName } from './key-names';
import type { KeyReadingSummary } from './key-reading';
import type { KeyKind, Problem } from './key-summary';
import { bare } from './key-wrapping';
import { findValues, type PastedValue } from './pasted-values';
import type { Finding } from './verdicts';

/** One thing that a pasted text may mean as a key, with its bytes: in the background, or for a moment. */
export interface KeyReading extends KeyReadingSummary {
  key: Uint8Array<ArrayBuffer>;
  /** The piece of the paste that it was read from, as it was. */
  source: string;
}

/** So long a text is read, in characters: a whole configuration file, and no more. */
export const MAX_TEXT_CHARS = 20_000;
/** So many readings a text may have; what stands behind them is left out. */
export const MAX_READINGS = 30;
const MAX_SECRET_CHARS = 256;
const MAX_NAME_CHARS = 60;

/**
 * Everything that a pasted text may mean as a key, in the order in which it stands there, each piece the likeliest first.
 * The text may be a key in any spelling, a line or a file that configures one, an auth reply. The same text has the same
 * readings everywhere, so that one can be named by its index. At most 30; none for a text of more than 20,000 characters.
 */
export function readKeys(text: string): KeyReading[] {
  if (text.length > MAX_TEXT_CHARS) return [];
  const readings: KeyReading[] = [];
  const known = new Set<string>();
  let part = 0;
  const read = (value: PastedValue, isAlone: boolean) => {
    const before = readings.length;
    for (const reading of readValue(value, part, isAlone)) {
      const name = `${reading.kind} ${toHex(reading.key)}`;
      if (known.has(name) || readings.length === MAX_READINGS) continue;
      known.add(name);
      readings.push({ ...reading, index: readings.length });
    }
    if (readings.length > before) part++;
  };
  const values = valuesToRead(text);
  for (const value of values) read(value, values.length === 1);
  // A colon or an equals sign may be part of a key that is a text.
  if (readings.length === 0 && values.length > 0) read({ name: '', value: text, source: text }, true);
  return readings;
}

/** What everyone but the background may know of a reading: no byte of it. */
export function toReadingSummary(reading: KeyReading): KeyReadingSummary {
  const { key: _, source: __, ...summary } = reading;
  return summary;
}

/** Says of a text without a reading of this kind what it seems to be. Never repeats the text. */
export function explainText(kind: KeyKind, text: string): Problem {
  if (text.length > MAX_TEXT_CHARS) {
    return {
      problem: `The text is ${text.length.toLocaleString('en')} characters long, and no key is.`,
      remedy: 'Paste the key, or the lines that set it.',
    };
  }
  const values = findValues(text);
  const credential = values.find(({ value }) => isOtherCredential(bare(value).value));
  const explained = (credential ?? (values.length === 1 ? values[0] : undefined))?.value ?? text;
  const lines = text.trim().split('\n').length;
  if (credential === undefined && lines > 1) {
    return {
      problem: `No key was found in these ${lines} lines.`,
      remedy: explainMistake(kind, '').remedy,
    };
  }
  const { problem, remedy } = explainMistake(kind, bare(explained).value);
  return { problem, remedy };
}

/** A text that has line breaks is one key with breaks in it, or a key in each line, or both. */
function valuesToRead(text: string): PastedValue[] {
  const values = findValues(text).filter(({ value }) => !isOtherCredential(bare(value).value));
  const [whole, ...lines] = values;
  if (lines.length === 0) return whole ? [{ ...whole, source: text }] : [];
  if (whole?.source !== text) return values;
  if (!isSpelledOut(whole.value)) return lines;
  return lines.every(({ value }) => isSpelledOut(value)) ? values : [whole];
}

type ReadValue = Omit<KeyReading, 'index'>;

/** `isAlone`: there is no other value in the paste. */
function readValue({ name, value, source }: PastedValue, part: number, isAlone: boolean): ReadValue[] {
  const { kinds, isOfKey } = readKeyName(name);
  const about = { part, name: shownName(name), source };
  const secret = kinds?.includes('app-secret') || (isAlone && name === '') ? secretOf(value) : undefined;
  const secrets = secret
    ? [{ ...about, ...toSpoken(secret, 'app-secret', ''), isLikely: kinds !== undefined }]
    : [];
  if (kinds?.includes('app-secret')) return secrets;
  const isLikely = name === '' || isOfKey;
  // Any text of 32 characters would be a key otherwise: a host name, a password.
  const forms = readForms(value).filter(
    ({ form, bytes }) => isLikely || (form !== 'raw' && bytes.length !== 24),
  );
  const keys = forms.flatMap((reading) =>
    kindsOf(reading, kinds).map((kind) => ({ ...about, ...toSpoken(reading, kind, value), isLikely })),
  );
  return [...keys, ...secrets];
}

/** An app secret is whatever its server says it is, but for white space. */
function secretOf(value: string): Reading | undefined {
  const secret = value.trim();
  const isSecret =
    /^\S+$/.test(secret) && secret.length <= MAX_SECRET_CHARS && !/\p{Surrogate}/u.test(secret);
  return isSecret ? { bytes: toUtf8(secret), form: 'raw', notes: [] } : undefined;
}

function toSpoken({ bytes, form, notes }: Reading, kind: KeyKind, text: string) {
  return {
    kind,
    key: new Uint8Array(bytes),
    bytes: bytes.length,
    form: FORM_WORDS[form],
    notes: [...notes, ...sizeNotes(kind, bytes.length)],
    findings: kind === 'ably-cipher' ? ablyFindings(form, text) : [],
  };
}

function sizeNotes(kind: KeyKind, bytes: number): string[] {
  return kind === 'pusher-master' && bytes !== 32 ? ['libraries that check the length refuse it'] : [];
}

/** Which kinds of keys bytes may be that were read so. A shared secret is on no wire but as base64. */
function kindsOf({ bytes, form }: Reading, named: readonly KeyKind[] | undefined): KeyKind[] {
  const fitting: KeyKind[] = [];
  if (bytes.length !== 16) fitting.push('pusher-master');
  if (bytes.length === 32 && form !== 'raw') fitting.push('pusher-shared-secret');
  if (bytes.length !== 24) fitting.push('ably-cipher');
  return named ? fitting.filter((kind) => named.includes(kind)) : fitting;
}

/**
 * Where ably-js takes the text for another key, or for none (protocols: every string is base64 to it, and of - and _ it
 * replaces the first of each only).
 */
function ablyFindings(form: Reading['form'], text: string): Finding[] {
  const dashes = text.split('-').length - 1;
  const lines = text.split('_').length - 1;
  if (form === 'base64url' && (dashes > 1 || lines > 1))
    return [{ id: 'ably-key-text', form: 'base64url', letters: dashes + lines }];
  if (form === 'hex') return [{ id: 'ably-key-text', form: 'hex', letters: 0 }];
  return form === 'raw' ? [{ id: 'ably-key-text', form: 'passphrase', letters: 0 }] : [];
}

/** A name is shown and becomes a label: one that could be a key itself is none. */
function shownName(name: string): string | undefined {
  if (name === '' || name.length > MAX_NAME_CHARS || isSpelledOut(name)) return undefined;
  return toUtf8(name).length === 32 && !/[_.-]|[a-z][A-Z]/.test(name) ? undefined : name;
}
