import type { Entry } from '../../../core/entry';
import { textBytes } from '../../view/content';
import { formatBytes } from '../../view/formats';
import { CopyButton } from '../CopyButton';
import { BinaryText } from './BinaryText';
import { Pane } from './Pane';
import { Payload } from './Payload';

/** What came out of the box. */
export function PlaintextPane({ entry }: { entry: Entry }) {
  return (
    <Pane
      name="plaintext"
      title="Plaintext"
      note={formatBytes(textBytes(entry))}
      tools={<CopyButton text={() => entry.text} what="Plaintext" />}
    >
      {entry.binary ? (
        <BinaryText base64={entry.text} />
      ) : (
        <Payload key={entry.id} text={entry.text} entry={entry} />
      )}
    </Pane>
  );
}
