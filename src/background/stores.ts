import type { KeyId } from '../core/sealed';
import { createKeyStore, type KeyStore } from './key-store';
import { createLearnedStore, type LearnedStore } from './learned-store';
import { createProve, type Prove } from './prove';
import { createSealing, type Sealing } from './sealing';

/** All that the background keeps of keys, and what needs this installation's own key. */
export interface Stores {
  keys: KeyStore;
  learned: LearnedStore;
  prove: Prove;
  fingerprint: Sealing['fingerprint'];
}

/** Opens them; `onForget` runs for every learned secret that goes. Rejects when the browser denies storage or IndexedDB. */
export async function createStores(onForget: (id: KeyId) => void): Promise<Stores> {
  // First: it closes the storage to content scripts.
  const keys = await createKeyStore();
  const sealing = await createSealing();
  return {
    keys,
    learned: await createLearnedStore(sealing, onForget),
    prove: createProve(sealing.fingerprint),
    fingerprint: sealing.fingerprint,
  };
}
