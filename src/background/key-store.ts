import browser, { type Storage } from 'webextension-polyfill';
import { KEY_KINDS, type KeyKind, type KeyScope } from '../core/key-summary';
import { isKeyLength } from '../core/key-text';
import type { Key } from '../core/keyring';
import type { KeyId } from '../core/sealed';
import { type Fields, isText, isTime, parseFields, toFields } from '../core/untrusted';
import { createSealing, type SealedBytes, type Sealing } from './sealing';

/** The keyring in extension storage: sealed bytes beside kind, label and scope. */
export interface KeyStore {
  /** Every key, newest first. Keys whose seal does not hold are left where they are and not listed. */
  list(): Promise<readonly Key[]>;
  /** Adds a key, or gives a key that is there already this label, scope and place. */
  add(
    kind: KeyKind,
    bytes: Uint8Array<ArrayBuffer>,
    label: string,
    scope: KeyScope,
    remember: boolean,
  ): Promise<Key>;
  remove(id: KeyId): Promise<void>;
  /** The id that these bytes have as a key of this kind and scope, whether or not they are one. */
  fingerprint: Sealing['fingerprint'];
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
    fingerprint: sealing.fingerprint,
    async add(kind, bytes, label, scope, remember) {
      const id = await sealing.fingerprint(kind, scope, bytes);
      const addedAt = Date.now();
      const stored: StoredKey = { kind, label, scope, addedAt, ...(await sealing.seal(bytes)) };
      await change(async () => {
        await areaOf(remember).set({ [PREFIX + id]: stored });
        await areaOf(!remember).remove(PREFIX + id);
      });
      return { id, kind, label, scope, remembered: remember, addedAt, bytes };
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
  const id = name.slice(PREFIX.length);
  const fields = toFields(value);
  if (!name.startsWith(PREFIX) || !isKeyId(id) || fields === undefined) return undefined;
  const scope = parseScope(toFields(fields.scope));
  const head = parseFields(fields, {
    kind: isKeyKind,
    label: isText,
    addedAt: isTime,
    iv: isText,
    sealed: isText,
  });
  if (!head || !scope) return undefined;
  const { kind, label, addedAt } = head;
  const bytes = await sealing.unseal(head);
  if (!bytes || !isKeyLength(kind, bytes.length)) return undefined;
  return { id, kind, label, scope, remembered, addedAt, bytes };
}

/** A scope that was stored without a member is for all: version 0.1.0 knew no channels. */
function parseScope(fields: Fields | undefined): KeyScope | undefined {
  if (fields === undefined || !isTextOrNone(fields.app) || !isTextOrNone(fields.channel)) return undefined;
  return { app: fields.app, channel: fields.channel };
}

function isTextOrNone(value: unknown): value is string | undefined {
  return value === undefined || isText(value);
}

function isKeyKind(value: unknown): value is KeyKind {
  return KEY_KINDS.some((kind) => kind === value);
}

function isKeyId(id: string): boolean {
  return /^[0-9a-f]{12}$/.test(id);
}
