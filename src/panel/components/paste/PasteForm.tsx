import type { TargetedSubmitEvent } from 'preact';
import { useId } from 'preact/hooks';
import { usePanel } from '../../panel-context';
import { readingWords } from '../../view/paste-words';
import { withModifier } from '../../view/shortcuts';
import { PasteFields } from './PasteFields';
import { PasteResult } from './PasteResult';
import { PasteText } from './PasteText';
import { usePasting } from './use-pasting';

/** A text, what it is understood to be, what it does not say itself, and what came of it. */
export function PasteForm() {
  const { store, view } = usePanel();
  const saysId = useId();
  const { reading, values, failure, opened, isRefused, ...acts } = usePasting(store, view);
  const { outcome } = reading;
  const { understood, problem } = readingWords(reading);
  const onSubmit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    void acts.open();
    if (outcome === 'ready') return;
    const lacking = outcome === 'lacking' ? 'input[name="channel"]' : 'textarea';
    event.currentTarget.querySelector<HTMLElement>(lacking)?.focus();
  };
  return (
    <>
      <form class="paste-form" autocomplete="off" onSubmit={onSubmit} aria-label="Paste">
        <PasteText saysId={saysId} isRefused={isRefused && outcome !== 'lacking'} onInput={acts.changeText} />
        <div id={saysId} class="paste-says" role="status">
          {understood}
          <span class={isRefused || failure ? 'paste-refused' : undefined}>
            {failure ? `${failure.problem} ${failure.remedy}` : problem}
          </span>
        </div>
        <PasteFields
          pasted={outcome === 'ready' || outcome === 'lacking' ? reading.pasted : undefined}
          values={values}
          isRefused={isRefused && outcome === 'lacking'}
          onChange={acts.changeValues}
        />
        <button
          type="submit"
          class="main-button"
          data-action="open-pasted"
          title={`Open (${withModifier('Enter', view.isMac)} in the text)`}
        >
          Open
        </button>
      </form>
      {opened && <PasteResult entries={opened.entries} webhook={opened.webhook} />}
    </>
  );
}
