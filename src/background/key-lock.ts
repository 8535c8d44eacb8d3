import { fromUtf8, toUtf8 } from '../core/bytes';
import type { LockState } from '../core/key-summary';
import { isText, parseFields, toFields } from '../core/untrusted';
import { createDataSeal, DATA_KEY_BYTES, parseWrappedKey, type WrappedKey } from './passphrase';
import type { Seal, SealedBytes } from './sealing';

/** How the passphrase of the remembered keys stands in storage. */
export interface KeyLock {
  state: LockState;
  /** The data key under the passphrase; undefined where there is none that can be read. */
  wrapped: WrappedKey | undefined;
  /** The seal of remembered keys under the data key; undefined while that is not known. */
  data: Seal | undefined;
}

/** The name in `storage.local` of the data key under the passphrase, sealed once more by the installation. */
export const PASSPHRASE_RECORD = 'passphrase';
/** The name in `storage.session` of the data key, sealed by the installation: there while the keys are open. */
export const DATA_KEY_RECORD = 'data-key';

/** Reads the lock from what is stored. */
export async function readLock(
  installation: Seal,
  local: Record<string, unknown>,
  session: Record<string, unknown>,
): Promise<KeyLock> {
  const wrapped = await openWrapped(installation, local[PASSPHRASE_RECORD]);
  const dataKey = await unsealRecord(installation, session[DATA_KEY_RECORD]);
  const data = dataKey?.length === DATA_KEY_BYTES ? await createDataSeal(dataKey) : undefined;
  if (wrapped === undefined) return { state: 'none', wrapped, data };
  return { state: data ? 'open' : 'locked', wrapped, data };
}

/**
 * As it is stored. Under the seal of the installation a reader of `storage` alone has nothing to try passphrases on, and can
 * not alter how often the hash is taken.
 */
export function sealWrapped(installation: Seal, wrapped: WrappedKey): Promise<SealedBytes> {
  return installation.seal(toUtf8(JSON.stringify(wrapped)));
}

async function openWrapped(installation: Seal, record: unknown): Promise<WrappedKey | undefined> {
  const bytes = await unsealRecord(installation, record);
  const text = bytes && fromUtf8(bytes);
  try {
    return text === undefined ? undefined : parseWrappedKey(JSON.parse(text));
  } catch {
    // No JSON: of some other version.
    return undefined;
  }
}

async function unsealRecord(
  installation: Seal,
  record: unknown,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const fields = toFields(record);
  const sealed = fields && parseFields(fields, { iv: isText, sealed: isText });
  return sealed && installation.unseal(sealed);
}
