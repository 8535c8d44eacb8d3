import { usePanel } from '../../panel-context';
import { countOf } from '../../view/formats';
import { LearningSwitch } from './LearningSwitch';

/** The part of the dialog about secrets that nobody has to paste. */
export function LearningPart() {
  const { store } = usePanel();
  const { isOn, learned } = store.learning.value;
  return (
    <section class="learning" aria-label="Learned secrets">
      <LearningSwitch />
      {isOn && (
        <p class="learning-state">
          <span role="status" data-learned={learned}>
            {learned === 0
              ? 'No secret learned in this tab yet.'
              : `${countOf(learned, 'secret')} learned in this tab.`}
          </span>
          {learned === 0 && store.reloadPage && (
            <button
              type="button"
              class="text-button"
              data-action="reload-page"
              title="The page then asks for its secrets again"
              onClick={store.reloadPage}
            >
              Reload page
            </button>
          )}
          <button
            type="button"
            class="text-button"
            data-action="forget-learned"
            title="In every tab"
            onClick={store.forgetLearned}
          >
            Forget learned secrets
          </button>
        </p>
      )}
    </section>
  );
}
