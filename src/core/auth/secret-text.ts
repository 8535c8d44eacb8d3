import { fromBase64, padBase64 } from '../bytes';
import { isText } from '../untrusted';
import type { SharedSecretFault } from '../verdicts/auth';

/** What the `shared_secret` of an auth reply is. `good` has the 32 bytes: they stay in the background. */
export type ReadSecret =
  | { kind: 'none' }
  | { kind: 'bad'; fault: SharedSecretFault; bytes: number | undefined }
  | { kind: 'good'; bytes: Uint8Array<ArrayBuffer> };

const SECRET_BYTES = 32;

/**
 * Reads a `shared_secret` as pusher-js does (@stablelib/base64): standard letters, padding optional (pusher-http-java
 * leaves it off), an empty one is none.
 */
export function readSecret(value: unknown): ReadSecret {
  if (value === undefined || value === null || value === '') return { kind: 'none' };
  if (!isText(value)) return bad('not a text', undefined);
  // What `str()` makes of bytes in Python 3: pusher-http-python answers bytes.
  const quoted = /^b(['"])(.*)\1$/s.exec(value)?.[2];
  if (quoted !== undefined) return bad('python bytes', decode(quoted)?.length);
  const solid = value.replace(/\s/g, '');
  if (solid !== value) return bad('white space', decode(solid)?.length);
  const bytes = decode(value);
  if (bytes === undefined) return bad('not base64', undefined);
  return bytes.length === SECRET_BYTES ? { kind: 'good', bytes } : bad('length', bytes.length);
}

function bad(fault: SharedSecretFault, bytes: number | undefined): ReadSecret {
  return { kind: 'bad', fault, bytes };
}

function decode(text: string): Uint8Array<ArrayBuffer> | undefined {
  return fromBase64(padBase64(text));
}
