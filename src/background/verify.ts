import type { SignatureCheck, SignatureFact } from '../core/auth/signature-check';
import { fromUtf8 } from '../core/bytes';
import {
  type AppSecret,
  checkSignature,
  type SearchBudget,
  type SignedText,
} from '../core/crypto/check-signature';
import { channelText, userText } from '../core/crypto/signature';
import type { Key } from '../core/keyring';
import { verifyWebhook } from './verify-webhook';

/** Signatures made for one check, and for all checks of a request: about 20 µs each. */
const MAX_TRIES = 500;
const MAX_TRIES_OF_ALL = 5_000;

/** Checks signatures with the app secrets of the keyring; `unknown` where there is none for the app. */
export function verifyAll(checks: readonly SignatureCheck[], keyring: readonly Key[]): SignatureFact[] {
  let left = MAX_TRIES_OF_ALL;
  return checks.map((check) => {
    if (check.what === 'webhook') return verifyWebhook(check, keyring);
    const budget: SearchBudget = { left: Math.min(MAX_TRIES, left) };
    const before = budget.left;
    const fact = checkSignature(toSignedText(check), secretsFor(keyring, check.app), budget);
    left -= before - Math.max(0, budget.left);
    return fact;
  });
}

function secretsFor(keyring: readonly Key[], app: string | undefined): AppSecret[] {
  return keyring.flatMap(({ id, kind, scope, bytes }) => {
    if (kind !== 'app-secret') return [];
    const isInScope = scope.app === undefined || app === undefined || scope.app === app;
    const secret = fromUtf8(bytes);
    return isInScope && secret !== undefined ? [{ id, secret }] : [];
  });
}

function toSignedText(check: Exclude<SignatureCheck, { what: 'webhook' }>): SignedText {
  switch (check.what) {
    case 'channel': {
      const { auth, socketId, channel, data } = check;
      return {
        signature: signatureIn(auth),
        text: channelText(socketId, channel, data),
        instead: channelInstead(check),
      };
    }
    case 'user': {
      const { auth, socketId, data, others } = check;
      return {
        signature: signatureIn(auth),
        text: userText(socketId, data),
        instead: others.socketIds.map((value) => ({
          text: userText(value, data),
          signed: { part: 'socket_id', value },
        })),
      };
    }
  }
}

function* channelInstead(check: Extract<SignatureCheck, { what: 'channel' }>): SignedText['instead'] {
  const { socketId, channel, data, others } = check;
  if (data !== undefined) {
    yield {
      text: channelText(socketId, channel, undefined),
      signed: { part: 'channel_data', value: 'none' },
    };
  }
  for (const other of others.data)
    yield { text: channelText(socketId, channel, other), signed: { part: 'channel_data', value: 'another' } };
  for (const value of others.socketIds)
    yield { text: channelText(value, channel, data), signed: { part: 'socket_id', value } };
  for (const value of others.channels)
    yield { text: channelText(socketId, value, data), signed: { part: 'channel', value } };
}

/** The signature in an `auth`, behind the app key. */
function signatureIn(auth: string): string {
  return auth.slice(auth.indexOf(':') + 1);
}
