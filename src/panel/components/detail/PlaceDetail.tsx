import type { Channel } from '../../../core/entry';
import { usePanel } from '../../panel-context';
import type { Place } from '../../store';
import { countOf } from '../../view/formats';
import { cutName } from '../../view/names';
import { channelFacts, connectionFacts, memberFacts, transitionFacts } from '../../view/place-facts';
import { hostOf } from '../../view/sidebar-items';
import { useKeptFocus } from '../use-kept-focus';
import { AuthSection } from './AuthSection';
import { CloseButton } from './CloseButton';
import { EventFindings } from './EventFindings';
import { FactList } from './FactList';
import { ProofSection } from './ProofSection';
import { RotationStrip } from './RotationStrip';
import { VerdictList } from './VerdictList';

/** A presence channel may have any number of members; so many are listed. */
const MAX_MEMBERS = 200;

/** What is known of the connection or channel that the table is narrowed to, while no event is selected. */
export function PlaceDetail({ place }: { place: Place }) {
  const { store, view } = usePanel();
  const element = useKeptFocus<HTMLElement>();
  // Connections change in place; the counts are a new object after every change that is drawn.
  store.counts.value;
  const { connection, channel: name } = place;
  const channel = name === undefined ? undefined : connection.channels.get(name);
  const title = name ?? hostOf(connection);
  return (
    <section
      ref={element}
      class="detail"
      data-region="detail"
      data-place={title}
      aria-label="Connection or channel"
      tabIndex={-1}
    >
      <header class="detail-header">
        <div class="detail-title">
          <h2 title={cutName(title)}>{cutName(title)}</h2>
          <CloseButton
            onClose={() => {
              view.placeOpen.value = false;
            }}
          />
        </div>
      </header>
      <div class="place-body">
        {channel && <EventFindings channel={channel} />}
        <PlaceVerdicts place={place} />
        {channel && <ChannelSections place={place} channel={channel} />}
        <div class="place-section" data-section="connection">
          <h3>Connection</h3>
          <FactList facts={connectionFacts(connection, name === undefined)} />
        </div>
        {name === undefined && <AuthSection place={place} />}
      </div>
    </section>
  );
}

/** What was found about the place as a whole. */
function PlaceVerdicts({ place: { connection, channel: name } }: { place: Place }) {
  const channel = name === undefined ? undefined : connection.channels.get(name);
  const findings = channel?.findings ?? connection.findings;
  if (findings.length === 0) return null;
  return (
    <div class="place-section" data-section="verdicts">
      <VerdictList findings={findings} subject={name ?? hostOf(connection)} />
    </div>
  );
}

function ChannelSections({ place, channel }: { place: Place; channel: Channel }) {
  const more = channel.members.size - MAX_MEMBERS;
  return (
    <>
      <RotationStrip channel={channel} />
      <div class="place-section" data-section="channel">
        <h3>Channel</h3>
        <FactList facts={channelFacts(channel)} />
      </div>
      {channel.kind === 'encrypted' && <ProofSection place={place} />}
      <AuthSection place={place} />
      {channel.members.size > 0 && (
        <div class="place-section" data-section="members">
          <h3>Members</h3>
          <FactList facts={memberFacts(channel, MAX_MEMBERS)} />
          {more > 0 && <p class="payload-note">and {countOf(more, 'more member')}</p>}
        </div>
      )}
      {channel.transitions.length > 0 && (
        <div class="place-section" data-section="transitions">
          <h3>Subscription</h3>
          <FactList facts={transitionFacts(channel)} />
        </div>
      )}
    </>
  );
}
