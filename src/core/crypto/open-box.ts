import { findLengthFault } from '../box-fault';
import { fromBase64 } from '../bytes';
import { DERIVATIONS } from '../derivations';
import type { Key } from '../keyring';
import type { Derivation, Fact, Fault, SealedBox } from '../sealed';
import { keysToTry, rememberOpener } from './keys-to-try';
import { toPlaintext } from './plaintext';
import { type ChannelSecrets, remember, type SecretCache } from './secret-cache';
import { openSecretbox } from './secretbox';
import { deriveSharedSecret } from './shared-secret';

/** A shared secret that may open a box, and what it was derived from; `from` is undefined where the key is the secret. */
interface Candidate {
  key: Key;
  secret: Uint8Array;
  from: { derivation: Derivation; secrets: ChannelSecrets } | undefined;
}

/** Tries the keys in scope on one Pusher envelope: at most one secretbox per key and derivation. */
export function openBox(sealed: SealedBox, keyring: readonly Key[], cache: SecretCache): Fact {
  // Decoded before the form is judged: to look at the letters first would cost as much again.
  const nonce = fromBase64(sealed.nonce);
  if (!nonce) return malformed({ kind: 'bad-base64', member: 'nonce' });
  const ciphertext = fromBase64(sealed.ciphertext);
  if (!ciphertext) return malformed({ kind: 'bad-base64', member: 'ciphertext' });
  const fault = findLengthFault(nonce.length, ciphertext.length);
  if (fault) return malformed(fault);
  const keys = keysToTry(sealed, keyring, cache);
  if (keys.length === 0) return { outcome: 'no-key' };
  for (const { key, secret, from } of candidates(keys, sealed.channel, cache)) {
    const opened = openSecretbox(ciphertext, nonce, secret);
    if (!opened) continue;
    // One key needs no order.
    if (keys.length > 1) rememberOpener(sealed, key, cache);
    if (from) from.secrets.opener = from.derivation;
    const plaintext = toPlaintext(opened);
    return { outcome: 'opened', plaintext, key: key.id, derivation: from?.derivation, remaining: '' };
  }
  return { outcome: 'wrong-key', tried: keys.map((key) => key.id) };
}

function malformed(fault: Fault): Fact {
  return { outcome: 'malformed', fault };
}

/** First of every key what needs no search, then the derivations of the master keys, the usual one of all first. */
function* candidates(keys: readonly Key[], channel: string, cache: SecretCache): Generator<Candidate> {
  for (const key of keys) {
    if (key.kind === 'pusher-shared-secret') yield { key, secret: key.bytes, from: undefined };
    else {
      const secrets = secretsOf(key, channel, cache);
      if (secrets.opener) yield derived(secrets.opener, key, channel, secrets);
    }
  }
  for (const derivation of DERIVATIONS) {
    for (const key of keys) {
      if (key.kind === 'pusher-shared-secret') continue;
      const secrets = secretsOf(key, channel, cache);
      if (secrets.opener !== derivation) yield derived(derivation, key, channel, secrets);
    }
  }
}

function derived(derivation: Derivation, key: Key, channel: string, secrets: ChannelSecrets): Candidate {
  const secret = secrets.made[derivation] ?? deriveSharedSecret(derivation, channel, key.bytes);
  secrets.made[derivation] = secret;
  return { key, secret, from: { derivation, secrets } };
}

// An id has no space, so that no two pairs have one name.
function secretsOf(key: Key, channel: string, cache: SecretCache): ChannelSecrets {
  const name = `${key.id} ${channel}`;
  const secrets = cache.secrets.get(name) ?? { key: key.id, made: {}, opener: undefined };
  remember(cache.secrets, name, secrets, cache.maxEntries);
  return secrets;
}
