import type { KeyId } from '../sealed';

/** `fault`: something is broken or leaks. `warning`: it will bite. `info`: worth knowing. */
export type Severity = 'fault' | 'warning' | 'info';

/** What a verdict is about. */
export type Level = 'event' | 'channel' | 'key' | 'connection';

/** One fact that a verdict rests on, for people. Never a byte of a key, a secret or a signature. */
export interface Evidence {
  name: string;
  value: string;
}

/** Why an event is dark, or what is wrong with an event, a channel, a key or a connection: what the view draws. */
export interface Verdict {
  id: string;
  severity: Severity;
  /** The fault in a few words: a heading. */
  title: string;
  /** A statement. */
  problem: string;
  /** An instruction. */
  remedy: string;
  evidence: Evidence[];
}

/** What a key is called where a verdict speaks of it: label and short id. */
export type NameKey = (id: KeyId) => string;

/** How a finding of one id is put into words. Findings are kept by the hundred thousand, words are made when they are drawn. */
export interface Definition<Finding> {
  level: readonly Level[];
  severity: Severity;
  title: string;
  problem(finding: Finding, nameKey: NameKey): string;
  remedy(finding: Finding): string;
  evidence(finding: Finding, nameKey: NameKey): Evidence[];
  /** One that could be real, for the documents and the tests. */
  example: Finding;
}

/** The definitions of one family of findings, one for each id. */
export type Family<Finding extends { id: string }> = {
  [Id in Finding['id']]: Definition<Extract<Finding, { id: Id }>>;
};

/** `1 byte`, `3 bytes`. */
export function bytesOf(count: number): string {
  return count === 1 ? '1 byte' : `${count.toLocaleString('en')} bytes`;
}

/** `1 event`, `3 events`. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return count === 1 ? `1 ${noun}` : `${count.toLocaleString('en')} ${plural}`;
}

/**
 * Names come from the page: they may be of any length, and hold what would change the text around them. So many
 * characters of one at most, with line breaks, controls, turns of the writing direction and broken characters spelled out.
 */
export function cut(name: string, most = 80): string {
  if (name.length <= most) return name.replace(UNSEEN, spellOut);
  // Not in the middle of a character.
  const end = /[\ud800-\udbff]/.test(name.charAt(most - 1)) ? most - 1 : most;
  return `${name.slice(0, end).replace(UNSEEN, spellOut)}…`;
}

const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

function spellOut(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A time as evidence: epoch milliseconds as local time of day with milliseconds. */
export function timeOf(at: number): string {
  const date = new Date(at);
  const two = (number: number) => String(number).padStart(2, '0');
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${clock}.${String(Math.floor(date.getMilliseconds())).padStart(3, '0')}`;
}
