import type { Problem, UnreadableKey } from '../../core/key-summary';
import { countOf } from './formats';

const MAX_NAMES = 4;

/** What is said of stored keys that can not be read. */
export function unreadableText(unreadable: readonly UnreadableKey[]): Problem {
  return {
    problem: `${countOf(unreadable.length, 'stored key')} can not be read${named(unreadable)}.`,
    remedy:
      'What the browser keeps for Cipherscope was altered or is lost in part. Paste them again, and remove what is left of them.',
  };
}

/** A few by their labels; empty where none has one. */
function named(keys: readonly { label: string | undefined }[]): string {
  const labels = keys.flatMap(({ label }) => (label ? [`“${label.slice(0, 80)}”`] : []));
  if (labels.length === 0) return '';
  const shown = labels.slice(0, MAX_NAMES);
  const more = keys.length - shown.length;
  return `: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
