import type { Entry } from '../../../core/entry';
import { textBytes } from '../../view/content';
import { cleanText } from '../../view/copy-text';
import { formatBytes } from '../../view/formats';
import { CopyButton } from '../CopyButton';
import { BinaryText } from './BinaryText';
import { Pane } from './Pane';
import { Payload } from './Payload';

/** Data of an event that was never encrypted. */
export function DataPane({ entry }: { entry: Entry }) {
  return (
    <div class="panes panes-single">
      <Pane
        name="data"
        title="Data"
        note={formatBytes(textBytes(entry))}
        tools={<CopyButton text={() => cleanText(entry, entry.text)} what="Data" />}
      >
        {entry.binary ? (
          <BinaryText base64={entry.text} />
        ) : (
          <Payload key={entry.id} text={entry.text} entry={entry} />
        )}
      </Pane>
    </div>
  );
}
