import { fromBase64, toBase64, toUtf8 } from '../core/bytes';
import type { Problem } from '../core/key-summary';
import { isText, parseFields, toFields } from '../core/untrusted';
import { createSeal, type Seal, type SealedBytes } from './sealing';

/** A data key (32 bytes) sealed under a passphrase, with what it takes to make that seal again. salt: 16 bytes, base64. */
export interface WrappedKey extends SealedBytes {
  salt: string;
  iterations: number;
}

/** Of PBKDF2 with SHA-256: what OWASP asks for since 2023. Stored with each wrapped key, so that it can be raised. */
export const ITERATIONS = 600_000;
/** More than that would keep the background busy for many seconds: no version has written it. */
const MAX_ITERATIONS = 10_000_000;
const SALT_BYTES = 16;
const MIN_CHARS = 8;
const MAX_CHARS = 1_000;

export const DATA_KEY_BYTES = 32;

/** What is wrong with a text as a new passphrase. */
export function passphraseProblem(passphrase: string): Problem | undefined {
  const { length } = passphrase.normalize();
  if (length >= MIN_CHARS && length <= MAX_CHARS) return undefined;
  return {
    problem: `The passphrase is ${length} ${length === 1 ? 'character' : 'characters'} long.`,
    remedy: `Take one of ${MIN_CHARS} to ${MAX_CHARS} characters; several words are best.`,
  };
}

/** Seals a data key under a passphrase, with a new salt. */
export async function wrapDataKey(
  dataKey: Uint8Array<ArrayBuffer>,
  passphrase: string,
  iterations = ITERATIONS,
): Promise<WrappedKey> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const seal = await deriveSeal(passphrase, salt, iterations);
  return { salt: toBase64(salt), iterations, ...(await seal.seal(dataKey)) };
}

/** The data key; undefined under another passphrase. */
export async function unwrapDataKey(
  wrapped: WrappedKey,
  passphrase: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const salt = fromBase64(wrapped.salt);
  // Longer than any that can have been set: not worth the time.
  if (salt === undefined || passphrase.normalize().length > MAX_CHARS) return undefined;
  const dataKey = await (await deriveSeal(passphrase, salt, wrapped.iterations)).unseal(wrapped);
  return dataKey?.length === DATA_KEY_BYTES ? dataKey : undefined;
}

/** Rebuilds what was stored; undefined when it is not of that form or would take too long. */
export function parseWrappedKey(value: unknown): WrappedKey | undefined {
  const fields = toFields(value);
  return (
    fields && parseFields(fields, { salt: isSalt, iterations: isIterations, iv: isText, sealed: isText })
  );
}

/** The seal under a data key. */
export async function createDataSeal(dataKey: Uint8Array<ArrayBuffer>): Promise<Seal> {
  return createSeal(await crypto.subtle.importKey('raw', dataKey, 'AES-GCM', false, ['encrypt', 'decrypt']));
}

/** The same characters may be typed as different code points: they are brought to one form. */
async function deriveSeal(
  passphrase: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
): Promise<Seal> {
  const text = toUtf8(passphrase.normalize());
  const base = await crypto.subtle.importKey('raw', text, 'PBKDF2', false, ['deriveKey']);
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  const usages: KeyUsage[] = ['encrypt', 'decrypt'];
  return createSeal(
    await crypto.subtle.deriveKey(derivation, base, { name: 'AES-GCM', length: 256 }, false, usages),
  );
}

function isSalt(value: unknown): value is string {
  return isText(value) && fromBase64(value)?.length === SALT_BYTES;
}

function isIterations(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MAX_ITERATIONS;
}
