import type { SeenSecret } from '../core/auth/exchange';
import { deriveOfSlip, deriveSharedSecret, MASTER_KEY_BYTES } from '../core/crypto/shared-secret';
import { DERIVATIONS } from '../core/derivations';
import type { KeyKind } from '../core/key-summary';
import type { Derivation } from '../core/sealed';
import type { KeyStore } from './key-store';

/** How a key stands to a secret that was seen: `derivation` is undefined where the key is the secret itself. */
export interface SecretMatch {
  derivation: Derivation | undefined;
}

/**
 * Whether a key makes a secret that was seen in an auth reply; undefined where it does not. Secrets are compared by
 * their ids, as they themselves were not kept.
 */
export async function matchSecret(
  store: Pick<KeyStore, 'name'>,
  kind: KeyKind,
  key: Uint8Array<ArrayBuffer>,
  { app, channel, id }: SeenSecret,
): Promise<SecretMatch | undefined> {
  for (const { derivation, secret } of secretsFrom(kind, key, channel)) {
    const name = await store.name('pusher-shared-secret', { app, channel }, new Uint8Array(secret));
    if (name === id) return { derivation };
  }
  return undefined;
}

/**
 * Every secret that servers make of a key for a channel, the likeliest first: a shared secret is one itself, a master key of
 * another length than 32 bytes is what a slip has made of one.
 */
export function* secretsFrom(
  kind: KeyKind,
  key: Uint8Array,
  channel: string,
): Generator<{ derivation: Derivation | undefined; secret: Uint8Array }> {
  if (kind === 'pusher-shared-secret') yield { derivation: undefined, secret: key };
  if (kind !== 'pusher-master') return;
  if (key.length !== MASTER_KEY_BYTES) yield { derivation: 'A', secret: deriveOfSlip(channel, key) };
  else {
    for (const derivation of DERIVATIONS)
      yield { derivation, secret: deriveSharedSecret(derivation, channel, key) };
  }
}
