import type { Entry } from '../../../core/entry';
import { describeUnverified } from '../../../core/reasons';
import { textBytes } from '../../view/content';
import { formatBytes } from '../../view/formats';
import { CopyButton } from '../CopyButton';
import { Icon } from '../icons/Icon';
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
      {entry.state === 'unverified' && <Doubt remaining={entry.remaining} />}
      {entry.binary ? (
        <BinaryText base64={entry.text} />
      ) : (
        <Payload key={entry.id} text={entry.text} entry={entry} />
      )}
    </Pane>
  );
}

/** A cipher without a tag: what came out may be garbage. */
function Doubt({ remaining }: { remaining: string }) {
  const { problem, remedy } = describeUnverified(remaining);
  return (
    <div class="reason" data-doubt>
      <p class="reason-problem">
        <Icon name="warning" />
        <strong>{problem}</strong>
      </p>
      <p class="reason-remedy">{remedy}</p>
    </div>
  );
}
