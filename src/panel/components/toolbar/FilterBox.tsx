import { usePanel } from '../../panel-context';
import { withModifier } from '../../view/shortcuts';
import { Icon } from '../icons/Icon';

/** The filter as it is typed, and what is wrong with it. */
export function FilterBox() {
  const { store, view } = usePanel();
  const query = store.query.value;
  const problem = store.queryProblem.value;
  return (
    <div class={problem ? 'filter filter-wrong' : 'filter'}>
      <div class="filter-field">
        <input
          name="filter"
          type="text"
          value={query}
          placeholder='Filter: channel:orders is:dark "refund"'
          title={`Text, "two words", channel:orders, event:order.*, is:dark, is:opened, is:unverified, is:clear, is:control, is:sent, is:received, is:fault, is:warning, is:info, reason:other-channel; a minus before a term excludes it (${withModifier('F', view.isMac)} or /)`}
          aria-label="Filter"
          aria-invalid={problem !== undefined}
          aria-describedby="filter-problem"
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => store.setQuery(event.currentTarget.value)}
        />
        {query !== '' && <EmptyFilter />}
      </div>
      <span id="filter-problem" class="filter-problem" role="status" title={problem}>
        {problem}
      </span>
    </div>
  );
}

function EmptyFilter() {
  const { store } = usePanel();
  return (
    <button
      type="button"
      class="filter-clear"
      data-action="empty-filter"
      aria-label="Clear the filter"
      title="Clear the filter"
      onClick={(event) => {
        event.currentTarget.parentElement?.querySelector('input')?.focus();
        store.setQuery('');
      }}
    >
      <Icon name="close" />
    </button>
  );
}
