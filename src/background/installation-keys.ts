/** What no other installation has; neither key can be exported. */
export interface InstallationKeys {
  /** AES-GCM, 256 bits. */
  sealing: CryptoKey;
  /** HMAC with SHA-256. */
  naming: CryptoKey;
}

/** The name of the error of `openInstallationKeys`; its cause is what the browser says. */
export const NO_INSTALLATION_KEYS = 'NoInstallationKeys';

const DATABASE = 'cipherscope';
const STORE = 'installation';
const RECORD = 'keys';

/**
 * Opens the installation's keys in the extension's own IndexedDB. They are made at the first time, and where what is there
 * is no such key: nothing could be done with it. Rejects when IndexedDB is not to be had.
 */
export async function openInstallationKeys(): Promise<InstallationKeys> {
  try {
    const database = await openDatabase();
    try {
      return await readOrMake(database);
    } finally {
      database.close();
    }
  } catch (cause) {
    const error = new Error('The keys of the installation can not be opened', { cause });
    error.name = NO_INSTALLATION_KEYS;
    throw error;
  }
}

async function readOrMake(database: IDBDatabase): Promise<InstallationKeys> {
  const kept = await readSound(database.transaction(STORE));
  if (kept.sealing && kept.naming) return { sealing: kept.sealing, naming: kept.naming };
  const sealing = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  const naming = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  // Read again where it is written: another start of the background may have been first, and its keys hold then.
  const transaction = database.transaction(STORE, 'readwrite');
  const isKept = untilComplete(transaction);
  const now = await readSound(transaction);
  const keys: InstallationKeys = { sealing: now.sealing ?? sealing, naming: now.naming ?? naming };
  transaction.objectStore(STORE).put(keys, RECORD);
  await isKept;
  return keys;
}

/** What of the record is of use. */
async function readSound(transaction: IDBTransaction): Promise<Partial<InstallationKeys>> {
  const kept: unknown = await settle(transaction.objectStore(STORE).get(RECORD));
  const { sealing, naming } = (kept ?? {}) as Record<string, unknown>;
  return {
    ...(isKey(sealing, 'AES-GCM', ['encrypt', 'decrypt']) ? { sealing } : {}),
    ...(isKey(naming, 'HMAC', ['sign']) ? { naming } : {}),
  };
}

function isKey(value: unknown, algorithm: string, usages: readonly KeyUsage[]): value is CryptoKey {
  return (
    value instanceof CryptoKey &&
    value.algorithm.name === algorithm &&
    usages.every((usage) => value.usages.includes(usage))
  );
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return settle(request);
}

/** A request that has succeeded is not yet on disk. */
function untilComplete(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB transaction was aborted'));
  });
}

function settle<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB request failed'));
  });
}
