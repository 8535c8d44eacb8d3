import type { Entry } from '../core/entry';
import { readContent } from '../core/read-content';
import type { Fact, Sealed } from '../core/sealed';
import { mayOpenLater } from '../core/verdicts';
import { findingsOfFact, withFactFindings } from '../core/verdicts/of-fact';

/** Puts into an entry what the background says of its payload. */
export function applyToEntry(entry: Entry, fact: Fact, sealed: Sealed): void {
  entry.awaited = false;
  entry.findings = withFactFindings(entry.findings, findingsOfFact(fact, sealed, entry.size));
  if (!('plaintext' in fact)) return;
  entry.state = fact.outcome;
  entry.opening = {
    key: fact.key,
    derivation: fact.outcome === 'opened' ? fact.derivation : undefined,
    detour: fact.outcome === 'opened' ? fact.detour : undefined,
  };
  entry.remaining = fact.remaining;
  entry.binary = 'base64' in fact.plaintext;
  entry.text = 'text' in fact.plaintext ? fact.plaintext.text : fact.plaintext.base64;
}

/**
 * An unverified plaintext may have come of another key by luck: a new key may do better. What is awaited may have been
 * asked before the key was there.
 */
export function isRetryable({ awaited, findings, state }: Entry): boolean {
  return state === 'unverified' || awaited || (state === 'dark' && mayOpenLater(findings));
}

/** The encrypted payload of an entry, read again from its frame: it is not kept twice. */
export function sealedOf(entry: Entry): Sealed | undefined {
  const content = readContent(entry);
  return content?.kind === 'sealed' ? content.sealed : undefined;
}
