import type { KeyKind } from './key-summary';
import type { KeyId, Slip } from './sealed';
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

/** One reading of a pasted text, tried; or what a slip makes of it, where that opens something. */
export interface TestedReading extends KeyReadingSummary {
  id: KeyId;
  /** For what a slip makes of the reading: which, and its place among the slips of the reading. */
  slip: Slip | undefined;
  variant: number | undefined;
  /** The channel that a shared secret is for: the one given, or else the one that it opens. */
  channel: string | undefined;
  /** Of the samples in its scope that a key of this kind may open; and how many channels the opened ones are of. */
  opened: number;
  of: number;
  channels: number;
  /** Samples that it fits by the padding alone (AES-CBC), and samples that need a key of another length. */
  unverified: number;
  otherSize: number;
  /** Samples that it opens outside its scope. */
  outside: number;
  /** Channels whose auth replies it derives, or whose secret it is. */
  proved: string[];
}

/** One reading of a pasted text that is to be stored, or what one of its slips makes of it (`variant`). */
export interface KeyChoice {
  index: number;
  variant?: number | undefined;
  label: string;
}
