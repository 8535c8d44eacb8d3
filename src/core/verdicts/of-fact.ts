import { lastStep } from '../encoding-chain';
import type { Fact, Sealed } from '../sealed';
import { type Finding, NO_FINDINGS, type VerdictId } from '.';
import { ivFault } from './iv-fault';
import { keyVerdicts } from './keys';
import { findingOfFault } from './of-fault';
import { plaintextFault } from './plaintext-fault';

/** What the background's answer on one payload is found to be; none where it opened as it should. */
export function findingsOfFact(fact: Fact, sealed: Sealed, bytes: number): Finding[] {
  const isAbly = sealed.cipher === 'aes-cbc';
  switch (fact.outcome) {
    case 'opened':
      return openedFindings(fact);
    case 'unverified':
      return [unverifiedFinding(fact)];
    case 'no-key':
      return [isAbly ? { id: 'ably-no-key', keyBits: sealed.keyBits } : { id: 'no-key' }];
    case 'wrong-key':
      return [
        isAbly
          ? { id: 'ably-wrong-key', tried: fact.tried, unpads: false, remaining: '' }
          : { id: 'wrong-key', tried: fact.tried, readings: fact.searched ? 'all' : 'usual' },
      ];
    case 'key-size':
      return [{ id: 'ably-key-size', keyBits: fact.keyBits, tried: fact.tried }];
    case 'malformed':
      return [findingOfFault(fact.fault, bytes)];
  }
}

type Opened = Extract<Fact, { outcome: 'opened' }>;
type Unverified = Extract<Fact, { outcome: 'unverified' }>;

function openedFindings(fact: Opened): Finding[] {
  const findings: Finding[] = [];
  const { detour, derivation, key } = fact;
  if (detour?.kind === 'other-channel') findings.push({ id: 'other-channel', channel: detour.channel, key });
  if (detour?.kind === 'direct') findings.push({ id: 'master-key-direct', key });
  if (detour?.kind === 'slip') findings.push({ id: 'key-slip', slip: detour.slip, key });
  if (derivation !== undefined && derivation !== 'A')
    findings.push({ id: 'other-derivation', derivation, key });
  const fault = 'text' in fact.plaintext ? plaintextFault(fact.plaintext.text) : undefined;
  if (fault) findings.push(fault);
  if (lastStep(fact.remaining) === 'json') findings.push(brokenJson(fact));
  return findings;
}

/** The plaintext is UTF-8, and so of the right key; it is not the JSON that its encoding says. */
function brokenJson({ key, plaintext, remaining }: Opened): Finding {
  const fault = ivFault(plaintext, remaining);
  return fault ? { id: fault, key } : { id: 'bad-encoding', step: 'json', remaining };
}

function unverifiedFinding(fact: Unverified): Finding {
  const { key, remaining } = fact;
  if (remaining === '') return { id: 'ably-unconfirmed', key };
  const fault = ivFault(fact.plaintext, remaining);
  return fault ? { id: fault, key } : { id: 'ably-wrong-key', tried: [key], unpads: true, remaining };
}

/** What comes of facts, and so goes with the next one. */
const OF_FACTS: ReadonlySet<VerdictId> = new Set<VerdictId>([
  ...(Object.keys(keyVerdicts) as VerdictId[]),
  'double-encoded-plaintext',
  'ably-no-key',
  'ably-key-size',
  'ably-wrong-key',
  'ably-unconfirmed',
  'ably-iv-altered',
  'ably-iv-lost',
  // Of a plaintext; what is found of the data itself is never asked for.
  'bad-encoding',
]);

/** The findings of an entry with those of a new fact in place of those of the last one. */
export function withFactFindings(before: readonly Finding[], fresh: readonly Finding[]): readonly Finding[] {
  if (before.length === 0) return fresh.length === 0 ? NO_FINDINGS : fresh;
  const kept = before.filter(({ id }) => !OF_FACTS.has(id));
  return kept.length + fresh.length === 0 ? NO_FINDINGS : [...fresh, ...kept];
}
