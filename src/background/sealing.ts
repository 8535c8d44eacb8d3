import { fromBase64, toBase64, toHex, toUtf8 } from '../core/bytes';
import type { KeyKind, KeyScope } from '../core/key-summary';

/**
 * Keys at rest are sealed with AES-GCM under a key that can not be exported and lives in the extension's own
 * IndexedDB: a content script reaches `storage` in browsers without access levels, it never reaches IndexedDB.
 * A second such key makes key ids: an HMAC, so that an id that is shared gives nothing to guess on.
 */
export interface Sealing {
  seal(bytes: Uint8Array<ArrayBuffer>): Promise<SealedBytes>;
  /** Undefined when the seal does not hold: altered, or made by another installation. */
  unseal(sealed: SealedBytes): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** 12 hex digits that name these bytes as a key of this kind and scope, different in each installation. */
  fingerprint(kind: KeyKind, scope: KeyScope, bytes: Uint8Array<ArrayBuffer>): Promise<string>;
}

/** iv: 12 bytes, sealed: ciphertext with its 16-byte tag; both base64. */
export interface SealedBytes {
  iv: string;
  sealed: string;
}

interface InstallationKeys {
  sealing: CryptoKey;
  naming: CryptoKey;
}

const DATABASE = 'cipherscope';
const STORE = 'installation';
const RECORD = 'keys';
const IV_BYTES = 12;
const FINGERPRINT_DIGITS = 12;

/** Opens the installation's keys and makes them at the first time. Rejects when IndexedDB is not to be had. */
export async function createSealing(): Promise<Sealing> {
  const { sealing, naming } = await installationKeys();
  return {
    async seal(bytes) {
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, sealing, bytes);
      return { iv: toBase64(iv), sealed: toBase64(new Uint8Array(sealed)) };
    },
    async unseal(value) {
      const iv = fromBase64(value.iv);
      const sealed = fromBase64(value.sealed);
      if (iv === undefined || sealed === undefined) return undefined;
      try {
        return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, sealing, sealed));
      } catch {
        // The one way WebCrypto says that the tag does not hold.
        return undefined;
      }
    },
    async fingerprint(kind, { app = '', channel = '' }, bytes) {
      // A master key is named by its bytes alone, as when there was no other kind: ids that are stored must hold.
      const prefix = kind === 'pusher-master' ? '' : `${kind}\0${app}\0${channel}\0`;
      const named = new Uint8Array([...toUtf8(prefix), ...bytes]);
      const mac = new Uint8Array(await crypto.subtle.sign('HMAC', naming, named));
      return toHex(mac).slice(0, FINGERPRINT_DIGITS);
    },
  };
}

async function installationKeys(): Promise<InstallationKeys> {
  const database = await openDatabase();
  const kept = await settle<InstallationKeys | undefined>(
    database.transaction(STORE).objectStore(STORE).get(RECORD),
  );
  if (kept !== undefined) return kept;
  const made: InstallationKeys = {
    sealing: await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
    naming: await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']),
  };
  // `add` fails if another start of the background was first: its keys hold then.
  const store = database.transaction(STORE, 'readwrite').objectStore(STORE);
  return settle(store.add(made, RECORD)).then(
    () => made,
    () => settle<InstallationKeys>(database.transaction(STORE).objectStore(STORE).get(RECORD)),
  );
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return settle(request);
}

function settle<T>(request: IDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result as T);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB request failed'));
  });
}
