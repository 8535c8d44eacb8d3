import { type AblyFinding, ablyVerdicts } from './ably';
import { type AuthFinding, authVerdicts } from './auth';
import { type ChannelFinding, channelVerdicts } from './channel';
import { type ConnectionFinding, connectionVerdicts } from './connection';
import { type EnvelopeFinding, envelopeVerdicts } from './envelope';
import { type FrameFinding, frameVerdicts } from './frame';
import { type KeyFinding, keyVerdicts } from './keys';
import type { Definition, NameKey, Severity, Verdict } from './verdict';

/** What was found about an event, a channel, a key or a connection: an id and what it rests on, without words. */
export type Finding =
  | KeyFinding
  | EnvelopeFinding
  | FrameFinding
  | AblyFinding
  | AuthFinding
  | ChannelFinding
  | ConnectionFinding;

export type VerdictId = Finding['id'];

/** Every verdict by its id; a family is one file and one line here. */
export const VERDICTS = {
  ...keyVerdicts,
  ...envelopeVerdicts,
  ...frameVerdicts,
  ...ablyVerdicts,
  ...authVerdicts,
  ...channelVerdicts,
  ...connectionVerdicts,
};

/** All ids, in the order of the families. */
export const VERDICT_IDS = Object.keys(VERDICTS) as VerdictId[];

/** A healthy event: one list for all of them. */
export const NO_FINDINGS: readonly Finding[] = [];

/** A finding in words. `nameKey` says what keys are called. */
export function toVerdict(finding: Finding, nameKey: NameKey): Verdict {
  // Each definition takes its own finding; that the id names the right one is what `Family` makes sure of.
  const definition = VERDICTS[finding.id] as Definition<Finding>;
  return {
    id: finding.id,
    severity: definition.severity,
    title: definition.title,
    problem: definition.problem(finding, nameKey),
    remedy: definition.remedy(finding),
    evidence: definition.evidence(finding, nameKey),
  };
}

/**
 * A list of findings with those of some ids replaced: whoever watches over these ids sets them all at once. The same list
 * where nothing changes from nothing.
 */
export function withFindings(
  before: readonly Finding[],
  ids: ReadonlySet<VerdictId>,
  fresh: readonly Finding[],
): readonly Finding[] {
  const kept = before.filter(({ id }) => !ids.has(id));
  if (kept.length === before.length && fresh.length === 0) return before;
  return kept.length + fresh.length === 0 ? NO_FINDINGS : [...kept, ...fresh];
}

export function severityOf(id: VerdictId): Severity {
  return VERDICTS[id].severity;
}

const RANK: Record<Severity, number> = { fault: 2, warning: 1, info: 0 };

/** The worst severity among these ids; undefined for none. */
export function worstOf(ids: Iterable<VerdictId>): Severity | undefined {
  let worst: Severity | undefined;
  for (const id of ids) {
    const severity = severityOf(id);
    if (worst === undefined || RANK[severity] > RANK[worst]) worst = severity;
  }
  return worst;
}

/** True for the verdicts that another key may do away with. */
export function mayOpenLater(findings: readonly Finding[]): boolean {
  return findings.some(({ id }) => OPENABLE.has(id));
}

const OPENABLE: ReadonlySet<VerdictId> = new Set<VerdictId>([
  'no-key',
  'wrong-key',
  'ably-no-key',
  'ably-key-size',
  'ably-wrong-key',
]);

/** True while no key at all is known for it. */
export function lacksKey(findings: readonly Finding[]): boolean {
  return findings.some(({ id }) => id === 'no-key' || id === 'ably-no-key');
}
