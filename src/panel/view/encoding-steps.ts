import type { Entry } from '../../core/entry';
import { lacksKey } from '../../core/verdicts';

/** One step of an encoding chain, named as on the wire. */
export interface EncodingStep {
  name: string;
  outcome: 'done' | 'unverified' | 'failed' | 'waiting';
}

/**
 * The steps of a chain in the order in which they are undone, right to left, and what became of each. The first of those
 * that remain is where it stopped.
 *   json/utf-8/cipher+aes-256-cbc/base64 -> base64, cipher+aes-256-cbc, utf-8, json
 */
export function encodingSteps(
  encoding: string,
  entry: Pick<Entry, 'state' | 'awaited' | 'findings' | 'remaining'>,
): EncodingStep[] {
  const names = encoding.split('/').filter(Boolean).reverse();
  const remaining = remainingSteps(names, entry);
  const stopped = names.length - remaining;
  return names.map((name, index) => {
    if (index > stopped) return { name, outcome: 'waiting' };
    if (index === stopped) return { name, outcome: isUnfinished(entry) ? 'waiting' : 'failed' };
    const isDoubtful = entry.state === 'unverified' && name.startsWith('cipher+');
    return { name, outcome: isDoubtful ? 'unverified' : 'done' };
  });
}

/** While an event is dark, its cipher and what lies left of it remain; or whatever a fault names. */
function remainingSteps(
  names: readonly string[],
  { state, findings, remaining }: Pick<Entry, 'state' | 'awaited' | 'findings' | 'remaining'>,
): number {
  if (state !== 'dark') return remaining.split('/').filter(Boolean).length;
  const failed = findings.find((finding) => finding.id === 'bad-encoding');
  if (failed) return failed.remaining.split('/').filter(Boolean).length;
  const isDelta = findings.some(({ id }) => id.startsWith('delta-'));
  const stopper = names.findIndex((name) => name.startsWith(isDelta ? 'vcdiff' : 'cipher+'));
  return stopper === -1 ? names.length : names.length - stopper;
}

function isUnfinished({ awaited, findings }: Pick<Entry, 'awaited' | 'findings'>): boolean {
  return awaited || lacksKey(findings);
}
