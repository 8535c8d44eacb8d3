import type { Occurrence } from './frame';
import { isText, toFields } from './untrusted';

/**
 * Frames that are all texts, of a batch that holds nothing else, as the hook has written them: on their way through three
 * contexts nobody has to make an object for each, and take it apart again. table: kind (0 received, 1 sent), connection, time
 * and weight (64 and the UTF-16 units of its text) of each frame, a comma behind each number. texts: one behind the other.
 */
export interface TextFrames {
  table: string;
  texts: string;
}

/** As many as the hook puts into one batch. */
export const MAX_TEXT_FRAMES = 256;
/** What an occurrence weighs beside its data. */
export const OCCURRENCE_BYTES = 64;
/** Numbers of sixteen digits at most: so are all integers that are exact, but for some of the longest. */
const TABLE = /^(?:[01],(?:\d{1,16},){3}){0,256}$/;
const COMMA = 0x2c;
const ZERO = 0x30;

/** True for a table that has nothing but frames in it. */
export function isFrameTable(table: string): boolean {
  return TABLE.test(table);
}

/** Rebuilds what crossed a port; undefined when it is not of that form. That table and texts go together is not looked at. */
export function parseTextFrames(value: unknown): TextFrames | undefined {
  const { table, texts } = toFields(value) ?? {};
  return isText(table) && isText(texts) && isFrameTable(table) ? { table, texts } : undefined;
}

/** The frames, numbered from `first`. None where table and texts do not go together to the last unit. */
export function unpackFrames({ table, texts }: TextFrames, first: number): Occurrence[] {
  const frames: Occurrence[] = [];
  let at = 0;
  const takeNumber = () => {
    let number = 0;
    for (let unit = table.charCodeAt(at); unit !== COMMA; unit = table.charCodeAt(++at))
      number = number * 10 + unit - ZERO;
    at++;
    return number;
  };
  let end = 0;
  while (at < table.length) {
    const direction = takeNumber() === 0 ? 'received' : 'sent';
    const connection = takeNumber();
    const time = takeNumber();
    const start = end;
    end += takeNumber() - OCCURRENCE_BYTES;
    if (end < start || end > texts.length) return [];
    const payload = { text: texts.slice(start, end) };
    frames.push({ kind: 'frame', seq: first + frames.length, connection, at: time, direction, payload });
  }
  return end === texts.length ? frames : [];
}
