import type { Key } from '../keyring';
import type { Derivation, Detour } from '../sealed';
import { type KeySecrets, remember, type SecretCache } from './secret-cache';
import { deriveOfSlip, deriveSharedSecret, MASTER_KEY_BYTES } from './shared-secret';
import { slipReadings } from './slips';

/** The shared secret of a channel under a master key, made once. */
export function sharedSecretOf(
  key: Key,
  channel: string,
  derivation: Derivation,
  cache: SecretCache,
): Uint8Array {
  const { made } = secretsOf(key, channel, cache);
  const secret = made[derivation] ?? derive(derivation, channel, key.bytes);
  made[derivation] = secret;
  return secret;
}

/** The shared secrets of a channel under every slip of a master key, made once. */
export function slipSecretsOf(
  key: Key,
  channel: string,
  cache: SecretCache,
): readonly { detour: Detour; secret: Uint8Array }[] {
  const secrets = secretsOf(key, channel, cache);
  secrets.slips ??= slipReadings(key.text, key.bytes).map(({ slip, bytes }) => ({
    detour: { kind: 'slip', slip },
    secret: deriveOfSlip(channel, bytes),
  }));
  return secrets.slips;
}

/** A key of another length was stored as what a slip has made of one. */
function derive(derivation: Derivation, channel: string, bytes: Uint8Array): Uint8Array {
  return bytes.length === MASTER_KEY_BYTES
    ? deriveSharedSecret(derivation, channel, bytes)
    : deriveOfSlip(channel, bytes);
}

// An id has no space, so that no two pairs have one name.
function secretsOf(key: Key, channel: string, cache: SecretCache): KeySecrets {
  const name = `${key.id} ${channel}`;
  const secrets = cache.secrets.get(name) ?? { key: key.id, made: {}, slips: undefined };
  remember(cache.secrets, name, secrets, cache.maxEntries);
  return secrets;
}
