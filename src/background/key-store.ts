import browser, { type Storage } from 'webextension-polyfill';
import type { KeyScope } from '../core/key-summary';
import type { Key } from '../core/keyring';
import type { KeyId } from '../core/sealed';
import { isText, isTime, parseFields, toFields } from '../core/untrusted';
import { createSealing, type SealedBytes, type Sealing } from './sealing';

/** The keyring in extension storage: sealed bytes beside label and scope. */
export interface KeyStore {
  /** Every key, newest first. Keys whose seal does not hold are left where they are and not listed. */
  list(): Promise<readonly Key[]>;
  /** Adds a key, or gives a key that is there already this label, scope and place. */
  add(bytes: Uint8Array<ArrayBuffer>, label: string, scope: KeyScope, remember: boolean): Promise<Key>;
  remove(id: KeyId): Promise<void>;
}

/** What is stored per key, under the name `key:<id>`. */
type StoredKey = Omit<Key, 'id' | 'remembered' | 'bytes'> & SealedBytes;

const PREFIX = 'key:';

/**
 * Opens the store. Kept until the browser closes: `storage.session`; remembered on this device: `storage.local`.
 * Rejects when the browser denies storage or IndexedDB.
 */
export async function createKeyStore(): Promise<KeyStore> {
  await closeToContentScripts();
  const sealing = await createSealing();
  let keys: Promise<readonly Key[]> | undefined;
  const change = async (act: () => Promise<void>) => {
    await act();
    keys = undefined;
  };
  const list = () => {
    keys ??= readKeys(sealing).catch((error: unknown) => {
      keys = undefined;
      throw error;
    });
    return keys;
  };
  return {
    list,
    async add(bytes, label, scope, remember) {
      const id = await sealing.fingerprint(bytes);
      const key: Key = {
        id,
        kind: 'pusher-master',
        label,
        scope,
        remembered: remember,
        addedAt: Date.now(),
        bytes,
      };
      const stored: StoredKey = {
        kind: key.kind,
        label,
        scope,
        addedAt: key.addedAt,
        ...(await sealing.seal(bytes)),
      };
      await change(async () => {
        await areaOf(remember).set({ [PREFIX + id]: stored });
        await areaOf(!remember).remove(PREFIX + id);
      });
      return key;
    },
    remove: (id) =>
      change(async () => {
        await Promise.all([areaOf(true).remove(PREFIX + id), areaOf(false).remove(PREFIX + id)]);
      }),
  };
}

function areaOf(remember: boolean): Storage.StorageArea {
  return remember ? browser.storage.local : browser.storage.session;
}

/** Chrome can close `storage` to content scripts; Firefox has no such call, which is why keys are sealed as well. */
async function closeToContentScripts(): Promise<void> {
  type Closable = { setAccessLevel?(options: { accessLevel: string }): Promise<void> };
  for (const area of [browser.storage.local, browser.storage.session] as Closable[]) {
    await area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
  }
}

async function readKeys(sealing: Sealing): Promise<readonly Key[]> {
  const [remembered, session] = await Promise.all([areaOf(true).get(null), areaOf(false).get(null)]);
  const keys = await Promise.all([
    ...Object.entries(remembered).map(([name, value]) => readKey(sealing, name, value, true)),
    ...Object.entries(session).map(([name, value]) => readKey(sealing, name, value, false)),
  ]);
  return keys.filter((key) => key !== undefined).sort((a, b) => b.addedAt - a.addedAt);
}

async function readKey(
  sealing: Sealing,
  name: string,
  value: unknown,
  remembered: boolean,
): Promise<Key | undefined> {
  const fields = toFields(value);
  const scope = toFields(fields?.scope);
  if (!name.startsWith(PREFIX) || fields === undefined) return undefined;
  const head = parseFields(fields, { label: isText, addedAt: isTime, iv: isText, sealed: isText });
  const bytes = head && (await sealing.unseal(head));
  if (!head || !bytes || bytes.length !== 32) return undefined;
  return {
    id: name.slice(PREFIX.length),
    kind: 'pusher-master',
    label: head.label,
    scope: { app: isText(scope?.app) ? scope.app : undefined },
    remembered,
    addedAt: head.addedAt,
    bytes,
  };
}
