import { fromUtf8 } from '../core/bytes';
import { KEY_KINDS, type KeyKind, type KeyScope, type UnreadableKey } from '../core/key-summary';
import { isKeyLength } from '../core/key-text';
import type { Key } from '../core/keyring';
import { type Fields, isText, isTime, parseFields, toFields } from '../core/untrusted';
import type { SealedBytes, Sealing } from './sealing';

/** What is stored per key, under the name `key:<id>`. `text`: the pasted text as UTF-8, sealed. */
export type StoredKey = Omit<Key, 'id' | 'remembered' | 'bytes' | 'text'> &
  SealedBytes & { text?: SealedBytes; isOfSlip?: true };

/** What a record is found to be. */
export type ReadKey =
  | { kind: 'open'; key: Key }
  | ({ kind: 'unreadable'; remembered: boolean } & UnreadableKey);

/** The names of records of keys begin so. */
export const KEY_PREFIX = 'key:';

/** Reads the record of a key; every record of such a name is found to be something. */
export async function readStoredKey(
  sealing: Sealing,
  name: string,
  value: unknown,
  remembered: boolean,
): Promise<ReadKey> {
  const fields = toFields(value) ?? {};
  const key = await openKey(sealing, name.slice(KEY_PREFIX.length), fields, remembered);
  if (key !== undefined) return { kind: 'open', key };
  return { kind: 'unreadable', name, label: isText(fields.label) ? fields.label : undefined, remembered };
}

async function openKey(
  sealing: Sealing,
  id: string,
  fields: Fields,
  remembered: boolean,
): Promise<Key | undefined> {
  const scope = parseScope(toFields(fields.scope));
  const head = parseFields(fields, {
    kind: isKeyKind,
    label: isText,
    addedAt: isTime,
    iv: isText,
    sealed: isText,
  });
  if (!isKeyId(id) || !head || !scope) return undefined;
  const { kind, label, addedAt } = head;
  const bytes = await sealing.unseal(head);
  if (!bytes || !isKeyLength(kind, bytes.length, fields.isOfSlip === true)) return undefined;
  const text = await readText(sealing, toFields(fields.text));
  return { id, kind, label, scope, remembered, addedAt, bytes, text };
}

/** Keys of version 0.1.0 have no text, and a key goes without where its seal does not hold. */
async function readText(sealing: Sealing, fields: Fields | undefined): Promise<string | undefined> {
  const sealed = fields && parseFields(fields, { iv: isText, sealed: isText });
  const bytes = sealed && (await sealing.unseal(sealed));
  return bytes && fromUtf8(bytes);
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
