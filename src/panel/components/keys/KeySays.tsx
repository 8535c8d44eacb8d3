import type { KeyKind, KeySummary, Problem } from '../../../core/key-summary';
import type { TestState } from '../../key-tester';
import { usePanel } from '../../panel-context';
import { countOf } from '../../view/formats';
import { isSeveral, type KeyOption, works } from '../../view/key-options';
import { readingText, testText } from '../../view/key-words';
import { KIND_WORDS } from './key-kinds';

/** What became of the keys that were pasted. */
export type Outcome =
  | { kind: 'none' }
  | { kind: 'busy' }
  | { kind: 'added'; keys: readonly KeySummary[] }
  | ({ kind: 'refused' } & Problem);

interface KeySaysProps {
  id: string;
  kind: KeyKind;
  outcome: Outcome;
  /** What is wrong with a text that has no reading. */
  problem: string;
  shown: readonly KeyOption[];
  picked: readonly KeyOption[];
  state: TestState;
}

/** The line under the field: what it takes, how what is there is understood, what it opens, what became of it. */
export function KeySays(props: KeySaysProps) {
  const { id, kind, outcome, problem, shown } = props;
  const said = shown.length > 0 ? <Understood {...props} /> : problem || KIND_WORDS[kind].accepted;
  return (
    <div id={id} class="key-says" role="status">
      {outcome.kind === 'refused' && (
        <span class="key-refused">
          <strong>{outcome.problem}</strong> {outcome.remedy}
        </span>
      )}
      {outcome.kind === 'added' && <Added keys={outcome.keys} />}
      {outcome.kind !== 'refused' && outcome.kind !== 'added' && said}
    </div>
  );
}

function Added({ keys }: { keys: readonly KeySummary[] }) {
  const { store } = usePanel();
  const { dark } = store.counts.value;
  // A key that opens nothing looks like any other until somebody says so.
  const stillDark =
    dark > 0 && store.progress.value === undefined
      ? ` ${countOf(dark, 'event')} ${dark === 1 ? 'is' : 'are'} still dark.`
      : '';
  const named = keys.map(({ label, id }) => `“${label}” (${id.slice(0, 6)})`).join(', ');
  return `Added ${named}.${stillDark}`;
}

/** One reading is said whole; of several the list below says what they are. */
function Understood({ shown, picked, state }: KeySaysProps) {
  const [only] = shown;
  const testing = state.kind === 'testing' ? ' Testing…' : '';
  if (only === undefined) return null;
  if (shown.length > 1) return `${severalText(shown, picked, state)}${testing}`;
  const { tested } = only;
  return (
    <span data-understood>
      {readingText(only)}.{testing}
      {tested && state.kind === 'tested' && (
        <>
          {' Key '}
          <code title={`Key id ${tested.id}`}>{tested.id.slice(0, 6)}</code>{' '}
          <span class={works(only) ? 'key-works' : undefined}>{testText(tested, state.test.captured)}.</span>
        </>
      )}
    </span>
  );
}

function severalText(shown: readonly KeyOption[], picked: readonly KeyOption[], state: TestState): string {
  const isTested = state.kind === 'tested';
  if (isSeveral(shown)) {
    const parts = partsOf(shown);
    const working = partsOf(shown.filter(works));
    return isTested
      ? `${parts} keys in the text, ${working === 0 ? 'none' : working} of them for what is captured here.`
      : `${parts} keys in the text.`;
  }
  const ways = `The text can be read in ${shown.length} ways`;
  if (!isTested) return `${ways}.`;
  const [chosen] = picked;
  return chosen && works(chosen)
    ? `${ways}. What works: ${readingText(chosen)}.`
    : `${ways}; none opens events here.`;
}

/** One key may have several readings, of which one is right. */
function partsOf(options: readonly KeyOption[]): number {
  return new Set(options.map(({ reading }) => reading.part)).size;
}
