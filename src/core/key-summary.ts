import type { KeyId } from './sealed';

export type KeyKind = 'pusher-master';

/** Which channels a key may open. An undefined app key means every app. */
export interface KeyScope {
  app: string | undefined;
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
  /** Makes a key that still has its bytes a type error wherever a summary is expected. */
  bytes?: never;
}

/** A text for users in two parts: a statement and an instruction. */
export interface Problem {
  problem: string;
  remedy: string;
}
