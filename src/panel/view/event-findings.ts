import type { Channel, Entry } from '../../core/entry';
import { severityOf, VERDICTS, type VerdictId } from '../../core/verdicts';
import type { Severity } from '../../core/verdicts/verdict';
import type { RowList } from '../store';
import { SEVERITY_ORDER } from './verdicts';

/** What was found about some events of a channel, and how many of those that are held have it. */
export interface EventFinding {
  id: VerdictId;
  severity: Severity;
  title: string;
  events: number;
}

/** What was found about the events of a channel, the worst first, then the most frequent. */
export function eventFindingsOf({ eventFindings }: Channel): EventFinding[] {
  return [...eventFindings]
    .map(([id, events]) => ({ id, severity: severityOf(id), title: VERDICTS[id].title, events }))
    .sort((a, b) => SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity] || b.events - a.events);
}

/** The newest row of a channel with this finding; undefined where none of them is in the table. */
export function newestWith(rows: RowList, { name }: Channel, id: VerdictId): Entry | undefined {
  for (let row = rows.length - 1; row >= 0; row--) {
    const entry = rows.at(row);
    if (entry?.channel === name && entry.findings.some((finding) => finding.id === id)) return entry;
  }
  return undefined;
}
