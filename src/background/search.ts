import type { Key } from '../core/keyring';
import { type SearchScope, type SecretCache, searchSealed } from '../core/opening';
import type { Fact, Sealed } from '../core/sealed';
import { createSlices } from './slices';

/** Searches payloads one after the other, in slices: messages that come meanwhile are answered in between. */
export async function searchAll(
  payloads: readonly Sealed[],
  keyring: readonly Key[],
  cache: SecretCache,
  scope: SearchScope,
): Promise<Fact[]> {
  const facts: Fact[] = [];
  const slices = createSlices();
  for (const sealed of payloads) {
    facts.push(await searchSealed(sealed, keyring, cache, scope));
    await slices.pause();
  }
  return facts;
}
