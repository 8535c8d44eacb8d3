import { fromUtf8, toUtf8 } from '../core/bytes';
import {
  KEY_KINDS,
  type KeyKind,
  type KeyScope,
  type KeySummary,
  type UnreadableKey,
} from '../core/key-summary';
import { isKeyLength } from '../core/key-text';
import type { Key } from '../core/keyring';
import { type Fields, isText, isTime, parseFields, toFields } from '../core/untrusted';
import type { KeyLock } from './key-lock';
import type { Seal, SealedBytes } from './sealing';

/**
 * What is stored per key, under the name `key:<id>`. `text`: the pasted text as UTF-8, sealed. `isUnderPassphrase`: the seals
 * are those of the data key.
 */
export type StoredKey = Omit<Key, 'id' | 'remembered' | 'bytes' | 'text'> &
  SealedBytes & { text?: SealedBytes; isOfSlip?: true; isUnderPassphrase?: true };

/** What a record is found to be. */
export type ReadKey = { name: string; remembered: boolean } & (
  | { kind: 'open'; key: Key; isOfSlip: boolean }
  | { kind: 'locked'; key: KeySummary }
  | ({ kind: 'unreadable' } & UnreadableKey)
);

/** The names of records of keys begin so. */
export const KEY_PREFIX = 'key:';

/** The record of a key. */
export async function sealKey(
  key: Omit<Key, 'id' | 'remembered'>,
  seal: Seal,
  { isOfSlip, isUnderPassphrase }: { isOfSlip: boolean; isUnderPassphrase: boolean },
): Promise<StoredKey> {
  const { kind, label, scope, addedAt, bytes, text } = key;
  const stored: StoredKey = { kind, label, scope, addedAt, ...(await seal.seal(new Uint8Array(bytes))) };
  if (text !== undefined) stored.text = await seal.seal(toUtf8(text));
  if (isOfSlip) stored.isOfSlip = true;
  if (isUnderPassphrase) stored.isUnderPassphrase = true;
  return stored;
}

/** Reads the record of a key; every record of such a name is found to be something. */
export async function readStoredKey(
  installation: Seal,
  { state, data }: KeyLock,
  { name, value, remembered }: { name: string; value: unknown; remembered: boolean },
): Promise<ReadKey> {
  const fields = toFields(value) ?? {};
  const label = isText(fields.label) ? fields.label : undefined;
  const unreadable: ReadKey = { kind: 'unreadable', name, label, remembered };
  const head = parseHead(name.slice(KEY_PREFIX.length), fields, remembered);
  if (head === undefined) return unreadable;
  const isUnderPassphrase = fields.isUnderPassphrase === true;
  if (isUnderPassphrase && state === 'locked') return { kind: 'locked', name, remembered, key: head.key };
  const seal = isUnderPassphrase ? data : installation;
  const bytes = await seal?.unseal(head.sealed);
  const isOfSlip = fields.isOfSlip === true;
  if (!seal || !bytes || !isKeyLength(head.key.kind, bytes.length, isOfSlip)) return unreadable;
  const text = await readText(seal, toFields(fields.text));
  return { kind: 'open', name, remembered, key: { ...head.key, bytes, text }, isOfSlip };
}

/** What stands in the clear. */
function parseHead(
  id: string,
  fields: Fields,
  remembered: boolean,
): { key: Omit<KeySummary, 'bytes'>; sealed: SealedBytes } | undefined {
  const scope = parseScope(toFields(fields.scope));
  const head = parseFields(fields, {
    kind: isKeyKind,
    label: isText,
    addedAt: isTime,
    iv: isText,
    sealed: isText,
  });
  if (!isKeyId(id) || !head || !scope) return undefined;
  const { kind, label, addedAt, iv, sealed } = head;
  return { key: { id, kind, label, scope, remembered, addedAt }, sealed: { iv, sealed } };
}

/** Keys of version 0.1.0 have no text, and a key goes without where its seal does not hold. */
async function readText(seal: Seal, fields: Fields | undefined): Promise<string | undefined> {
  const sealed = fields && parseFields(fields, { iv: isText, sealed: isText });
  const bytes = sealed && (await seal.unseal(sealed));
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
