import type { KeyKind } from '../core/key-summary';

const MAX_LABEL_CHARS = 80;

/** Labels of keys that are given none. */
const LABELS: Record<KeyKind, string> = {
  'pusher-master': 'Master key',
  'pusher-shared-secret': 'Shared secret',
  'ably-cipher': 'Cipher key',
  'app-secret': 'App secret',
};

/** A label as it is stored: trimmed, at most 80 characters, never empty. */
export function toLabel(text: string, kind: KeyKind): string {
  return text.trim().slice(0, MAX_LABEL_CHARS) || LABELS[kind];
}
