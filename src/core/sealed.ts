import type { Payload } from './frame';

/** Names a key without saying anything about its bytes: a fingerprint that only this installation can make. */
export type KeyId = string;

/** How the shared secret of a channel is made from its name and the master key (A is what nearly all libraries do). */
export type Derivation = 'A' | 'B' | 'C' | 'D';

/**
 * A Pusher envelope, ready to be opened: what panel and paste view send to the background.
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

/**
 * An Ably payload encrypted with AES-CBC, ready to be opened. ciphertext: standard base64 of the 16-byte IV followed by
 * at least one block of 16 bytes. encoding: the rest of the chain, which the plaintext has still to be freed of, right
 * to left (`json/utf-8`); empty when the plaintext is the payload.
 */
export interface SealedBlocks {
  cipher: 'aes-cbc';
  /** Length of the key in bits. */
  keyBits: 128 | 256;
  /** Ably app id; undefined when the URL does not say. */
  app: string | undefined;
  channel: string;
  ciphertext: string;
  encoding: string;
}

/** Every kind of encrypted payload that the background can open. */
export type Sealed = SealedBox | SealedBlocks;

/** What is wrong with the form of a payload, before any key is tried. */
export type Fault =
  | { kind: 'no-data' }
  | { kind: 'not-encrypted' }
  | { kind: 'double-encoded' }
  | { kind: 'member-missing'; member: 'nonce' | 'ciphertext' }
  | { kind: 'bad-base64'; member: 'nonce' | 'ciphertext' }
  | { kind: 'nonce-length'; bytes: number }
  | { kind: 'ciphertext-short'; bytes: number }
  /** The data begins as an envelope, and its JSON ends in the middle. */
  | { kind: 'cut-off' }
  /** AES-CBC: IV and ciphertext together are shorter than 32 bytes or no multiple of 16. */
  | { kind: 'blocks-length'; bytes: number }
  /** A cipher that is no AES-CBC of 128 or 256 bits; `name` as in the encoding. */
  | { kind: 'unknown-cipher'; name: string }
  /** A step of the encoding chain fails on the data; `remaining` starts at it from the right. */
  | { kind: 'bad-encoding'; step: string; remaining: string }
  /** A delta whose base is not here: the panel was opened later, or a frame was dropped. */
  | { kind: 'delta-base-missing' }
  /** A delta that does not fit its base, or is none. */
  | { kind: 'delta-broken' }
  /** The frame can not be read in the form it should have: "JSON", "MessagePack", "protobuf". */
  | { kind: 'unreadable'; form: string }
  /** The frame's payload was not kept. */
  | { kind: 'not-kept' }
  /** What reads the protocol could not be loaded. */
  | { kind: 'not-loaded' };

/** Another reading of a key's text, which a publisher may have taken for the key. */
export type Slip =
  | 'trailing-newline'
  | 'untrimmed'
  | 'quotes'
  | 'base64-prefix'
  | 'setting-line'
  | 'hex-text'
  | 'hex-decoded'
  | 'base64-of-hex'
  | 'base64-text'
  | 'base64-decoded'
  | 'base64-twice';

/** How a payload was opened that does not open the usual way: with another channel's secret, without derivation, by a slip. */
export type Detour =
  | { kind: 'other-channel'; channel: string }
  | { kind: 'direct' }
  | { kind: 'slip'; slip: Slip };

/** What the background answers for one sealed payload. A key is named by its id, never by its bytes. */
export type Fact =
  /** derivation: for a Pusher master key only. remaining: the part of the encoding chain that the plaintext still has. */
  | {
      outcome: 'opened';
      plaintext: Plaintext;
      key: KeyId;
      derivation: Derivation | undefined;
      detour?: Detour;
      remaining: string;
    }
  /** AES-CBC has no tag: the padding came out right, and the next step of the chain does not hold or there is none. */
  | { outcome: 'unverified'; plaintext: Plaintext; key: KeyId; remaining: string }
  | { outcome: 'no-key' }
  /** searched: the dear readings were tried as well. */
  | { outcome: 'wrong-key'; tried: KeyId[]; searched?: true }
  /** Keys are known for the channel, and all of them have another length than the cipher needs. */
  | { outcome: 'key-size'; keyBits: 128 | 256; tried: KeyId[] }
  | { outcome: 'malformed'; fault: Fault };

/** The opened bytes: as text where they are UTF-8, else as base64. */
export type Plaintext = Exclude<Payload, { omitted: unknown }>;
