import browser, { type Storage } from 'webextension-polyfill';
import { toUtf8 } from '../core/bytes';
import type { KeyKind, KeyScope, UnreadableKey } from '../core/key-summary';
import type { Key } from '../core/keyring';
import type { KeyId } from '../core/sealed';
import { createSealing, type Sealing } from './sealing';
import { KEY_PREFIX, type ReadKey, readStoredKey, type StoredKey } from './stored-key';

/** The keyring in extension storage: sealed bytes beside kind, label and scope. */
export interface KeyStore {
  /** Every key that can be used, newest first. */
  list(): Promise<readonly Key[]>;
  /** Records that can not be read. They stay where they are until they are removed. */
  unreadable(): Promise<readonly UnreadableKey[]>;
  /** Removes the records of these names that can not be read. */
  removeUnreadable(names: readonly string[]): Promise<void>;
  /** Adds a key, or gives a key that is there already this label, scope and place. */
  add(
    kind: KeyKind,
    bytes: Uint8Array<ArrayBuffer>,
    label: string,
    scope: KeyScope,
    remember: boolean,
    origin?: KeyOrigin,
  ): Promise<Key>;
  /** The id that these bytes have as a key. Nothing is stored. */
  name(kind: KeyKind, scope: KeyScope, bytes: Uint8Array<ArrayBuffer>): Promise<KeyId>;
  remove(id: KeyId): Promise<void>;
}

/** Where the bytes of a key come from. */
export interface KeyOrigin {
  /** The text as it was pasted, kept sealed beside the bytes: other readings of it are tried on what stays dark. */
  text?: string | undefined;
  /** A slip has made the bytes: they may have another length than keys of their kind have. */
  isOfSlip?: boolean;
}

/** A key and what stands around it; a text that is longer is not kept. */
const MAX_TEXT_CHARS = 1_000;

/**
 * Opens the store. Kept until the browser closes: `storage.session`; remembered on this device: `storage.local`.
 * Rejects when the browser denies storage or IndexedDB.
 */
export async function createKeyStore(): Promise<KeyStore> {
  await closeToContentScripts();
  const sealing = await createSealing();
  let stored: Promise<readonly ReadKey[]> | undefined;
  const change = async (act: () => Promise<void>) => {
    await act();
    stored = undefined;
  };
  const read = () => {
    stored ??= readAll(sealing).catch((error: unknown) => {
      stored = undefined;
      throw error;
    });
    return stored;
  };
  const unreadable = async () => (await read()).filter((record) => record.kind === 'unreadable');
  return {
    async list() {
      const keys = (await read()).flatMap((record) => (record.kind === 'open' ? [record.key] : []));
      return keys.sort((a, b) => b.addedAt - a.addedAt);
    },
    async unreadable() {
      return (await unreadable()).map(({ name, label }) => ({ name, label }));
    },
    removeUnreadable: (names) =>
      change(async () => {
        for (const { name, remembered } of await unreadable())
          if (names.includes(name)) await areaOf(remembered).remove(name);
      }),
    name: (kind, scope, bytes) => sealing.fingerprint(kind, scope, bytes),
    async add(kind, bytes, label, scope, remember, { text: pasted, isOfSlip = false } = {}) {
      const id = await sealing.fingerprint(kind, scope, bytes);
      const addedAt = Date.now();
      const text = pasted !== undefined && pasted.length <= MAX_TEXT_CHARS ? pasted : undefined;
      const stored: StoredKey = { kind, label, scope, addedAt, ...(await sealing.seal(bytes)) };
      if (text !== undefined) stored.text = await sealing.seal(toUtf8(text));
      if (isOfSlip) stored.isOfSlip = true;
      await change(async () => {
        await areaOf(remember).set({ [KEY_PREFIX + id]: stored });
        await areaOf(!remember).remove(KEY_PREFIX + id);
      });
      return { id, kind, label, scope, remembered: remember, addedAt, bytes, text };
    },
    remove: (id) =>
      change(async () => {
        await Promise.all([areaOf(true).remove(KEY_PREFIX + id), areaOf(false).remove(KEY_PREFIX + id)]);
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

async function readAll(sealing: Sealing): Promise<readonly ReadKey[]> {
  const [remembered, session] = await Promise.all([areaOf(true).get(null), areaOf(false).get(null)]);
  const read = (stored: Record<string, unknown>, isRemembered: boolean) =>
    Object.entries(stored)
      .filter(([name]) => name.startsWith(KEY_PREFIX))
      .map(([name, value]) => readStoredKey(sealing, name, value, isRemembered));
  return Promise.all([...read(remembered, true), ...read(session, false)]);
}
