import { useRef } from 'preact/hooks';
import type { Entry } from '../../../core/entry';
import { usePanel } from '../../panel-context';
import { Splitter } from '../Splitter';
import { CiphertextPane } from './CiphertextPane';
import { PlaintextPane } from './PlaintextPane';
import { ReasonPane } from './ReasonPane';

/** Ciphertext and plaintext side by side; where there is no room the plaintext, which matters more, comes first. */
export function EncryptedPanes({ entry, sideBySide }: { entry: Entry; sideBySide: boolean }) {
  const { ciphertext } = usePanel().view.splits;
  const element = useRef<HTMLDivElement>(null);
  const opened =
    entry.state === 'dark' ? <ReasonPane key={entry.id} entry={entry} /> : <PlaintextPane entry={entry} />;
  if (!sideBySide) {
    return (
      <div class="panes panes-stacked">
        {opened}
        <CiphertextPane entry={entry} />
      </div>
    );
  }
  const share = ciphertext.size.value;
  return (
    <div ref={element} class="panes" style={{ gridTemplateColumns: `${share}fr 1px ${100 - share}fr` }}>
      <CiphertextPane entry={entry} />
      <Splitter
        split={ciphertext}
        label="Width of the ciphertext"
        orientation="vertical"
        grows="before"
        unit={() => (element.current?.clientWidth ?? 100) / 100}
      />
      {opened}
    </div>
  );
}
