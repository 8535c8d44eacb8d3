import { isTime } from '../untrusted';

/** Epoch milliseconds at which a Date ends. */
const LAST_TIME = 8.64e15;

/** A time that a text gives, in epoch milliseconds; undefined where it is none that has a date. */
export function epochOf(value: unknown): number | undefined {
  return isTime(value) && value <= LAST_TIME ? value : undefined;
}
