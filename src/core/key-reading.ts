import type { KeyKind } from './key-summary';
import type { Finding } from './verdicts';

/** One thing that a pasted text may mean as a key, as everyone but the background knows it: no byte of it. */
export interface KeyReadingSummary {
  /** Its place among the readings of the text: names it when one is chosen. */
  index: number;
  /** Which of the keys in the text it is a reading of, from 0: readings of one part exclude each other. */
  part: number;
  kind: KeyKind;
  /** Length of the key. */
  bytes: number;
  /** How it was read, for people: "base64", "hexadecimal digits", "the text itself". */
  form: string;
  /** What was taken off or had to be mended: "there was a line break at its end". */
  notes: string[];
  /** Name from a configuration line, for a label; undefined for none. */
  name: string | undefined;
  /** False where it would be a key by its form alone, and nothing else speaks for it. */
  isLikely: boolean;
  /** What is notable about the text: `ably-key-text`. */
  findings: Finding[];
}
