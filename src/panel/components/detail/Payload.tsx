import { useMemo, useState } from 'preact/hooks';
import type { Entry } from '../../../core/entry';
import { formatCount } from '../../view/formats';
import { parseTree } from '../../view/json-value';
import { ChoiceButton } from './ChoiceButton';
import { JsonTree } from './JsonTree';
import { LongText } from './LongText';

/** Longer texts are shown as text first: parsing them can take longer than a frame. */
const PARSED_CHARS = 1_000_000;

type View = 'tree' | 'text';

/** A payload as a tree where it is JSON, else as text. Needs a `key` that changes with the event. */
export function Payload({ text, entry }: { text: string; entry: Entry }) {
  const [view, setView] = useState<View>(text.length > PARSED_CHARS ? 'text' : 'tree');
  const value = useMemo(() => (view === 'tree' ? parseTree(text) : undefined), [text, view]);
  const couldBeTree = view === 'text' ? /^\s*[[{]/.test(text) : value !== undefined;
  if (text === '') return <p class="payload-note">Empty.</p>;
  return (
    <>
      {couldBeTree && (
        <p class="payload-note payload-views">
          <ChoiceButton
            choice="tree"
            label="Tree"
            isChosen={view === 'tree'}
            onChoose={() => setView('tree')}
          />
          <ChoiceButton
            choice="text"
            label="Text"
            isChosen={view === 'text'}
            onChoose={() => setView('text')}
          />
          {text.length > PARSED_CHARS && <span>{formatCount(text.length)} characters</span>}
        </p>
      )}
      {value ? <JsonTree key={text} value={value} entry={entry} /> : <LongText text={text} />}
    </>
  );
}
