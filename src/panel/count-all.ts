import type { Inspection } from './inspection';
import type { Counts } from './store';

/** The numbers of the status bar now. `shown`: how many rows the table has. */
export function countAll(inspection: Inspection, shown: number, showControl: boolean): Counts {
  const { tally, capture, rows } = inspection;
  return {
    shown,
    untested: rows.untested(),
    held: capture.length,
    dropped: inspection.dropped(),
    dark: tally.count('dark') - tally.awaited(),
    lackingKey: tally.lackingKey(),
    reasons: tally.reasons(),
    waiting: rows.waiting(),
    unknownFrames: inspection.unknownFrames(),
    unknownConnections: inspection.connections().filter(({ unknown }) => unknown).length,
    folded: showControl ? 0 : tally.count('control'),
    foldedWaiting: showControl || shown > 0 ? 0 : rows.waiting(({ state }) => state === 'control'),
  };
}
