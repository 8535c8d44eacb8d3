import { usePanel } from '../../panel-context';
import { formatCount } from '../../view/formats';
import type { TableScroll } from '../../view/table-scroll';
import { Icon } from '../icons/Icon';

/** At the lower edge while the table stands still and rows come below: goes to them and follows again. */
export function FollowButton({ scroll }: { scroll: TableScroll }) {
  const { store } = usePanel();
  const count = scroll.newRows.value;
  if (count <= 0) return null;
  return (
    <button
      type="button"
      class="follow"
      data-action="follow"
      title="Go to the newest event and follow"
      onClick={() => scroll.follow(store.rows.peek())}
    >
      <Icon name="newest" />
      {formatCount(count)} new
    </button>
  );
}
