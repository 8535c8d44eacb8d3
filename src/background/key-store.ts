import browser, { type Storage } from 'webextension-polyfill';
import type { KeyKind, KeyScope, KeysAtRest, PassphraseAct, Problem } from '../core/key-summary';
import type { Key } from '../core/keyring';
import type { KeyId } from '../core/sealed';
import { readLock } from './key-lock';
import { actOnPassphrase, type Stored } from './passphrase-acts';
import { createSealing, type Sealing } from './sealing';
import { KEY_PREFIX, readStoredKey, sealKey } from './stored-key';

/** The keyring in extension storage: sealed bytes beside kind, label and scope. Its acts go one after the other. */
export interface KeyStore {
  /** Every key that can be used, newest first. */
  list(): Promise<readonly Key[]>;
  /** What is stored beside those. Records that can not be read stay where they are until they are removed. */
  atRest(): Promise<KeysAtRest>;
  /** Removes the records of these names that can not be read. */
  removeUnreadable(names: readonly string[]): Promise<void>;
  /** Adds a key, or gives a key that is there already this label, scope and place. Resolves with why it was not kept. */
  add(
    kind: KeyKind,
    bytes: Uint8Array<ArrayBuffer>,
    label: string,
    scope: KeyScope,
    remember: boolean,
    origin?: KeyOrigin,
  ): Promise<Key | Problem>;
  /** The id that these bytes have as a key. Nothing is stored. */
  name(kind: KeyKind, scope: KeyScope, bytes: Uint8Array<ArrayBuffer>): Promise<KeyId>;
  remove(id: KeyId): Promise<void>;
  /** Resolves with why it could not be done. */
  usePassphrase(act: PassphraseAct): Promise<Problem | undefined>;
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

const LOCKED: Problem = {
  problem: 'The remembered keys are locked: this one can not be remembered now.',
  remedy: 'Unlock them first, or add the key until the browser closes.',
};

/**
 * Opens the store. Kept until the browser closes: `storage.session`; remembered on this device: `storage.local`.
 * Rejects when the browser denies storage or IndexedDB.
 */
export async function createKeyStore(): Promise<KeyStore> {
  await closeToContentScripts();
  const sealing = await createSealing();
  let stored: Promise<Stored> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const read = () => {
    stored ??= readAll(sealing).catch((error: unknown) => {
      stored = undefined;
      throw error;
    });
    return stored;
  };
  const readAgain = () => {
    stored = undefined;
    return read();
  };
  /** What an act has done before it failed is read again as well. */
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const turn = last.then(act).finally(() => {
      stored = undefined;
    });
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    list: async () => openKeys(await read()),
    atRest: async () => atRest(await read()),
    removeUnreadable: (names) =>
      inTurn(async () => {
        for (const { kind, name, remembered } of (await read()).records)
          if (kind === 'unreadable' && names.includes(name)) await areaOf(remembered).remove(name);
      }),
    name: (kind, scope, bytes) => sealing.fingerprint(kind, scope, bytes),
    add: (kind, bytes, label, scope, remembered, origin) =>
      inTurn(async () => {
        const id = await sealing.fingerprint(kind, scope, bytes);
        const text = textOf(origin);
        const key: Key = { id, kind, label, scope, remembered, addedAt: Date.now(), bytes, text };
        return (await store(key, origin?.isOfSlip === true, await read(), sealing)) ?? key;
      }),
    remove: (id) =>
      inTurn(async () => {
        await Promise.all([areaOf(true).remove(KEY_PREFIX + id), areaOf(false).remove(KEY_PREFIX + id)]);
      }),
    usePassphrase: (act) => inTurn(() => actOnPassphrase(act, sealing, readAgain)),
  };
}

function textOf(origin: KeyOrigin | undefined): string | undefined {
  return origin?.text !== undefined && origin.text.length <= MAX_TEXT_CHARS ? origin.text : undefined;
}

async function store(
  key: Key,
  isOfSlip: boolean,
  { lock, records }: Stored,
  sealing: Sealing,
): Promise<Problem | undefined> {
  const name = KEY_PREFIX + key.id;
  if (key.remembered && lock.state === 'locked') return LOCKED;
  const data = key.remembered && lock.state === 'open' ? lock.data : undefined;
  const record = await sealKey(key, data ?? sealing, { isOfSlip, isUnderPassphrase: data !== undefined });
  await areaOf(key.remembered).set({ [name]: record });
  // The same key may be locked: it is still remembered when it is unlocked.
  const isLocked = records.some((one) => one.kind === 'locked' && one.name === name);
  if (!isLocked) await areaOf(!key.remembered).remove(name);
  return undefined;
}

/** One key for each id: what was added while it was locked is the same. */
function openKeys({ records }: Stored): Key[] {
  const keys = new Map<KeyId, Key>();
  for (const record of records)
    if (record.kind === 'open' && !keys.has(record.key.id)) keys.set(record.key.id, record.key);
  return [...keys.values()].sort((a, b) => b.addedAt - a.addedAt);
}

function atRest({ lock, records }: Stored): KeysAtRest {
  const known = new Set(records.flatMap((record) => (record.kind === 'open' ? [record.key.id] : [])));
  return {
    lock: lock.state,
    locked: records
      .flatMap((record) => (record.kind === 'locked' ? [record.key] : []))
      .filter(({ id }) => !known.has(id))
      .sort((a, b) => b.addedAt - a.addedAt),
    unreadable: records.flatMap((record) =>
      record.kind === 'unreadable' ? [{ name: record.name, label: record.label }] : [],
    ),
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

/** The remembered ones first. */
async function readAll(sealing: Sealing): Promise<Stored> {
  const [local, session] = await Promise.all([areaOf(true).get(null), areaOf(false).get(null)]);
  const lock = await readLock(sealing, local, session);
  const read = (records: Record<string, unknown>, remembered: boolean) =>
    Object.entries(records)
      .filter(([name]) => name.startsWith(KEY_PREFIX))
      .map(([name, value]) => readStoredKey(sealing, lock, { name, value, remembered }));
  return { lock, records: await Promise.all([...read(local, true), ...read(session, false)]) };
}
