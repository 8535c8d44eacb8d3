import type { Derivation, KeyId } from '../sealed';
import type { ReplyFault, SharedSecretFault } from '../verdicts/auth';

/**
 * One channel's or one user's part of a request to an auth endpoint, as the panel knows it: no secret and no signature
 * in it. A request for several channels is several of these.
 */
export interface AuthExchange {
  /** When the request was sent, in epoch milliseconds, and how long it took. */
  at: number;
  durationMs: number;
  /** Address without query. */
  endpoint: string;
  method: string;
  /** 0 where no answer came. */
  status: number;
  socketId: string;
  /** Empty for the sign-in of a user. */
  channel: string;
  reply: AuthReply;
}

/** What the reply said. `app`: the key half of `auth`. */
export type AuthReply =
  | { kind: 'failed'; fault: ReplyFault; head: string }
  | { kind: 'answered'; app: string | undefined; hasChannelData: boolean; secret: SecretSighting };

/**
 * What is known of a `shared_secret`. `id` is made of its bytes as ids of keys are, under this installation's key: it
 * tells whether a key derives the secret, or is it, and does not give it away.
 */
export type SecretSighting =
  | { kind: 'none' }
  | { kind: 'bad'; fault: SharedSecretFault; bytes: number | undefined }
  | { kind: 'good'; id: KeyId };

/** A shared secret that was seen, for the question which key derives it. */
export interface SeenSecret {
  app: string | undefined;
  channel: string;
  id: KeyId;
}

/** Which key derives a seen secret; `key` is undefined where none does. tried: the keys that were in scope. */
export interface Proof {
  key: KeyId | undefined;
  derivation: Derivation | undefined;
  tried: KeyId[];
}
