import type { Entry } from '../../../core/entry';
import { describeEntry } from '../../view/content';
import { formatBytes, formatDate } from '../../view/formats';
import { FactList } from './FactList';

/** What is known of an event beside its payload: the frame's own facts, and what its protocol adds. */
export function FactsPane({ entry }: { entry: Entry }) {
  const { details, encoding } = describeEntry(entry);
  const facts = [
    { name: 'event', value: entry.event },
    { name: 'channel', value: entry.channel || '(connection)' },
    { name: 'time', value: formatDate(entry.at) },
    { name: 'frame', value: `${entry.direction}, ${formatBytes(entry.size)}` },
    ...(encoding === undefined ? [] : [{ name: 'encoding', value: encoding }]),
    ...details,
  ];
  return (
    <div class="panes panes-single">
      <div class="pane-body" data-pane="details">
        <FactList facts={facts} />
      </div>
    </div>
  );
}
