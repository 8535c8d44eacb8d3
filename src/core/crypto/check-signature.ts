import type { SignatureFact } from '../auth/signature-check';
import type { KeyId } from '../sealed';
import type { SignedInstead } from '../verdicts/auth';
import { sign } from './signature';

/** An app secret with the id that names it. `secret` is its text; it stays in the background. */
export interface AppSecret {
  id: KeyId;
  secret: string;
}

/** What was signed, and what may have been signed in its place. */
export interface SignedText {
  signature: string;
  text: string;
  /** Texts that come of one other part, the likeliest first. */
  instead: Iterable<{ text: string; signed: SignedInstead }>;
}

/** How many signatures may still be made in the search for what was signed instead. It goes down. */
export interface SearchBudget {
  left: number;
}

/**
 * Checks a signature with every app secret that may have made it, and where none did looks for what was signed instead.
 * The time it takes may tell of the signature: it is the page's own, and so is the answer.
 */
export function checkSignature(
  { signature, text, instead }: SignedText,
  secrets: readonly AppSecret[],
  budget: SearchBudget,
): SignatureFact {
  const [first] = secrets;
  if (first === undefined) return { outcome: 'unknown' };
  for (const { id, secret } of secrets)
    if (sign(text, secret) === signature) return { outcome: 'verified', key: id };
  for (const other of instead) {
    for (const { id, secret } of secrets) {
      if (budget.left-- <= 0) return { outcome: 'failed', key: first.id, signed: undefined };
      if (sign(other.text, secret) === signature) return { outcome: 'failed', key: id, signed: other.signed };
    }
  }
  return { outcome: 'failed', key: first.id, signed: undefined };
}
