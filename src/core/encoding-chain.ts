import { fromBase64, fromUtf8, padBase64 } from './bytes';
import { parseJson } from './json';

/** A payload on its way out of an encoding chain: text, or bytes. */
export type ChainData = { text: string } | { bytes: Uint8Array };

/** How far an encoding chain was undone. */
export interface Undone {
  /** What came out. After `json` it is still the JSON text: checked, not changed. */
  data: ChainData;
  /** The steps that were undone, in the order of undoing. */
  done: string[];
  /** The chain that is left, in the order it is written; empty when all was undone. */
  remaining: string;
  /**
   * The last step of `remaining` where the data does not hold what it says. Undefined when nothing is left, and when
   * that step is not one of base64, utf-8 and json: a cipher, a delta, an unknown name.
   */
  failed: string | undefined;
}

/** Libraries write at most five steps; a page must not buy work with a long chain of empty ones. */
const MAX_STEPS = 16;

/**
 * Undoes an encoding chain from the right, as far as base64, utf-8 and json go. Never throws.
 *   {"data":"eyJhIjoxfQ==","encoding":"json/utf-8/base64"}   is   {"a":1}
 * Source: ably-js src/common/lib/types/basemessage.ts (decodeData), except that UTF-8 is strict here. A plaintext that
 * holds its next step is the only proof that AES-CBC was decrypted with the right key: `done` is not empty then.
 */
export function undoEncoding(data: ChainData, encoding: string): Undone {
  const done: string[] = [];
  let current = data;
  let remaining = encoding;
  while (remaining !== '' && done.length < MAX_STEPS) {
    const step = lastStep(remaining);
    if (step !== 'base64' && step !== 'utf-8' && step !== 'json') break;
    // What a json step held goes on as its value, and only a JSON string is a value that steps can be done to.
    const input = done.at(-1) === 'json' ? jsonString(current) : current;
    const output = input && undoStep(step, input);
    if (!output) return { data: current, done, remaining, failed: step };
    current = output;
    done.push(step);
    remaining = withoutLastStep(remaining);
  }
  return { data: current, done, remaining, failed: undefined };
}

/** The steps of an encoding chain in the order of undoing; none for an empty one. */
export function stepsOf(encoding: string): string[] {
  return encoding === '' ? [] : encoding.split('/').reverse();
}

/** The step of a chain that is undone first: the rightmost. Empty for an empty chain. */
export function lastStep(encoding: string): string {
  return encoding.slice(encoding.lastIndexOf('/') + 1);
}

/** The chain that is left when its rightmost step is undone: `json/utf-8` of `json/utf-8/base64`. */
export function withoutLastStep(encoding: string): string {
  return encoding.slice(0, Math.max(0, encoding.lastIndexOf('/')));
}

function undoStep(step: 'base64' | 'utf-8' | 'json', data: ChainData): ChainData | undefined {
  if (step === 'utf-8') {
    const text = 'bytes' in data ? fromUtf8(data.bytes) : undefined;
    return text === undefined ? undefined : { text };
  }
  if (step === 'json') {
    // What a delta makes is bytes, and its chain names no utf-8: `json/vcdiff/base64`.
    const text = 'bytes' in data ? fromUtf8(data.bytes) : data.text;
    return text !== undefined && parseJson(text) !== undefined ? { text } : undefined;
  }
  if (!('text' in data)) return undefined;
  const bytes = fromBase64(data.text) ?? fromLenientBase64(data.text);
  return bytes && { bytes };
}

/** As `atob`, which ably-js uses: white space is skipped and padding may be missing. */
function fromLenientBase64(text: string): Uint8Array | undefined {
  // Padding that is there has to be right: "ab=" is nothing, "ab" and "ab==" are the same byte.
  return fromBase64(padBase64(text.replace(/[\t\n\f\r ]/g, '')));
}

function jsonString(data: ChainData): ChainData | undefined {
  if (!('text' in data) || !data.text.trimStart().startsWith('"')) return undefined;
  const value: unknown = JSON.parse(data.text);
  return typeof value === 'string' ? { text: value } : undefined;
}
