import type { Channel } from '../../../core/entry';
import { usePanel } from '../../panel-context';
import { type EventFinding, eventFindingsOf, newestWith } from '../../view/event-findings';
import { countOf } from '../../view/formats';
import { severityWord } from '../../view/verdicts';
import { Icon } from '../icons/Icon';

/** What was found about the events of a channel: a line for each verdict, which leads to the newest such event. */
export function EventFindings({ channel }: { channel: Channel }) {
  const found = eventFindingsOf(channel);
  if (found.length === 0) return null;
  return (
    <div class="place-section" data-section="event-findings">
      <h3>Found on its events</h3>
      <ul>
        {found.map((finding) => (
          <FindingLine key={finding.id} finding={finding} channel={channel} />
        ))}
      </ul>
    </div>
  );
}

function FindingLine({ finding, channel }: { finding: EventFinding; channel: Channel }) {
  const { store, view } = usePanel();
  const { id, severity, title, events } = finding;
  const show = () => {
    const newest = newestWith(store.rows.peek(), channel, id);
    // The filter hides them: then they are all that it shows.
    if (newest === undefined) store.setQuery(`reason:${id}`);
    else {
      store.select(newest.id);
      view.showEvent();
    }
  };
  return (
    <li class={`verdict-${severity}`} data-event-finding={id}>
      <span class="verdict-title">
        <Icon name={severity} />
        <span class="sr-only">{severityWord(severity)}: </span>
        <button type="button" class="link-button" title="Show the newest of these events" onClick={show}>
          {title}
        </button>
        <code class="verdict-id" title={`Filter: reason:${id}`}>
          {id}
        </code>
        <span class="finding-events">{countOf(events, 'event')}</span>
      </span>
    </li>
  );
}
