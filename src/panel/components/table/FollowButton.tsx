import { usePanel } from '../../panel-context';
import { formatCount } from '../../view/formats';
import type { TableScroll } from '../../view/table-scroll';
import { Icon } from '../icons/Icon';
import { useKeptFocus } from '../use-kept-focus';

/** At the lower edge while the table stands still and rows come below: goes to them and follows again. */
export function FollowButton({ scroll }: { scroll: TableScroll }) {
  const count = scroll.newRows.value;
  return count > 0 ? <NewRows count={count} scroll={scroll} /> : null;
}

function NewRows({ count, scroll }: { count: number; scroll: TableScroll }) {
  const { store } = usePanel();
  const element = useKeptFocus<HTMLButtonElement>();
  return (
    <button
      ref={element}
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
