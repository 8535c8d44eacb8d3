import type { Channel, Entry } from '../../core/entry';
import type { KeySummary } from '../../core/key-summary';
import { type Finding, toVerdict, VERDICTS, worstOf } from '../../core/verdicts';
import { type Context, inContext } from '../../core/verdicts/in-context';
import type { NameKey, Severity, Verdict } from '../../core/verdicts/verdict';
import { countOf } from './formats';

/** What keys are called in verdicts: label and the first six digits of the id. */
export function nameKeys(keys: readonly KeySummary[]): NameKey {
  return (id) => {
    const key = keys.find((known) => known.id === id);
    const shown = id.slice(0, 6);
    return key ? `“${key.label}” (${shown})` : `a removed key (${shown})`;
  };
}

/** Findings as they are drawn, the worst first; with what the rest of their channel tells, where that is given. */
export function verdictsOf(
  findings: readonly Finding[],
  keys: readonly KeySummary[],
  context?: Context,
): Verdict[] {
  const nameKey = nameKeys(keys);
  return findings
    .map((finding) => toVerdict(finding, nameKey))
    .map((verdict) => (context ? inContext(verdict, context, nameKey) : verdict))
    .sort((a, b) => SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity]);
}

/** The worst first. */
export const SEVERITY_ORDER: Readonly<Record<Severity, number>> = { fault: 0, warning: 1, info: 2 };

/** The worst of an entry; undefined for none. */
export function worstOfEntry({ findings }: Pick<Entry, 'findings'>): Severity | undefined {
  return findings.length === 0 ? undefined : worstOf(findings.map(({ id }) => id));
}

/** The worst of a channel, its events counted in. */
export function worstOfChannel({ findings, eventFindings }: Channel): Severity | undefined {
  return worstOf([...findings.map(({ id }) => id), ...eventFindings.keys()]);
}

const SEVERITY_WORDS: Record<Severity, string> = { fault: 'fault', warning: 'warning', info: 'note' };

/** A severity as people call it. */
export function severityWord(severity: Severity): string {
  return SEVERITY_WORDS[severity];
}

/** What a channel's mark stands for: how bad it is, the dark events, and the titles of what was found. */
export function markTitle({ dark, findings, eventFindings }: Channel, worst: Severity): string {
  const ids = [...new Set([...findings.map(({ id }) => id), ...eventFindings.keys()])];
  const titles = ids.slice(0, MAX_TITLES).map((id) => VERDICTS[id].title);
  const counted = dark > 0 ? [countOf(dark, 'dark event')] : [];
  return [`${severityWord(worst)}`, ...counted, ...titles].join('\n');
}

/** What a connection's mark stands for. */
export function foundTitle(findings: readonly Finding[], worst: Severity): string {
  const ids = [...new Set(findings.map(({ id }) => id))];
  return [severityWord(worst), ...ids.slice(0, MAX_TITLES).map((id) => VERDICTS[id].title)].join('\n');
}

const MAX_TITLES = 8;
