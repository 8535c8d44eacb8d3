import type { KeyId } from './sealed';

/**
 * `pusher-master`: 32 bytes for every encrypted channel of a Pusher app. `pusher-shared-secret`: 32 bytes for one such
 * channel. `ably-cipher`: 16 or 32 bytes for the Ably channels that use it. `app-secret`: text that signs for a Pusher app and
 * opens nothing.
 */
export const KEY_KINDS = ['pusher-master', 'pusher-shared-secret', 'ably-cipher', 'app-secret'] as const;

export type KeyKind = (typeof KEY_KINDS)[number];

/** Which channels a key may open. */
export interface KeyScope {
  /** App key or Ably app id; undefined means every app. */
  app: string | undefined;
  /** Channel name, or a pattern in which `*` stands for any text; undefined means every channel. */
  channel: string | undefined;
}

/** A key as everyone but the background knows it: no byte of it. */
export interface KeySummary {
  id: KeyId;
  kind: KeyKind;
  label: string;
  scope: KeyScope;
  /** True: kept on this device. False: until the browser closes. */
  remembered: boolean;
  /** Epoch milliseconds. */
  addedAt: number;
  /** A shared secret of the page's own auth reply, known in this tab only. Nobody has pasted it. */
  learned?: true;
  /** Makes a key that still has its bytes a type error wherever a summary is expected. */
  bytes?: never;
}

/** A stored key that can not be read: its seal does not hold any more, or its record is of no form. */
export interface UnreadableKey {
  /** The name of its record. */
  name: string;
  /** Stands in the clear beside the seal; undefined where that is gone too. */
  label: string | undefined;
}

/** `none`: there is no passphrase. `locked`: remembered keys wait for it. `open`: it was given since the browser was started. */
export type LockState = 'none' | 'locked' | 'open';

/** What is stored of keys beside those that are known. */
export interface KeysAtRest {
  lock: LockState;
  /** Keys that the passphrase opens, while it is not given. */
  locked: KeySummary[];
  unreadable: UnreadableKey[];
}

/** What is done with the passphrase of the remembered keys. `discard`: it is forgotten, and what it locks goes with it. */
export type PassphraseAct =
  | { kind: 'set' | 'unlock' | 'remove'; passphrase: string }
  | { kind: 'change'; passphrase: string; next: string }
  | { kind: 'lock' | 'discard' };

/** A text for users in two parts: a statement and an instruction. */
export interface Problem {
  problem: string;
  remedy: string;
}
