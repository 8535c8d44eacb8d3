import { ROW_HEIGHT } from './scroll-stand';

/** Where the table stands when a key is pressed. */
interface Standing {
  count: number;
  /** -1 when no row is selected, or the selected one is not shown. */
  selected: number;
  top: number;
  height: number;
}

/** Row that a key moves to; undefined for keys that do not move, and in an empty table. */
export function targetIndex(key: string, { count, selected, top, height }: Standing): number | undefined {
  if (count === 0) return undefined;
  const page = Math.max(1, Math.floor(height / ROW_HEIGHT) - 1);
  const firstVisible = Math.min(count - 1, Math.ceil(top / ROW_HEIGHT));
  const lastVisible = Math.max(0, Math.min(count, Math.floor((top + height) / ROW_HEIGHT)) - 1);
  switch (key) {
    case 'ArrowDown':
      return selected < 0 ? firstVisible : Math.min(count - 1, selected + 1);
    case 'ArrowUp':
      return selected < 0 ? lastVisible : Math.max(0, selected - 1);
    case 'PageDown':
      return Math.min(count - 1, (selected < 0 ? firstVisible : selected) + page);
    case 'PageUp':
      return Math.max(0, (selected < 0 ? lastVisible : selected) - page);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
