import { readMasterKey } from '../core/key-text';
import { toSummary } from '../core/keyring';
import type { FromPanel, ToPanel } from '../messages';
import type { KeyStore } from './key-store';

type PastedKey = Extract<FromPanel, { type: 'add-key' }>;

const MAX_LABEL_LENGTH = 80;

/** Stores a pasted key when it can be one; otherwise nothing is stored and the answer says what is wrong. */
export async function storePastedKey(store: KeyStore, pasted: PastedKey): Promise<ToPanel> {
  const { request, text, label, scope, remember } = pasted;
  const read = readMasterKey(text);
  if (!read.ok) {
    return { type: 'key-refused', request, problem: read.problem, remedy: read.remedy };
  }
  const key = await store.add(
    new Uint8Array(read.key),
    label.trim().slice(0, MAX_LABEL_LENGTH) || 'Master key',
    { app: scope.app },
    remember,
  );
  return { type: 'key-added', request, key: toSummary(key) };
}
