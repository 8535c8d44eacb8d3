import type { RowList } from '../../store';
import { formatDate, formatDelta } from '../../view/formats';

/** Gives a time cell its title when the pointer comes over it: no row needs one before. */
export function describeTime(target: EventTarget | null, rows: RowList): void {
  if (!(target instanceof HTMLElement) || target.dataset.column !== 'time') return;
  const index = rows.indexOf(Number(target.parentElement?.dataset.entry));
  const entry = rows.at(index);
  if (index < 0 || !entry) return;
  const above = index > 0 ? rows.at(index - 1) : undefined;
  target.title =
    formatDate(entry.at) + (above ? `\n${formatDelta(entry.at - above.at)} after the row above` : '');
}
