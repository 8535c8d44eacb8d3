import type { LockState, Problem, UnreadableKey } from '../../core/key-summary';
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

/** What is said of the passphrase. */
export function lockText(lock: LockState, locked: number): string {
  switch (lock) {
    case 'none':
      return 'Keys that are remembered on this device are known at each start of the browser. A passphrase locks them.';
    case 'open':
      return 'A passphrase locks the remembered keys when the browser closes.';
    case 'locked':
      return locked === 0
        ? 'Remembered keys are locked: a key can be remembered after the passphrase was given.'
        : `${lockedCount(locked)}. Give the passphrase to use ${locked === 1 ? 'it' : 'them'}.`;
  }
}

/** The same as a line of the panel. */
export function lockedNotice(locked: number): string {
  return `${lockedCount(locked)}. Events that need ${locked === 1 ? 'it' : 'them'} stay dark until you give the passphrase.`;
}

/** What the button says that removes what can not be unlocked. */
export function discardLabel(locked: number): string {
  return locked === 0 ? 'Remove passphrase' : `Remove ${countOf(locked, 'locked key')} and passphrase`;
}

function lockedCount(locked: number): string {
  return `${countOf(locked, 'remembered key')} ${locked === 1 ? 'is' : 'are'} locked`;
}

/** A few by their labels; empty where none has one. */
function named(keys: readonly { label: string | undefined }[]): string {
  const labels = keys.flatMap(({ label }) => (label ? [`“${label.slice(0, 80)}”`] : []));
  if (labels.length === 0) return '';
  const shown = labels.slice(0, MAX_NAMES);
  const more = keys.length - shown.length;
  return `: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
