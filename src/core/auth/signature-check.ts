import type { KeyId } from '../sealed';
import type { SignedInstead } from '../verdicts/auth';

/** One signature of the page's own frames, or of a webhook. */
export type SignatureCheck =
  /** `data`: channel_data of a channel, user_data of a user; the others are what may have been signed instead. */
  | {
      what: 'channel';
      app: string | undefined;
      auth: string;
      socketId: string;
      channel: string;
      data: string | undefined;
      others: { socketIds: string[]; channels: string[]; data: string[] };
    }
  | {
      what: 'user';
      app: string | undefined;
      auth: string;
      socketId: string;
      data: string;
      others: { socketIds: string[] };
    }
  | { what: 'webhook'; app: string | undefined; signature: string; body: string };

/** What came of the check of a signature. `unknown`: no app secret is known for the app. */
export type SignatureFact =
  | { outcome: 'unknown' }
  | { outcome: 'verified'; key: KeyId }
  | { outcome: 'failed'; key: KeyId; signed: SignedInstead | undefined };
