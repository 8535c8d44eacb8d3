import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64, toUtf8 } from '../bytes';
import { DERIVATIONS } from '../derivations';
import type { Derivation } from '../sealed';

/** Bytes of a Pusher master key. */
export const MASTER_KEY_BYTES = 32;

type Derive = (channel: string, masterKey: Uint8Array) => Uint8Array;

// One line per way in which released server libraries make the secret.
const derive: Record<Derivation, Derive> = {
  A: (channel, masterKey) => sha256(concat(toUtf8(channel), masterKey)),
  B: (channel, masterKey) => hmac(sha256, masterKey, toUtf8(channel)),
  C: (channel, masterKey) => sha256(toUtf8(channel + toBase64(masterKey))),
  // Bytes from 0x80 on become two: the key was read as latin1 text and hashed as UTF-8.
  D: (channel, masterKey) => sha256(toUtf8(channel + String.fromCharCode(...masterKey))),
};

/**
 * The 32-byte shared secret of one channel; `||` has no separator.
 *   A: SHA-256(utf8(channel) || master key)         pusher-http-node lib/pusher.js, pusher-http-go crypto.go
 *   B: HMAC-SHA-256(master key, utf8(channel))      pusher-http-dotnet CryptoHelper.cs
 *   C: SHA-256(channel || base64 text of the key)   pusher-http-swift AuthTokenService.swift
 *   D: SHA-256(utf8(channel || latin1(key)))        pusher-http-node 3.0.1 to 5.0.0
 * Throws TypeError for an argument of another type or an unknown derivation, RangeError unless `masterKey` is 32 bytes.
 */
export function deriveSharedSecret(
  derivation: Derivation,
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

/**
 * The 32-byte shared secret that a server makes which takes a master key of any length: pusher-http-ruby (no length check)
 * and -swift do. Derivation A, whatever `reading` is: what a slip has made of a key.
 */
export function deriveOfSlip(channel: string, reading: Uint8Array): Uint8Array {
  return derive.A(channel, reading);
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
