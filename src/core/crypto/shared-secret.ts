import { sha256 } from '@noble/hashes/sha2.js';
import { toUtf8 } from '../bytes';
import type { Derivation } from '../sealed';

/** Bytes of a Pusher master key. */
export const MASTER_KEY_BYTES = 32;

type Derive = (channel: string, masterKey: Uint8Array) => Uint8Array;

/** Derivations that can be computed, in the order they are tried. */
export const DERIVATIONS = ['A'] as const satisfies readonly Derivation[];

// One line per way in which released server libraries make the secret; formulas B, C and D belong here too.
const derive: Record<(typeof DERIVATIONS)[number], Derive> = {
  A: (channel, masterKey) => sha256(concat(toUtf8(channel), masterKey)),
};

/**
 * The 32-byte shared secret of one channel. A: SHA-256(utf8(channel) || master key), no separator
 * (pusher-http-node lib/pusher.js, pusher-http-go crypto.go). Throws TypeError for an argument of another type or an
 * unknown derivation, RangeError unless `masterKey` is 32 bytes.
 */
export function deriveSharedSecret(
  derivation: (typeof DERIVATIONS)[number],
  channel: string,
  masterKey: Uint8Array,
): Uint8Array {
  if (!Object.hasOwn(derive, derivation)) {
    throw new TypeError(`derivation: expected ${DERIVATIONS.join(' or ')}, got ${String(derivation)}`);
  }
  if (typeof channel !== 'string') throw new TypeError(`channel: expected string, got ${typeof channel}`);
  if (!(masterKey instanceof Uint8Array)) {
    throw new TypeError(`masterKey: expected Uint8Array, got ${typeof masterKey}`);
  }
  if (masterKey.length !== MASTER_KEY_BYTES) {
    throw new RangeError(`masterKey: expected ${MASTER_KEY_BYTES} bytes, got ${masterKey.length}`);
  }
  return derive[derivation](channel, masterKey);
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
