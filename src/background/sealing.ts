import { fromBase64, toBase64, toHex, toUtf8 } from '../core/bytes';
import type { KeyKind, KeyScope } from '../core/key-summary';
import { openInstallationKeys } from './installation-keys';

/** Seals bytes with AES-GCM under one key. */
export interface Seal {
  seal(bytes: Uint8Array<ArrayBuffer>): Promise<SealedBytes>;
  /** Undefined when the seal does not hold: altered, or made under another key. */
  unseal(sealed: SealedBytes): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

/**
 * Keys at rest are sealed under a key that can not be exported and lives in the extension's own
 * IndexedDB: a content script reaches `storage` in browsers without access levels, it never reaches IndexedDB.
 * A second such key makes key ids: an HMAC, so that an id that is shared gives nothing to guess on.
 */
export interface Sealing extends Seal {
  /** 12 hex digits that name these bytes as a key of this kind and scope, different in each installation. */
  fingerprint(kind: KeyKind, scope: KeyScope, bytes: Uint8Array<ArrayBuffer>): Promise<string>;
}

/** iv: 12 bytes, sealed: ciphertext with its 16-byte tag; both base64. */
export interface SealedBytes {
  iv: string;
  sealed: string;
}

const IV_BYTES = 12;
const FINGERPRINT_DIGITS = 12;

/** Opens the installation's keys and makes them at the first time. Rejects when IndexedDB is not to be had. */
export async function createSealing(): Promise<Sealing> {
  const { sealing, naming } = await openInstallationKeys();
  return {
    ...createSeal(sealing),
    async fingerprint(kind, { app = '', channel = '' }, bytes) {
      // A master key is named by its bytes alone, as when there was no other kind: ids that are stored must hold.
      const prefix = kind === 'pusher-master' ? '' : `${kind}\0${app}\0${channel}\0`;
      const named = new Uint8Array([...toUtf8(prefix), ...bytes]);
      const mac = new Uint8Array(await crypto.subtle.sign('HMAC', naming, named));
      return toHex(mac).slice(0, FINGERPRINT_DIGITS);
    },
  };
}

/** The seal under a key of AES-GCM. */
export function createSeal(key: CryptoKey): Seal {
  return {
    async seal(bytes) {
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, bytes);
      return { iv: toBase64(iv), sealed: toBase64(new Uint8Array(sealed)) };
    },
    async unseal(value) {
      const iv = fromBase64(value.iv);
      const sealed = fromBase64(value.sealed);
      if (iv === undefined || sealed === undefined) return undefined;
      try {
        return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed));
      } catch {
        // The one way WebCrypto says that the tag does not hold.
        return undefined;
      }
    },
  };
}
