import type { Severity } from '../../../core/verdicts/verdict';
import { Icon } from '../icons/Icon';

/** How bad the worst is that was found about a line of the sidebar; `title` says what. */
export function WorstMark({ worst, title }: { worst: Severity; title: string }) {
  return (
    <span class={`line-mark mark-${worst}`} data-worst={worst} title={title}>
      <Icon name={worst} />
      <span class="sr-only">{title}</span>
    </span>
  );
}
