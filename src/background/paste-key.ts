import type { KeyKind } from '../core/key-summary';
import { readKeyText } from '../core/key-text';
import { toSummary } from '../core/keyring';
import type { FromPanel, ToPanel } from '../messages';
import type { KeyStore } from './key-store';

type PastedKey = Extract<FromPanel, { type: 'add-key' }>;

const MAX_LABEL_LENGTH = 80;

/** Labels of keys that are given none. */
const LABELS: Record<KeyKind, string> = {
  'pusher-master': 'Master key',
  'pusher-shared-secret': 'Shared secret',
  'ably-cipher': 'Cipher key',
  'app-secret': 'App secret',
};

/** Stores a pasted key when it can be one; otherwise nothing is stored and the answer says what is wrong. */
export async function storePastedKey(store: KeyStore, pasted: PastedKey): Promise<ToPanel> {
  const { request, kind, text, label, scope, remember } = pasted;
  const read = readKeyText(kind, text);
  if (!read.ok) {
    return { type: 'key-refused', request, problem: read.problem, remedy: read.remedy };
  }
  if (kind === 'pusher-shared-secret' && scope.channel === undefined) {
    return {
      type: 'key-refused',
      request,
      problem: 'A shared secret opens one channel, and none is named.',
      remedy: 'Fill in the channel field.',
    };
  }
  const key = await store.add(
    kind,
    new Uint8Array(read.key),
    label.trim().slice(0, MAX_LABEL_LENGTH) || LABELS[kind],
    { app: scope.app, channel: scope.channel },
    remember,
  );
  return { type: 'key-added', request, key: toSummary(key) };
}
