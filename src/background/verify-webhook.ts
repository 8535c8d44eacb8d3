import type { SignatureCheck, SignatureFact } from '../core/auth/signature-check';
import { fromUtf8 } from '../core/bytes';
import { sign } from '../core/crypto/signature';
import type { Key } from '../core/keyring';

/**
 * X-Pusher-Signature is the HMAC of the raw body under the app secret, in hex. Where no secret of the app verifies,
 * those of other apps are tried, too: X-Pusher-Key may be missing, or be the wrong one.
 */
export function verifyWebhook(
  { app, signature, body }: Extract<SignatureCheck, { what: 'webhook' }>,
  keyring: readonly Key[],
): SignatureFact {
  const secrets = keyring.filter(({ kind }) => kind === 'app-secret');
  const wanted = signature.trim().toLowerCase();
  const verified = secrets.find(({ bytes }) => sign(body, fromUtf8(bytes) ?? '') === wanted);
  if (verified) return { outcome: 'verified', key: verified.id };
  const ofApp = secrets.find(
    ({ scope }) => app === undefined || scope.app === undefined || scope.app === app,
  );
  return ofApp ? { outcome: 'failed', key: ofApp.id, signed: undefined } : { outcome: 'unknown' };
}
