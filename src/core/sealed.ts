import type { Payload } from './frame';

/** Names a key without saying anything about its bytes: a fingerprint that only this installation can make. */
export type KeyId = string;

/** How the shared secret of a channel is made from its name and the master key (A is what nearly all libraries do). */
export type Derivation = 'A' | 'B' | 'C' | 'D';

/**
 * An encrypted payload, ready to be opened: what panel and paste view send to the background.
 * nonce: 24 bytes, ciphertext: at least 16 bytes (the tag comes first), both as standard base64 with padding.
 */
export interface SealedBox {
  cipher: 'secretbox';
  /** App key of the connection; undefined when the URL does not say. Keys may be scoped to it. */
  app: string | undefined;
  channel: string;
  nonce: string;
  ciphertext: string;
}

/** Every kind of encrypted payload that the background can open. */
export type Sealed = SealedBox;

/** What is wrong with the form of an encrypted payload, before any key is tried. */
export type Fault =
  | { kind: 'no-data' }
  | { kind: 'not-encrypted' }
  | { kind: 'double-encoded' }
  | { kind: 'member-missing'; member: 'nonce' | 'ciphertext' }
  | { kind: 'bad-base64'; member: 'nonce' | 'ciphertext' }
  | { kind: 'nonce-length'; bytes: number }
  | { kind: 'ciphertext-short'; bytes: number };

/** What the background answers for one sealed payload. A key is named by its id, never by its bytes. */
export type Fact =
  | { outcome: 'opened'; plaintext: Plaintext; key: KeyId; derivation: Derivation }
  | { outcome: 'no-key' }
  | { outcome: 'wrong-key'; tried: KeyId[] }
  | { outcome: 'malformed'; fault: Fault };

/** The opened bytes: as text where they are UTF-8, else as base64. */
export type Plaintext = Exclude<Payload, { omitted: unknown }>;
