import type { Proof, SeenSecret } from '../core/auth/exchange';
import { remember } from '../core/crypto/secret-cache';
import { DERIVATIONS } from '../core/derivations';
import { type Key, keysFor } from '../core/keyring';
import type { Derivation, KeyId } from '../core/sealed';
import type { Sealing } from './sealing';
import { secretsFrom } from './seen-secrets';

/** Says for each secret that was seen in an auth reply which of the keys in scope derives it. */
export type Prove = (seen: readonly SeenSecret[], keyring: readonly Key[]) => Promise<Proof[]>;

/** The ids that the secrets of one key for one channel have; they say nothing of the secrets. */
interface Named {
  derivation: Derivation | undefined;
  id: KeyId;
}

const MAX_SEEN = 500;
const MAX_CACHED = 5_000;

/** A seen secret is known by its id alone, so what a key derives is named in the same way and the ids are compared. */
export function createProve(fingerprint: Sealing['fingerprint']): Prove {
  const cache = new Map<string, Named[]>();
  const nameSecrets = async (key: Key, { app, channel }: SeenSecret): Promise<Named[]> => {
    const name = JSON.stringify([key.id, app ?? null, channel]);
    const known = cache.get(name);
    if (known) return known;
    const named = await Promise.all(
      Array.from(secretsFrom(key.kind, key.bytes, channel), async ({ derivation, secret }) => ({
        derivation,
        id: await fingerprint('pusher-shared-secret', { app, channel }, new Uint8Array(secret)),
      })),
    );
    remember(cache, name, named, MAX_CACHED);
    return named;
  };
  const proveOne = async (seen: SeenSecret, keyring: readonly Key[]): Promise<Proof> => {
    const keys = keysFor(keyring, { cipher: 'secretbox', ...seen }).filter(({ learned }) => !learned);
    const tried = keys.map(({ id }) => id);
    const named = await Promise.all(keys.map(async (key) => ({ key, names: await nameSecrets(key, seen) })));
    // As for payloads: the usual derivation of every key goes before the others of any.
    for (const derivation of [undefined, ...DERIVATIONS]) {
      for (const { key, names } of named) {
        if (names.some((name) => name.derivation === derivation && name.id === seen.id))
          return { key: key.id, derivation, tried };
      }
    }
    return { key: undefined, derivation: undefined, tried };
  };
  return async (seen, keyring) => {
    const proofs: Proof[] = [];
    // One after the other: payloads that wait to be opened get their turn in between.
    for (const secret of seen.slice(0, MAX_SEEN)) proofs.push(await proveOne(secret, keyring));
    return proofs;
  };
}
